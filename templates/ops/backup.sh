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
<% #postgres %>
docker compose exec -T db sh -c 'pg_dump --format custom --username "$POSTGRES_USER" "$POSTGRES_DB"' >"$folder/db.dump.part"
mv "$folder/db.dump.part" "$folder/db.dump"
<% /postgres %>
<% #redis %>
docker compose exec -T redis redis-cli --rdb - >"$folder/redis.rdb.part" 2>/dev/null
mv "$folder/redis.rdb.part" "$folder/redis.rdb"
<% /redis %>
<% #nothing %>
rmdir "$folder"
printf 'Nothing to save: the project has no database volume\n'
<% /nothing %>
<% ^nothing %>
printf 'Saved in %s\n' "$folder"
<% /nothing %>
