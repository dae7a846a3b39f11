#!/usr/bin/env bash
# Builds the image anew from the Dockerfile and starts what changed. Data and dependencies stay.
exec "$(dirname "${BASH_SOURCE[0]}")/up.sh" --build
