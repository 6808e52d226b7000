"""What Celery calls. Rows say what there is to do, so any number of messages does it once."""

from celery import shared_task
from django.utils import timezone

from . import letters, seal


@shared_task(name="surveys.tasks.seal")
def seal_closed():
    """Seal the rounds whose time is over. Returns how many were."""
    return seal.seal_due(timezone.now())


@shared_task(name="surveys.tasks.deliver")
def deliver():
    """Send the mails to firms that wait. Returns how many left."""
    return letters.deliver(timezone.now)
