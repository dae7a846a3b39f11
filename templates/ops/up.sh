#!/usr/bin/env bash
# Starts <% slug %> and waits until it answers. Safe to call again: what runs and has not changed is left alone.
#   ./ops/up.sh                          everything
#   ./ops/up.sh --build                  the same, and builds the image anew first, as it does by itself after a change of the Dockerfile
#   ./ops/up.sh --prepare                image, dependencies and backing services only
#   ./ops/up.sh --secret-from-container  takes a lost database password from the container that still has it
<% #hasResets %>
#   ./ops/up.sh --reset-password         gives the database's role the password of .env, a new one if it was lost; no data is touched
<% /hasResets %>
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"

mode='' build=''
for word in "$@"; do
  case $word in
    --build) build=1 ;;
    --prepare|--secret-from-container|--reset-password) mode=$word ;;
    *) fail 2 "up.sh does not know $word." 'see the head of ops/up.sh' ;;
  esac
done

check_engine
check_owner

fresh_secret() { od -An -N 24 -tx1 /dev/urandom | tr -d ' \n'; }

# write_env: .env becomes what stands on standard input, all of it or nothing: a full disk must not cost a secret
write_env() {
  if (umask 077; { [ ! -f .env ] || cp -p .env .env.new; } && cat >.env.new) && mv .env.new "$(readlink -f .env || printf .env)"; then return; fi
  rm -f .env.new
  fail 82 '.env could not be written; it is as it was.' "ls -ld $PWD; df -h $PWD"
}

# add_value VARIABLE VALUE: adds the line where .env has none; lines that are there keep value and order
add_value() {
  ! grep -q "^$1=" .env || return 0
  # The file may end without a line break, which awk makes up for.
  { awk 1 .env && printf '%s=%s\n' "$1" "$2"; } | write_env
}

# fill_value VARIABLE VALUE: the same, and fills a line that has no value yet
fill_value() {
  add_value "$1" "$2"
  [ -z "$(value_of "$1")" ] || return 0
  NAME=$1 VALUE=$2 awk '$0 == ENVIRON["NAME"] "=" { print $0 ENVIRON["VALUE"]; next } { print }' .env | write_env
}

# A database volume without its password in .env: nothing is started and nothing is made anew.
<% #hasGuarded %>
# guard VOLUME CONTAINER VARIABLE VARIABLE_IN_CONTAINER<% #hasResets %> [resettable]<% /hasResets %>
guard() {
  [ -z "$(value_of "$3")" ] || return 0
<% #folders %>
  local found kind=volume next="write $3=... into .env"
  # A folder of the database's own user may not even be listed, which is no sign that it is empty.
  case $1 in
    ./*) kind=folder; [ -d "$1" ] && [ -n "$(ls -A "$1" 2>&1)" ] || return 0 ;;
    *) docker volume inspect "$1" >/dev/null 2>&1 || return 0 ;;
  esac
<% /folders %>
<% ^folders %>
  docker volume inspect "$1" >/dev/null 2>&1 || return 0
  local found next="write $3=... into .env"
<% /folders %>
<% #hasResets %>
  [ -z "${5:-}" ] || next='./ops/up.sh --reset-password'
  [ "$next" != "./ops/up.sh $mode" ] || return 0
<% /hasResets %>
  if [ "$mode" = --secret-from-container ]; then
    found=$(docker inspect "$slug-$2" --format '{{range .Config.Env}}{{println .}}{{end}}' 2>/dev/null | sed -n "s/^$4=//p") || true
    [ -n "$found" ] || fail 77 "There is no container $slug-$2 to take the password from." "$next"
    [ -f .env ] || write_env <.env.example
    fill_value "$3" "$found"
    return
  fi
  ! docker inspect "$slug-$2" >/dev/null 2>&1 || next='./ops/up.sh --secret-from-container'
  fail 77 "The database <% #folders %>$kind<% /folders %><% ^folders %>volume<% /folders %> $1 exists, but .env has no $3 for it." "$next"
}
<% #guarded %>
guard <% data %> <% service %> <% variable %> <% inContainer %><% reset %>
<% /guarded %>
<% /hasGuarded %>

if [ ! -f .env ]; then
  # Containers get the values as they stand: without blanks around '=' and the quotes that other readers take off.
  quote="'"
  sed -E -e 's/^(export +)?([A-Za-z_][A-Za-z0-9_]*)[[:blank:]]*=[[:blank:]]*/\2=/' \
    -e 's/^([A-Za-z_][A-Za-z0-9_]*)="([^"$]*)"[[:blank:]]*$/\1=\2/' \
    -e "s/^([A-Za-z_][A-Za-z0-9_]*)=${quote}([^$quote]*)${quote}[[:blank:]]*\$/\1=\2/" .env.example | write_env
  printf 'Made .env from .env.example\n'
