#!/usr/bin/env bash
# Shows the maintenance page (503) instead of <% slug %>, at once and without a restart.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
dynamic=$infra/traefik/dynamic
[ -d "$dynamic" ] || fail 75 "The shared infra is not there: $infra" 'npx drydock-dev infra up'
check_router
# Written beside and renamed: the router never reads half a file.
written=$dynamic/.maintenance-$slug.tmp
cat >"$written" <<ROUTER || { rm -f "$written"; fail 82 "The maintenance page could not be written to $dynamic." "ls -ld $dynamic; df -h $dynamic"; }
http:
  routers:
    maintenance-$slug:
      rule: Host(\`$slug.localhost\`) || HostRegexp(\`^[a-z0-9-]+\\.${slug//./\\.}\\.localhost\$\`)
      entryPoints: [web]
      priority: 100000
      service: maintenance
ROUTER
mv "$written" "$dynamic/maintenance-$slug.yml"
# Usually 0.1 s; a machine that is busy with a build takes longer.
SECONDS=0
while [ "$SECONDS" -lt 30 ]; do
  case $(http_answer / || true) in *'X-Drydock-Page: maintenance'*) printf '%s  maintenance is on\n' "$(url)"; exit 0 ;; esac
  sleep 0.05
done
fail 81 'The router did not take the maintenance page.' 'docker logs infra-traefik: one broken file in traefik/dynamic holds all others'
