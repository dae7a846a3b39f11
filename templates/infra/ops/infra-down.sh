#!/usr/bin/env bash
# Stops and removes router and pages. Network, caches and base images stay, and so do all projects.
set -euo pipefail
# Called by a project's scripts too: its Compose settings are not meant for this stack.
unset COMPOSE_PROJECT_NAME COMPOSE_FILE COMPOSE_PROFILES
cd "$(dirname "${BASH_SOURCE[0]}")/../traefik"
docker compose down
printf 'Kept: network devnet, volume python_uv_cache, base images\n'