fi
# Lines that .env.example has gained since, and .env lacks; what is there stays.
while IFS= read -r line; do add_value "${line%%=*}" "${line#*=}"; done < <(grep -E '^[A-Za-z_][A-Za-z0-9_]*=' .env.example)
<% #composeFile %>
case ":${COMPOSE_FILE:-$(value_of COMPOSE_FILE)}:" in
  *:<% composeFile %>:*) ;;
  *) fail 2 'COMPOSE_FILE does not name <% composeFile %>, without which ports are published and nothing is routed.' 'write into .env: COMPOSE_FILE=<% composeFiles %>' ;;
esac
<% /composeFile %>
for name in ${secrets[@]+"${secrets[@]}"}; do fill_value "$name" "$(fresh_secret)"; done
# Containers write into this folder as its owner. Root's own folders are served by 1000:1000, so that nothing runs as root.
owner=$(stat -c '%u:%g' . 2>/dev/null || stat -f '%u:%g' .)
[ "${owner%%:*}" != 0 ] || owner=1000:1000
[ "$(id -u)" != 0 ] || chown "$owner" .env
<% #owned %>
fill_value DRYDOCK_UID "${owner%%:*}"
fill_value DRYDOCK_GID "${owner##*:}"
# A folder that an engine once made as root is named: nothing is changed without being asked for.
uid=$(value_of DRYDOCK_UID)
while IFS= read -r folder; do
  printf 'note: %s belongs to root: containers run as user %s and cannot write there. sudo chown -R %s "%s"\n' \
    "$folder" "$uid" "$owner" "$PWD/${folder#./}"
done < <(find . \( -name .git -o -name node_modules -o -name .venv \) -prune -o -type d -user 0 ! -user "$uid" ! -perm -0002 -print -prune 2>/dev/null | head -n 5)
<% /owned %>
<% #missing %>
if [ ! -e <% path %> ]; then
<% #example %>
  cp <% example %> <% path %>
<% /example %>
<% ^example %>
  mkdir -p <% folder %>
  fresh_secret ><% path %>
<% /example %>
  [ "$(id -u)" != 0 ] || chown "$owner" <% path %>
  printf 'Made %s\n' <% path %>
fi
<% /missing %>
<% ^authored %>
<% #guarded %>
case $(value_of <% variable %>) in *[!A-Za-z0-9_.~-]*) fail 77 '<% variable %> in .env has characters that a URL cannot hold.' 'use letters, digits and _ . ~ - only' ;; esac
<% /guarded %>
<% /authored %>
<% #nodeModules %>
# The engine would make the folders that volumes cover as root.
mkdir -p <% nodeModules %>
[ "$(id -u)" != 0 ] || chown "$owner" <% nodeModules %>
<% /nodeModules %>

[ -x "$infra/ops/infra-up.sh" ] || fail 75 "The shared infra is not there: $infra" 'npx drydock-dev infra up'
infra_log=$(mktemp) || fail 82 'There is no room for a temporary file.' "df -h ${TMPDIR:-/tmp}"
# What still runs in the background ends with this script.
trap 'rm -f "$infra_log"; kill $(jobs -p) 2>/dev/null || true' EXIT
"$infra/ops/infra-up.sh" <% infraArguments %> >"$infra_log" 2>&1 || { code=$?; cat "$infra_log" >&2; exit "$code"; }

<% #volumes %>
docker volume inspect <% . %> >/dev/null 2>&1 || docker volume create <% . %> >/dev/null
<% /volumes %>
<% #authored %>
<% #networks %>
docker network inspect <% . %> >/dev/null 2>&1 || docker network create <% . %> >/dev/null
<% /networks %>
[ "$mode" != --prepare ] || build=1
<% /authored %>
<% #hasBuilt %>
# image_outdated IMAGE FILE...: it is not there, or a file that it is built from has been changed since
image_outdated() {
  local tagged file changed
  tagged=$(docker image inspect "$1" --format '{{json .Metadata.LastTagTime}}' 2>/dev/null) || return 0
  tagged=${tagged//\"/}
  for file in "${@:2}"; do
    changed=$(date -u -r "$file" +%Y-%m-%dT%H:%M:%S 2>/dev/null) || continue
    [[ $changed < $tagged ]] || return 0
  done
  return 1
}
<% #built %>
if image_outdated <% image %> <% files %>; then build=1; fi
<% /built %>
<% /hasBuilt %>
if [ -n "$build" ]; then
  printf 'Building the images of %s\n' "$slug"
  docker compose build --quiet<% ^authored %> "${build_services[@]}"<% /authored %> || fail 78 'The image could not be built.' 'the error stands above; ./ops/rebuild.sh tries again'
fi
<% #hasResets %>
if [ "$mode" = --reset-password ]; then
<% #resets %>
  docker compose up -d --wait <% . %>
  # The server trusts its own socket. psql takes the password from its environment: no list of processes shows it.
  docker compose exec -T <% . %> sh -c 'for _ in $(seq 30); do ! pg_isready --quiet || break; sleep 1; done
    psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"' <<'SQL'
\set role `printf %s "${POSTGRES_USER:-postgres}"`
\set password `printf %s "$POSTGRES_PASSWORD"`
ALTER ROLE :"role" WITH PASSWORD :'password';
SQL
  printf 'The database of %s has the password of .env, its data is untouched\n' <% . %>
<% /resets %>
fi
<% /hasResets %>

# explain_failure: what stopped the start, with the last lines that it printed
explain_failure() {
  local name state
  for name in <% ^authored %><% #depsPattern %>"${deps_services[@]}" <% /depsPattern %><% migrateServices %> <% /authored %>${backing_services[@]+"${backing_services[@]}"} "${app_services[@]}"; do
    state=$(docker inspect "$slug-$name" --format '{{.State.Status}} {{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' 2>/dev/null) || continue
    case $state in 'exited 0 '*|'running 0 healthy'|'running 0 '|'created 0 '*) continue ;; esac
    printf '\n%s: %s\n' "$slug-$name" "$state" >&2
    docker logs --tail 30 "$slug-$name" >&2 || true
    case $name in
<% #depsPattern %>
      <% depsPattern %>) fail 79 'The dependencies could not be installed.' 'read the lines above; ./ops/up.sh tries again' ;;
