#!/usr/bin/env bash
# Prints the configuration as Compose resolves it, with secrets masked.   ./ops/config.sh [--raw]
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
if [ "${1:-}" = --raw ]; then exec docker compose config; fi
# Masked twice: every value of a variable whose name says secret, and the password in every URL.
docker compose config | sed -E \
  -e 's/^( *[A-Za-z0-9_]*(SECRET|PASSWORD|PASSWD|TOKEN|KEY|SALT|CREDENTIAL)[A-Za-z0-9_]*: ).+/\1********/I' \
  -e 's#(://[^:/@ ]*:)[^@/ ]+@#\1********@#g'
