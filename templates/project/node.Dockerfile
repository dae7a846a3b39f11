# syntax=docker/dockerfile:1
# dev:  what docker-compose.yml runs. Source and dependencies are mounted, so that it holds neither.
# prod: complete in itself, built from official images alone:  docker build<% dockerfile %> -t <% slug %> .
<% #decided %>
# <% line %>
<% /decided %>
ARG NODE_VERSION=<% version %>

# The local base has the package managers, git and build tools; ~/docker-infra/base/node makes it.
FROM base-node-dev:${NODE_VERSION} AS dev
ARG DRYDOCK_UID=1000
ARG DRYDOCK_GID=1000
# A user id without a name breaks git, ssh and shells; root only for these lines. docker-compose.yml says who runs it.
USER 0:0
<% #mounts %>
# Volumes take owner and mode of the folder that they cover.
RUN named-user "$DRYDOCK_UID" "$DRYDOCK_GID" \
 && install -d -m 0777 <% mounts %>
<% /mounts %>
<% ^mounts %>
RUN named-user "$DRYDOCK_UID" "$DRYDOCK_GID"
<% /mounts %>
<% #developPackages %>
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% developPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /developPackages %>
USER 1000:1000
WORKDIR /app

FROM node:${NODE_VERSION}-slim AS build
<% #runPackages %>
# Debian's versions move with its releases, and the base image is not pinned to one.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% runPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /runPackages %>
<% #variables %>
ENV <% line %>
<% /variables %>
WORKDIR /app
<% #copies %>
<% line %>
<% /copies %>
<% #folder %>
WORKDIR <% folder %>
<% /folder %>
# hadolint ignore=DL3016
RUN --mount=type=cache,target=/root/.npm \
    <% installLine %>
<% #folder %>
WORKDIR /app
<% /folder %>
COPY . .
<% #built %>
<% #directory %>
WORKDIR <% directory %>
<% /directory %>
RUN <% line %>
<% /built %>

<% #server %>
FROM node:${NODE_VERSION}-slim AS prod
<% #runPackages %>
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% runPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /runPackages %>
ENV NODE_ENV=production
COPY --from=build --chown=1000:1000 /app /app
<% #volumeFolders %>
RUN install -d -m 0777 <% volumeFolders %>
<% /volumeFolders %>
WORKDIR <% directory %>
USER 1000:1000
<% #command %>
EXPOSE <% port %>
CMD <% command %>
<% /command %>
<% /server %>
<% ^server %>
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
<% copyStatic %>
USER 1000:1000
EXPOSE <% port %>
<% /server %>
