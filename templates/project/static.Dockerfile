# syntax=docker/dockerfile:1
# dev:  what docker-compose.yml runs. The files are mounted, so that it holds none of them.
# prod: complete in itself:  docker build<% dockerfile %> -t <% slug %> .
FROM nginx:1-alpine AS dev
# The server runs without root, for any owner, and writes below /tmp; $uri is its own. Nothing is cached: a reload of the page shows every change.
# hadolint ignore=SC2016
RUN printf '%s\n' \
    'client_body_temp_path /tmp/client;' \
    'proxy_temp_path /tmp/proxy;' \
    'fastcgi_temp_path /tmp/fastcgi;' \
    'uwsgi_temp_path /tmp/uwsgi;' \
    'scgi_temp_path /tmp/scgi;' \
    'server {' \
    '  listen <% port %>;' \
    '  root /usr/share/nginx/html;' \
    '  absolute_redirect off;' \
    '  sendfile off;' \
    '  add_header Cache-Control no-cache always;' \
<% #listing %>
    '  autoindex on;' \
<% /listing %>
    '  location / { try_files $uri $uri/ $uri.html =404; }' \
    '  location ~ /\.(?!well-known/) { return 404; }' \
    '}' > /etc/nginx/conf.d/default.conf \
 && sed -i 's#^pid .*#pid /tmp/nginx.pid;#; s#^user .*##' /etc/nginx/nginx.conf
USER 1000:1000
EXPOSE <% port %>

FROM dev AS prod
COPY <% copy %>
