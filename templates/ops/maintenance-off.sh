#!/usr/bin/env bash
# Serves <% slug %> again.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
rm -f "$infra/traefik/dynamic/maintenance-$slug.yml"
check_router
# Usually 0.1 s; a machine that is busy with a build takes longer.
SECONDS=0
while [ "$SECONDS" -lt 30 ]; do
  answer=$(http_answer / || true)
  case $answer in ''|*'X-Drydock-Page: maintenance'*) sleep 0.05 ;; *) printf '%s  maintenance is off\n' "$(url)"; exit 0 ;; esac
done
fail 81 'The router still shows the maintenance page.' 'docker logs infra-traefik'
