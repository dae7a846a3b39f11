import os

# nginx stands in front, see deploy/nginx-portal.conf
bind = "127.0.0.1:8600"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
timeout = 60
accesslog = "-"
