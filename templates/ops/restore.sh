#!/usr/bin/env bash
# Puts a backup of ./ops/backup.sh back. What <% #authored %>the volumes hold<% /authored %><% ^authored %>the database holds<% /authored %> now is saved first.   ./ops/restore.sh FOLDER
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
volumes=() tars=("$folder"/*.tar)
[ -f "${tars[0]}" ] || fail 2 "There is no backup in '$folder'." "ls ${XDG_DATA_HOME:-$HOME/.local/share}/drydock/backups/$slug"
for tar in "${tars[@]}"; do
  name=${tar##*/} name=${name%.tar}
  volume=$(project_volumes | sed -n "s/^$name //p")
  [ -n "$volume" ] || fail 2 "The project has no volume yet that $tar could be put into." './ops/up.sh makes it'
  volumes+=("$volume")
done
printf 'These volumes of %s are replaced by %s; what they hold now is saved first:\n' "$slug" "$folder"
printf '  %s\n' "${volumes[@]}"
printf 'Type %s to go on: ' "$slug"
read -r typed
[ "$typed" = "$slug" ] || fail 2 'Nothing was changed.'
./ops/backup.sh

# in_volume VOLUME COMMAND: with the volume at /data, by what a start needs in any case
in_volume() { docker run --rm --interactive --network none --volume "$1:/data" nginx:1-alpine sh -ec "$2"; }
# A disk may be full: all is unpacked beside what is there before the first file is replaced.
undo() {
  for volume in "${volumes[@]}"; do in_volume "$volume" 'rm -rf /data/.drydock-restore' </dev/null || true; done
  docker compose start
}
trap undo EXIT
docker compose stop
for index in "${!tars[@]}"; do
  in_volume "${volumes[index]}" 'cd /data; rm -rf .drydock-restore; mkdir .drydock-restore; tar -C .drydock-restore -xpf -' <"${tars[index]}" ||
    fail 82 "${tars[index]} could not be unpacked; the volumes are as they were." 'df -h; read the lines above'
done
for volume in "${volumes[@]}"; do
  in_volume "$volume" 'cd /data; sh -e' <<'SH' || fail 82 "$volume could not be replaced; what it held was saved, see above." 'the same command again'
    find . -mindepth 1 -maxdepth 1 ! -name .drydock-restore -exec rm -rf {} +
    chown "$(stat -c %u:%g .drydock-restore)" .
    chmod "$(stat -c %a .drydock-restore)" .
    find .drydock-restore -mindepth 1 -maxdepth 1 -exec mv {} . \;
    rmdir .drydock-restore
SH
done
trap - EXIT
<% #fixed %>
printf 'note: the passwords of <% fixed %> are those that .env had when the backup was made\n'
<% /fixed %>
exec ./ops/up.sh<% #hasResets %> --reset-password<% /hasResets %>

<% /authored %>
<% ^authored %>
<% ^hasRestores %>
fail 2 "The project has no database that '$folder' could be restored into."
<% /hasRestores %>
<% /authored %>
