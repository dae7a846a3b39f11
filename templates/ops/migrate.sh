#!/usr/bin/env bash
# Runs the migration, or another command of its tool.
#   ./ops/migrate.sh                      <% migrateCommand %>
<% #reviseCommand %>
#   ./ops/migrate.sh <% reviseCommand %>
<% /reviseCommand %>
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
check_owner
exec docker compose run --rm <% migrateService %> "$@"
