"""What Celery calls. Rows say what there is to do, so any number of messages does it once."""

from celery import shared_task
from django.utils import timezone

from . import results, seal


@shared_task(name="surveys.tasks.seal")
def seal_closed():
    """Seal the rounds whose time is over and count those that are settled. Returns how many were sealed."""
    at = timezone.now()
    sealed = seal.seal_due(at)
    results.count_due(at)
    return sealed
