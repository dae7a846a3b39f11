#!/usr/bin/env bash
# The only script that removes data: names what goes, offers a snapshot, wants the project's name typed.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
check_owner
printf 'These volumes of %s go, with all data in them:\n' "$slug"
mapfile -t volumes < <(docker volume ls --quiet --filter "label=com.docker.compose.project=$slug")
for volume in "${volumes[@]}"; do printf '  %s\n' "$volume"; done
[ "${#volumes[@]}" -gt 0 ] || { printf '  none\n'; exit 0; }
printf 'Save a snapshot first? [Y/n] '
read -r answer
case $answer in n|N|no) ;; *) ./ops/backup.sh ;; esac
printf 'Type %s to remove them: ' "$slug"
read -r typed
[ "$typed" = "$slug" ] || fail 2 'Nothing was removed.'
docker compose --profile '*' down --remove-orphans
docker volume rm "${volumes[@]}"
