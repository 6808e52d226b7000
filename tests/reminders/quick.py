"""The site's Celery application whose beat looks every second, so that a test need not wait for it."""

from config.celery import app

for name in ("enterprises.remind", "officers.deliver"):
    app.conf.beat_schedule[name] = {**app.conf.beat_schedule[name], "schedule": 1.0}
