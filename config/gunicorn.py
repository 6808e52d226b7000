"""The web server, the same in a demo and in production: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 10
# Workers retire one by one, not all at once.
max_requests = 2000
max_requests_jitter = 200
# No second way to steer the server, and none outside the project's folder.
control_socket_disable = True
# Links of firms carry their secret in the path: no access log, and an operator who asks for one gets it masked.
logger_class = "config.web_log.MaskedLog"
