#!/usr/bin/env bash
# Writes the data into one folder outside the repository, which nothing commits by mistake.
#   ./ops/backup.sh [FOLDER]      default: ~/.local/share/drydock/backups/<slug>/<time>
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
check_owner
folder=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/drydock/backups/$slug/$(date +%Y%m%d-%H%M%S)}
umask 077
mkdir -p "$folder"
# `exec` reads standard input to its end: what a person types belongs to the script that called this one.
exec </dev/null
<% #snapshots %>
docker compose exec -T <% service %> sh -c <% save %> >"$folder/<% file %>.part"
mv "$folder/<% file %>.part" "$folder/<% file %>"
<% /snapshots %>
<% #hasSnapshots %>
printf 'Saved in %s\n' "$folder"
<% /hasSnapshots %>
<% ^hasSnapshots %>
rmdir "$folder"
printf 'Nothing to save: the project has no database volume\n'
<% /hasSnapshots %>
