#!/usr/bin/env bash
# Shows the containers, their health, and what the router answers.
. "$(dirname "${BASH_SOURCE[0]}")/project.sh"
check_engine
docker compose --profile '*' ps --all --format 'table {{.Name}}\t{{.Status}}'
<% #routed %>
answer=$(http_answer / || true)
case $answer in
  '') printf '\n%s  no answer: the shared infra is down (%s/ops/infra-up.sh)\n' "$(url)" "$infra" ;;
  *'X-Drydock-Page: maintenance'*) printf '\n%s  maintenance is on\n' "$(url)" ;;
  *'X-Drydock-Page: '*) printf '\n%s  not routed: no healthy container (./ops/logs.sh)\n' "$(url)" ;;
  *) printf '\n%s  %s\n' "$(url)" "$(sed -n '1s/^HTTP[^ ]* //p' <<<"$answer")" ;;
esac
<% /routed %>
