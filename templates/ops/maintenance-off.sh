#!/usr/bin/env bash
# Serves <% slug %> again.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
rm -f "$infra/traefik/dynamic/maintenance-$slug.yml"
for _ in $(seq 1 100); do
  answer=$(http_answer / || true)
  case $answer in ''|*'X-Drydock-Page: maintenance'*) sleep 0.05 ;; *) printf '%s  maintenance is off\n' "$(url)"; exit 0 ;; esac
done
fail 81 'The router still shows the maintenance page.' 'docker logs infra-traefik'
