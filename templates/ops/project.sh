# shellcheck shell=bash
# What the scripts beside this one share: the names of this project and the checks before each start. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOCKER_BUILDKIT=1

# The oldest that will do: Engine 25 (healthcheck start_interval), Compose 2.30 (env_file format: raw).
oldest_engine=25
oldest_compose=2.30
infra=${DRYDOCK_INFRA:-$HOME/docker-infra}
# Used by the scripts that source this one.
# shellcheck disable=SC2034
secrets=(<% secrets %>)
# shellcheck disable=SC2034
deps_services=(<% depsServices %>)
# shellcheck disable=SC2034
build_services=(<% buildServices %>)
# shellcheck disable=SC2034
app_services=(<% appServices %>)
# shellcheck disable=SC2034
backing_services=(<% backingServices %>)
# shellcheck disable=SC2034
data_volumes=(<% dataVolumes %>)

# fail CODE SENTENCE [NEXT STEP]
fail() {
  printf 'error: %s\n' "$2" >&2
  [ $# -lt 3 ] || printf '  next: %s\n' "$3" >&2
  exit "$1"
}

# value_of VARIABLE: its value in .env, as written; nothing when it is not there
value_of() {
  [ ! -f .env ] || sed -n "s/^$1=//p" .env | tail -n 1
}

# The project's name: the environment, then .env, then the first line of docker-compose.yml, as Compose itself decides.
slug=${COMPOSE_PROJECT_NAME:-$(value_of COMPOSE_PROJECT_NAME)}
slug=${slug:-<% slug %>}

infra_port() {
  local port=''
  [ ! -f "$infra/traefik/.env" ] || port=$(sed -n 's/^INFRA_PORT=//p' "$infra/traefik/.env" | tail -n 1)
  printf '%s' "${INFRA_PORT:-${port:-80}}"
}

url() {
  local port; port=$(infra_port)
  printf 'http://%s.localhost%s' "$slug" "$([ "$port" = 80 ] || printf ':%s' "$port")"
}

# Says what is wrong with the engine, in the order in which a person would look.
check_engine() {
  command -v docker >/dev/null || fail 70 'Docker is not installed.' 'install Docker Engine: https://docs.docker.com/engine/install/'
  local versions
  if ! versions=$(docker version --format '{{.Server.Version}}' 2>&1); then
    case $versions in
      *'permission denied'*) fail 72 'You have no permission to talk to the Docker engine.' "sudo usermod -aG docker $(id -un), then log in again" ;;
      *) fail 71 'The Docker engine does not answer.' 'sudo systemctl start docker' ;;
    esac
  fi
  [ "${versions%%.*}" -ge "$oldest_engine" ] || fail 73 "Docker Engine $versions is too old, $oldest_engine will do." 'update Docker Engine'
  local compose; compose=$(docker compose version --short 2>/dev/null) || fail 73 'Docker Compose is not installed.' 'install docker-compose-plugin'
  compose=${compose#v}
  local minor=${compose#*.}; minor=${minor%%.*}
  [ "${compose%%.*}" -gt 2 ] || { [ "${compose%%.*}" -eq 2 ] && [ "$minor" -ge "${oldest_compose#*.}" ]; } ||
    fail 73 "Docker Compose $compose is too old, $oldest_compose will do." 'update docker-compose-plugin'
}

# Two folders with one name would share containers and database: the second one is refused.
check_owner() {
  local folder
  while read -r folder; do
    if [ -n "$folder" ] && [ "$folder" != "$PWD" ] && [ -d "$folder" ] && ! [ "$folder" -ef "$PWD" ]; then
      fail 76 "The project name $slug belongs to $folder." "echo COMPOSE_PROJECT_NAME=$slug-2 >> .env"
    fi
  done < <(docker ps -a --filter "label=com.docker.compose.project=$slug" --format '{{.Label "com.docker.compose.project.working_dir"}}' | sort -u)
}

<% #authored %>
# project_volumes: a line 'NAME VOLUME' for each, with the name of its file in a backup, which is the same for every clone
project_volumes() {
  docker volume ls --filter "label=com.docker.compose.project=$slug" --format '{{.Label "com.docker.compose.volume"}} {{.Name}}'
<% #volumes %>
  # Made outside of the project, and used by it.
  ! docker volume inspect <% . %> >/dev/null 2>&1 || printf '%s %s\n' <% . %> <% . %>
<% /volumes %>
}

<% /authored %>
# http_answer PATH: status line and headers that the router gives for this project, by bash alone
http_answer() {
  local line
  # A router that is just starting closes connections.
  trap '' PIPE
  { exec 3<>"/dev/tcp/127.0.0.1/$(infra_port)"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.0\r\nHost: %s.localhost\r\nConnection: close\r\n\r\n' "$1" "$slug" 2>/dev/null >&3 || true
  while IFS= read -r -t 10 line <&3 && [ "$line" != $'\r' ]; do printf '%s\n' "${line%$'\r'}"; done
  exec 3>&-
}

# Nothing listens where the router should: says whether the engine or the router is down.
check_router() {
  (exec 3<>"/dev/tcp/127.0.0.1/$(infra_port)") 2>/dev/null && return
  check_engine
  fail 75 'The router does not answer.' "$infra/ops/infra-up.sh"
}
