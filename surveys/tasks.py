"""What Celery calls. Rows say what there is to do, so any number of messages does it once."""

from celery import shared_task
from django.utils import timezone

from . import clusters, letters, results, seal


@shared_task(name="surveys.tasks.seal")
def seal_closed():
    """Seal the rounds whose time is over and count those that are settled. Returns how many were sealed."""
    at = timezone.now()
    sealed = seal.seal_due(at)
    results.count_due(at)
    return sealed


@shared_task(name="surveys.tasks.deliver")
def deliver():
    """Send the mails to firms that wait. Returns how many left."""
    return letters.deliver(timezone.now)


@shared_task(name="surveys.tasks.flag")
def flag_clusters():
    """Look for answers of several firms by one hand in the rounds that are open. Returns how many were found."""
    return clusters.flag_open(timezone.now())
