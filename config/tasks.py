"""Tasks of the site itself."""

from celery import shared_task

from config import broker

# Four beats: one that is late is no alarm.
SEEN_SECONDS = 60


@shared_task
def beat_seen() -> None:
    """Note that beat sends and a worker receives; `/readyz` looks for it."""
    broker.connect().set("beat-seen", "1", ex=SEEN_SECONDS)
