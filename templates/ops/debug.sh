#!/usr/bin/env bash
# Starts a service anew with a debugger that listens inside of its container, on 127.0.0.1 alone: no port is published.
# "Drydock: Attach Debugger" in VS Code reaches it through docker exec. It has no healthcheck meanwhile, so that it stays
# reachable while it stands at a breakpoint.
#   ./ops/debug.sh SERVICE          runs, and takes a debugger at any time
#   ./ops/debug.sh SERVICE --wait   waits for the debugger before its first line
#   ./ops/debug.sh --list           the services that have a debugger
#   ./ops/debug.sh SERVICE --off    without a debugger again, as after ./ops/up.sh and docker compose up -d
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
service=${1:-} mode=${2:---listen}
[ "$service" != --list ] || { printf '%s\n' <% debuggable %>; exit 0; }
check_engine
check_owner
[ -f .env ] || fail 81 "$slug was never started here." ./ops/up.sh
case $service in
<% #pythonPattern %>
  # 127.0.0.1:5678 and :9229 as /proc/net/tcp writes them.
  <% pythonPattern %>) language=python variable=PYTHONPATH prefix=/opt/debugger: address=0100007F:162E ;;
<% /pythonPattern %>
<% #nodePattern %>
  <% nodePattern %>) language=node variable=NODE_OPTIONS prefix='--require /opt/debugger/debugger.cjs ' address=0100007F:240D ;;
<% /nodePattern %>
  *) fail 2 "A debugger of ${service:-no service} is not known." 'one of: <% debuggable %>' ;;
esac
case $mode in
  --listen|--wait) ;;
  --off) exec docker compose up --detach --no-deps "$service" ;;
  *) fail 2 "debug.sh does not know $mode." 'see the head of ops/debug.sh' ;;
esac

# What the container has in this variable stays in it.
container=$(docker compose ps --all --quiet "$service" | head -n 1)
[ -n "$container" ] || fail 81 "The service $service is not running." ./ops/up.sh
before=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$container" | sed -n "s/^$variable=//p")
value=$prefix${before#"$prefix"}
# As a word of YAML, and for Compose, which fills $ in.
value=${value//\'/\'\'}
value=${value//\$/\$\$}

# The files that Compose itself would take, and one more on standard input.
names=${COMPOSE_FILE:-$(value_of COMPOSE_FILE)}
[ -n "$names" ] || { names=docker-compose.yml; [ ! -f docker-compose.override.yml ] || names+=:docker-compose.override.yml; }
IFS=: read -ra names <<<"$names"
docker compose "${names[@]/#/--file=}" --file - up --detach --no-deps "$service" <<END
services:
  $service:
    environment:
      $variable: '$value'
      DRYDOCK_DEBUGGER: ${mode#--}
    labels:
      dev.drydock.debugger: $language
    healthcheck: {disable: true}
END

# Listening is what a debugger needs; a process that waits for one has not begun.
SECONDS=0
while [ "$SECONDS" -lt 60 ]; do
  container=$(docker compose ps --quiet --status running "$service" | head -n 1)
  if [ -n "$container" ] && docker exec "$container" awk -v wanted="$address" '$2 == wanted && $4 == "0A" { found = 1 } END { exit !found }' /proc/net/tcp 2>/dev/null; then
    printf '%s takes a debugger: "Drydock: Attach Debugger" in VS Code.\n' "$service"
    exit 0
  fi
  sleep 0.3
done
fail 81 "No debugger listens in $service." "./ops/logs.sh $service; an image from before there was a debugger is made anew by ./ops/rebuild.sh"
