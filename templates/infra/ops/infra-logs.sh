#!/usr/bin/env bash
# Follows the logs of router and pages.
set -euo pipefail
# Called by a project's scripts too: its Compose settings are not meant for this stack.
unset COMPOSE_PROJECT_NAME COMPOSE_FILE COMPOSE_PROFILES
cd "$(dirname "${BASH_SOURCE[0]}")/../traefik"
exec docker compose logs --follow --tail "${TAIL:-200}" "$@"
