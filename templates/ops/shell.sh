#!/usr/bin/env bash
# Opens a shell in a running container, or runs one command there.   ./ops/shell.sh [SERVICE [COMMAND ...]]
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
[ -f .env ] || fail 81 "$slug was never started here." ./ops/up.sh
service=${1:-<% mainService %>}
[ $# -eq 0 ] || shift
[ -n "$(docker compose ps --quiet --status running "$service" 2>/dev/null)" ] || fail 81 "The service $service is not running." ./ops/up.sh
if [ $# -gt 0 ]; then exec docker compose exec "$service" "$@"; fi
exec docker compose exec "$service" sh -c 'command -v bash >/dev/null && exec bash || exec sh'
