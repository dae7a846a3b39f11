#!/usr/bin/env bash
# Opens a shell in a running container, or runs one command there.   ./ops/shell.sh [SERVICE [COMMAND ...]]
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
service=${1:-<% mainService %>}
[ $# -eq 0 ] || shift
if [ $# -gt 0 ]; then exec docker compose exec "$service" "$@"; fi
exec docker compose exec "$service" sh -c 'command -v bash >/dev/null && exec bash || exec sh'
