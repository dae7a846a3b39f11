#!/usr/bin/env bash
# Brings the shared infra up: network, caches, base images, router, pages. Safe to call again, and quick when all is there;
# a running router is never restarted for a new project.
#   infra-up.sh [--python VERSION]... [--node VERSION]... [--flutter VERSION]... [--no-base]
# makes sure of these base images and the caches of their languages; without any, of Python 3.12's, unless --no-base is given
# Exit codes: 70 Docker is not installed, 71 it does not answer, 72 no permission, 73 Engine or Compose too old,
# 74 the port is taken, 75 the router does not answer, 78 a base image could not be built.
set -euo pipefail
# Called by a project's scripts too: its Compose settings are not meant for this stack.
unset COMPOSE_PROJECT_NAME COMPOSE_FILE COMPOSE_PROFILES
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOCKER_BUILDKIT=1

# fail CODE SENTENCE [NEXT STEP]
fail() {
  printf 'error: %s\n' "$2" >&2
  [ $# -lt 3 ] || printf '  next: %s\n' "$3" >&2
  exit "$1"
}

bases=() no_base=''
while [ $# -gt 0 ]; do
  case $1 in
    --python|--node|--flutter) bases+=("${1#--}:$2"); shift 2 ;;
    --no-base) no_base=1; shift ;;
    *) fail 2 "infra-up.sh does not know $1." ;;
  esac
done
[ "${#bases[@]}" -gt 0 ] || [ -n "$no_base" ] || bases=(python:3.12)

command -v docker >/dev/null || fail 70 'Docker is not installed.' 'install Docker Engine: https://docs.docker.com/engine/install/'
if ! engine=$(docker version --format '{{.Server.Version}}' 2>&1); then
  case $engine in
    *'permission denied'*) fail 72 'You have no permission to talk to the Docker engine.' "sudo usermod -aG docker $(id -un), then log in again" ;;
    *) fail 71 'The Docker engine does not answer.' 'sudo systemctl start docker' ;;
  esac
fi