<% /depsPattern %>
<% #migratePattern %>
      <% migratePattern %>) fail 80 'The migration failed.' "read the lines above; ./ops/logs.sh $name shows all" ;;
<% /migratePattern %>
      *) fail 81 "$slug-$name did not become healthy." "read the lines above; ./ops/logs.sh $name shows all" ;;
    esac
  done
  fail 81 'The project did not start.' './ops/status.sh'
}

# bring_up: starts all and waits until it is healthy. `--wait` alone never ends on what crashes again and again, since each
# start is a new beginning for its healthcheck; after five restarts it is given up.
bring_up() {
  local name state starting watching code=0
  docker compose up -d --wait --quiet-pull "$@" &
  starting=$!
  while sleep 2; do
    for name in "${app_services[@]}"; do
      state=$(docker inspect "$slug-$name" --format '{{.RestartCount}} {{.State.Restarting}} {{if .State.Health}}{{.State.Health.Status}}{{end}}') || continue
      case $state in [0-4]' '*) ;; *' true '*|*' starting') kill "$starting" ;; esac
    done
  done >/dev/null 2>&1 &
  watching=$!
  wait "$starting" || code=$?
  kill "$watching" 2>/dev/null || true
  return "$code"
}

if [ "$mode" = --prepare ]; then
  [ "${#backing_services[@]}" = 0 ] || docker compose up -d --wait --quiet-pull "${backing_services[@]}" || explain_failure
<% #depsPattern %>
  for name in "${deps_services[@]}"; do
    docker compose run --rm --no-deps --name "$slug-$name-prepare" "$name" || fail 79 'The dependencies could not be installed.' 'read the lines above; ./ops/up.sh tries again'
  done
<% /depsPattern %>
  exit 0
fi

# What failed the last time gets a new try: `--wait` gives up at once on a container that is unhealthy already.
for name in "${app_services[@]}"; do
  case $(docker inspect "$slug-$name" --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' 2>/dev/null) in
    restarting*|*unhealthy) docker restart "$slug-$name" >/dev/null ;;
  esac
done
<% #authored %>
docker compose up -d --quiet-pull --remove-orphans || explain_failure
# Those that are not named here may end by themselves, which is no failure.
bring_up "${backing_services[@]}" "${app_services[@]}" || explain_failure
<% /authored %>
<% ^authored %>
bring_up --remove-orphans || explain_failure
<% /authored %>
<% #depsPattern %>

# Services that ran before their dependencies were installed still hold the old modules.
stale=()
# find_stale DEPS APP...
find_stale() {
  local finished started deps=$1 name
  shift
  docker logs --tail 1 "$slug-$deps" 2>/dev/null | grep -q installed || return 0
  finished=$(docker inspect "$slug-$deps" --format '{{.State.FinishedAt}}')
  for name in "$@"; do
    started=$(docker inspect "$slug-$name" --format '{{.State.StartedAt}}' 2>/dev/null) || continue
    [[ $started > $finished ]] || stale+=("$name")
  done
}
<% #runtimes %>
find_stale <% deps %> <% apps %>
<% /runtimes %>
[ "${#stale[@]}" = 0 ] || { printf 'Restarting %s: the dependencies have changed\n' "${stale[*]}"; docker compose restart "${stale[@]}"; docker compose up -d --wait >/dev/null 2>&1 || explain_failure; }
<% /depsPattern %>
<% #routed %>

# A healthy container is routed a moment later, usually 0.3 s: ask until the answer is the application's own.
SECONDS=0
while [ "$SECONDS" -lt 30 ]; do
  answer=$(http_answer / || true)
  case $answer in
    *'X-Drydock-Page: maintenance'*) printf '%s  maintenance is on\n' "$(url)"; exit 0 ;;
    ''|*'X-Drydock-Page: '*) sleep 0.1 ;;
    *) printf '%s  %s\n' "$(url)" "$(sed -n '1s/^HTTP[^ ]* //p' <<<"$answer")"; exit 0 ;;
  esac
done
fail 81 "$(url) does not answer through the router." './ops/status.sh, and docker logs infra-traefik'
<% /routed %>
