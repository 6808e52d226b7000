"""What Celery calls. A message only says "look": the job row decides whether there is anything to do."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from . import jobs, notify
from .models import FailedSignIn, Job, SignIn


@shared_task(name="officers.tasks.run_job")
def run_job(job_id):
    """Do one job if it still waits."""
    jobs.run(job_id)


@shared_task(name="officers.tasks.sweep_jobs")
def sweep_jobs():
    """Pick up jobs whose message was lost or whose worker died. Returns how many were announced."""
    waiting = list(Job.objects.waiting(timezone.now()).values_list("pk", flat=True)[:50])
    for job_id in waiting:
        run_job.delay(job_id)
    return len(waiting)


@shared_task(name="officers.tasks.deliver")
def deliver():
    """Send the messages that wait. Returns how many left."""
    return notify.deliver(timezone.now)


@shared_task(name="officers.tasks.clear_away")
def clear_away():
    """Delete sessions that have ended, what was noted of them, and counts of wrong passwords that say nothing more."""
    at = timezone.now()
    Session.objects.filter(expire_date__lte=at).delete()
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    FailedSignIn.objects.idle(at).delete()