# The oldest that will do: Engine 25 (healthcheck start_interval), Compose 2.30 (env_file format: raw).
[ "${engine%%.*}" -ge 25 ] || fail 73 "Docker Engine $engine is too old, 25 will do." 'update Docker Engine'
# Asked only before Compose is needed: the answer takes longer than all else that a second call does.
check_compose() {
  local compose minor
  compose=$(docker compose version --short 2>/dev/null) || fail 73 'Docker Compose is not installed.' 'install docker-compose-plugin'
  compose=${compose#v}
  minor=${compose#*.}
  minor=${minor%%.*}
  [ "${compose%%.*}" -gt 2 ] || { [ "${compose%%.*}" -eq 2 ] && [ "$minor" -ge 30 ]; } ||
    fail 73 "Docker Compose $compose is too old, 2.30 will do." 'update docker-compose-plugin'
}

port=''
[ ! -f traefik/.env ] || port=$(sed -n 's/^INFRA_PORT=//p' traefik/.env | tail -n 1)
port=${INFRA_PORT:-${port:-80}}

# port_holder: who has the router's port. The names of other users' processes are root's to know: they are told by how they answer.
port_holder() {
  local name
  name=$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -nE 's/.*users:\(\("([^"]+)",pid=([0-9]+).*/\1 (process \2)/p' | head -n 1) || true
  if [ -z "$name" ] && { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
    printf 'HEAD / HTTP/1.0\r\n\r\n' 2>/dev/null >&3 || true
    name=$(timeout 2 cat <&3 | sed -nE 's/^[Ss]erver: ([^[:cntrl:]]+).*/a process that answers as \1/p' | head -n 1) || true
    exec 3>&-
  fi
  printf '%s' "${name:-another process}"
}

check_port() {
  local container other="or: echo INFRA_PORT=8080 >> $PWD/traefik/.env"
  container=$(docker ps --filter "publish=$port" --format '{{.Names}}' | head -n 1)
  [ "$container" != infra-traefik ] || return 0
  [ -z "$container" ] || fail 74 "Port $port belongs to the container $container." "docker stop $container, $other"
  ! { : <>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || fail 74 "Port $port belongs to $(port_holder)." "stop it (sudo ss -ltnp 'sport = :$port' names it), $other"
}

running=$(docker inspect --format '{{.State.Running}}' infra-traefik infra-pages 2>/dev/null || true)
started=traefik/.started starts=''
if [ "$running" != $'true\ntrue' ] || [ ! -f "$started" ] || [ traefik/docker-compose.yml -nt "$started" ] || [ traefik/.env -nt "$started" ] || [ pages/nginx.conf -nt "$started" ]; then
  starts=1
  # First what a person has to do: images take minutes.
  check_compose
  check_port
fi

# One label tells from which files a base image was made.
hash_of() { cat "base/$1"/* | sha256sum | cut -c1-16; }
for base in ${bases[@]+"${bases[@]}"}; do
  language=${base%%:*} version=${base#*:}
  image=base-$language-dev:$version
  argument=$(tr '[:lower:]' '[:upper:]' <<<"$language")_VERSION=$version
  hash=$(hash_of "$language")
  [ "$(docker image inspect --format '{{index .Config.Labels "dev.drydock.base"}}' "$image" 2>/dev/null)" != "$hash" ] || continue
  printf 'Building %s\n' "$image"
  docker build --quiet --tag "$image" --label "dev.drydock.base=$hash" --build-arg "$argument" "base/$language" >/dev/null ||
    fail 78 "The base image $image could not be built." "docker build --build-arg $argument $PWD/base/$language"
done

docker network inspect devnet >/dev/null 2>&1 || docker network create devnet >/dev/null
# cache VOLUME PATH IMAGE: the first container that mounts a new volume decides its owner and mode: the base image, not just any
cache() {
  ! docker volume inspect "$1" >/dev/null 2>&1 || return 0
  docker volume create "$1" >/dev/null
  docker run --rm --volume "$1:$2" "$3" true
}
for base in ${bases[@]+"${bases[@]}"}; do
  image=base-${base%%:*}-dev:${base#*:}
  case $base in
    python:*) cache python_uv_cache /cache/uv "$image" ;;
    node:*)
      cache node_npm_cache /cache/npm "$image"
      cache pnpm_store /cache/pnpm "$image"
      cache yarn_cache /cache/yarn "$image" ;;
    flutter:*)
      cache flutter_pub_cache /cache/pub "$image"
      cache gradle_cache /cache/gradle "$image" ;;
  esac
done

if [ -n "$starts" ]; then
  (cd traefik && docker compose up --detach --quiet-pull) || fail 75 'The router did not start.' "cd $PWD/traefik && docker compose up -d"
  # A single mounted file keeps its old inode until its container starts again.
  [ ! -f "$started" ] || [ ! pages/nginx.conf -nt "$started" ] || docker restart infra-pages >/dev/null
  touch "$started"
fi

# A router that is just starting closes connections; asking again is the answer, not the signal.
trap '' PIPE
# Usually 0.5 s; a machine that is busy with a build takes longer.
SECONDS=0
while [ "$SECONDS" -lt 30 ]; do
  if { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
    printf 'GET / HTTP/1.0\r\nHost: nothing.localhost\r\n\r\n' 2>/dev/null >&3 || true
    answer=$(timeout 5 cat <&3 || true)
    exec 3>&-
    case $answer in *'X-Drydock-Page: unknown-host'*) printf 'infra is up: http://*.localhost%s\n' "$([ "$port" = 80 ] || printf ':%s' "$port")"; exit 0 ;; esac
  fi
  sleep 0.1
done
fail 75 'The router does not answer.' 'docker logs infra-traefik'
