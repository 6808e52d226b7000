"""The Celery application: a message only says "look", the database holds the work (see officers/models/job.py)."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.conf import settings
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Longer than the longest task, else the broker hands a running task to a second worker.
VISIBILITY_TIMEOUT = 1800
# What may last minutes waits in a queue of its own, with workers of its own: two imports at a time must hold up neither
# the reminders nor the sign of life that /readyz looks for. A worker that is told no queue (-Q) serves both.
SHORT, LASTING = "celery", "jobs"

app = Celery("config")
app.conf.update(
    broker_url=settings.REDIS_URL.replace("unix://", "redis+socket://", 1),
    broker_connection_retry_on_startup=True,
    # No result backend: results are rows. Waiting for one would let a dead broker hold up a page.
    task_ignore_result=True,
    task_default_queue=SHORT,
    task_queues=[Queue(SHORT), Queue(LASTING)],
    task_routes={
        "officers.tasks.run_job": {"queue": LASTING},
        "officers.tasks.deliver": {"queue": LASTING},
        "surveys.tasks.deliver": {"queue": LASTING},
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_soft_time_limit=540,
    task_time_limit=600,
    visibility_timeout=VISIBILITY_TIMEOUT,
    # Who sends gives up after two seconds; the sweep finds the work later. Workers are more patient, see below.
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_connect_timeout": 1,
        "socket_timeout": 2,
        "max_retries": 1,
    },
    task_publish_retry_policy={
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
    },
    accept_content=["json"],
    task_serializer="json",
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=30,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=400_000,
    worker_hijack_root_logger=False,
    timezone="Asia/Shanghai",
    enable_utc=True,
    beat_cron_starting_deadline=3600,
    # A message that waited longer than the next one is due says nothing new.
    beat_schedule={
        "officers.sweep_jobs": {
            "task": "officers.tasks.sweep_jobs",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        # Both look from nine o'clock on and find nothing to do where it was done: a nine o'clock that was missed is
        # made up for within the minute, and two beats remind nobody twice.
        "enterprises.remind": {
            "task": "enterprises.tasks.remind",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        "officers.deliver": {
            "task": "officers.tasks.deliver",
            "schedule": 20.0,
            "options": {"expires": 20},
        },
        "surveys.seal": {
            "task": "surveys.tasks.seal",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "surveys.deliver": {
            "task": "surveys.tasks.deliver",
            "schedule": 20.0,
            "options": {"expires": 20},
        },
        "surveys.flag": {
            "task": "surveys.tasks.flag",
            "schedule": 600.0,
            "options": {"expires": 600},
        },
        "assessment.tidy_imports": {
            "task": "assessment.tasks.tidy_imports",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "officers.clear_away": {
            "task": "officers.tasks.clear_away",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "config.beat_seen": {
            "task": "config.tasks.beat_seen",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
    },
)
app.autodiscover_tasks()


@celeryd_init.connect
def be_patient(conf, **kwargs):
    """A worker waits on its reads by design: it takes no timeouts of a sender's."""
    conf.broker_transport_options = {"visibility_timeout": VISIBILITY_TIMEOUT}


@celeryd_init.connect
@beat_init.connect
def refuse_unsafe_start(**kwargs):
    """Workers and beat check what the web process checks."""
    from config import checks

    checks.refuse_unsafe_start()
