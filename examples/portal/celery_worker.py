"""Entry point of the worker and of beat: celery -A celery_worker.celery ..."""

from portal import create_app

flask_app = create_app()
celery = flask_app.extensions["celery"]
