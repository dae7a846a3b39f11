from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from .celery_app import make_celery
from .config import Config
from .extensions import db
from .times import local_time
from .views import api, pages, reports, status, tasks


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    app = Flask(__name__)
    app.config.from_object(Config)
    if config is not None:
        app.config.from_mapping(config)
    app.logger.setLevel(app.config["LOG_LEVEL"])
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)

    db.init_app(app)
    make_celery(app)

    app.register_blueprint(pages.bp)
    app.register_blueprint(reports.bp)
    app.register_blueprint(tasks.bp)
    app.register_blueprint(status.bp)
    app.register_blueprint(api.bp)

    app.add_template_filter(local_time)
    return app
