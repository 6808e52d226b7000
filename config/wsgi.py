"""The web process: `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from config.bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A page gives up on a slow statement or a lock sooner than a job does.
os.environ.setdefault("DATABASE_PATIENCE", "page")

application = whole_bodies(get_wsgi_application())

from config.checks import refuse_unsafe_start  # noqa: E402 - needs the settings

refuse_unsafe_start()
