#!/usr/bin/env bash
# Follows the logs.   ./ops/logs.sh [SERVICE ...]
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
exec docker compose logs --follow --tail "${TAIL:-200}" "$@"
