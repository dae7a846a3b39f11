#!/usr/bin/env bash
# Puts a backup of ./ops/backup.sh back. What the database holds now is saved first.   ./ops/restore.sh FOLDER
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
check_owner
folder=${1:-}
<% #hasRestores %>
<% #restores %>
[ -f "$folder/<% file %>" ] || fail 2 "There is no <% file %> in '$folder'." "ls ${XDG_DATA_HOME:-$HOME/.local/share}/drydock/backups/$slug"
<% /restores %>
printf 'The database of %s is replaced by %s; what it holds now is saved first. Type %s to go on: ' "$slug" "$folder" "$slug"
read -r typed
[ "$typed" = "$slug" ] || fail 2 'Nothing was changed.'
./ops/backup.sh
docker compose stop <% appServices %>
<% #restores %>
<% #transaction %>
# One transaction: a dump that does not fit leaves the database as it was.
<% /transaction %>
docker compose exec -T <% service %> sh -c <% restore %> <"$folder/<% file %>"
<% /restores %>
exec ./ops/up.sh
<% /hasRestores %>
<% #authored %>
fail 2 "'$folder' is not put back by a script: what its volumes hold now would be lost." 'stop with ./ops/down.sh, and unpack each NAME.tar into its volume with tar'
<% /authored %>
<% ^authored %>
<% ^hasRestores %>
fail 2 "The project has no database that '$folder' could be restored into."
<% /hasRestores %>
<% /authored %>
