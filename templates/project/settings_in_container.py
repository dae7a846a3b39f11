"""The settings of <% settings %>, and the host that this machine has for them: http://<% slug %>.localhost.

<% composeFile %> names this module in DJANGO_SETTINGS_MODULE; production does not know it.
"""

from <% settings %> import *  # noqa: F403
<% #named %>
from <% settings %> import ALLOWED_HOSTS
<% /named %>

# <% why %>.
ALLOWED_HOSTS = [<% #named %>*ALLOWED_HOSTS, <% /named %>".localhost"]
