# syntax=docker/dockerfile:1
# dev:  what docker-compose.yml runs. Source and packages are mounted, so that it holds neither.
# prod: complete in itself, built from official images alone:  docker build<% dockerfile %> -t <% slug %> .
# FLUTTER_VERSION is a tag or a channel of Flutter's repository; another one: --build-arg FLUTTER_VERSION=3.24.0
<% #decided %>
# <% line %>
<% /decided %>
ARG FLUTTER_VERSION=<% version %>

# The local base has the SDK and the pub cache; ~/docker-infra/base/flutter makes it.
FROM base-flutter-dev:${FLUTTER_VERSION} AS dev
ARG DRYDOCK_UID=1000
ARG DRYDOCK_GID=1000
# A user id without a name breaks git, ssh and shells; root only for these lines. docker-compose.yml says who runs it.
USER 0:0
# Volumes take owner and mode of the folder that they cover.
RUN named-user "$DRYDOCK_UID" "$DRYDOCK_GID" \
 && install -d -m 0777 <% mounts %>
<% #runPackages %>
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% runPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /runPackages %>
USER 1000:1000
WORKDIR /app

# The build container: the SDK as its own repository has it, since there is no official image.
FROM debian:bookworm-slim AS build
ARG FLUTTER_VERSION
ARG FLUTTER_REPOSITORY=https://github.com/flutter/flutter.git
ARG FLUTTER_STORAGE_BASE_URL=https://storage.googleapis.com
# Debian's versions move with its releases, and the base image is not pinned to one.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl git unzip xz-utils<% #runPackages %> <% runPackages %><% /runPackages %> \
 && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/flutter/bin:$PATH \
    PUB_CACHE=/cache/pub \
    FLUTTER_SUPPRESS_ANALYTICS=true
RUN git clone --quiet --depth 1 --branch "$FLUTTER_VERSION" "$FLUTTER_REPOSITORY" /opt/flutter \
 && flutter precache --web
WORKDIR /app
COPY . .
<% #folder %>
WORKDIR <% folder %>
<% /folder %>
RUN --mount=type=cache,target=/cache/pub \
    flutter pub get \
 && <% buildLine %>

# What the build made is static: nginx serves it, and gives index.html for the addresses of a single-page app.
FROM nginx:1-alpine AS prod
# The server runs without root; $uri is its own.
# hadolint ignore=SC2016
RUN printf '%s\n' 'server {' \
    '  listen <% port %>;' \
    '  root /usr/share/nginx/html;' \
    '  location / { try_files $uri $uri/ /index.html; }' \
    '}' > /etc/nginx/conf.d/default.conf \
 && sed -i 's#^pid .*#pid /tmp/nginx.pid;#; s#^user .*##' /etc/nginx/nginx.conf \
 && chown -R 1000:1000 /var/cache/nginx
COPY --from=build <% staticFolder %> /usr/share/nginx/html
USER 1000:1000
EXPOSE <% port %>
