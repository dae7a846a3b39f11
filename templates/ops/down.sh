#!/usr/bin/env bash
# Stops and removes the containers of <% slug %>. Its volumes, and so its data, stay.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
check_owner
# Interpolation needs the variables of .env; without one there is nothing that could run.
[ -f .env ] || { printf '%s was never started here\n' "$slug"; exit 0; }
docker compose --profile '*' down --remove-orphans
<% #authored %>
kept=$(docker volume ls --quiet --filter "label=com.docker.compose.project=$slug" | tr '\n' ' ')
<% /authored %>
<% ^authored %>
kept=''
for volume in ${data_volumes[@]+"${data_volumes[@]}"}; do kept+="${slug}_$volume "; done
<% /authored %>
[ -z "$kept" ] || printf 'Kept, with all data: %s\nTo remove them too: ./ops/reset.sh\n' "$kept"
