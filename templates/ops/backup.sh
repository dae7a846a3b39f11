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
<% #authored %>
mapfile -t volumes < <(project_volumes)
[ "${#volumes[@]}" -gt 0 ] || { rmdir "$folder"; printf 'Nothing to save: the project has no volume\n'; exit 0; }
# A database that runs would write while it is copied.
trap 'docker compose start' EXIT
docker compose stop
for line in "${volumes[@]}"; do
  name=${line% *}
  docker run --rm --network none --volume "${line#* }:/data:ro" nginx:1-alpine tar -C /data -cf - . >"$folder/$name.tar.part"
  mv "$folder/$name.tar.part" "$folder/$name.tar"
done
printf 'Saved in %s; folders of the repository that services mount are not in it\n' "$folder"
<% /authored %>
<% ^authored %>
<% ^hasSnapshots %>
rmdir "$folder"
printf 'Nothing to save: the project has no database volume\n'
<% /hasSnapshots %>
<% /authored %>
