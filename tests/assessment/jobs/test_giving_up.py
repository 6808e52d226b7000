"""Work that cannot be done ends with a sentence; work that breaks off is tried again, a bounded number of times."""

import pytest
from django.utils import timezone

from officers import jobs
from officers.actor import Actor
from officers.models import Job
from officers.models.job import LEASE, MAX_ATTEMPTS
from tests.assessment.jobs.conftest import later
from tests.factories import COMPUTED, make_district

pytestmark = pytest.mark.django_db

EXPIRED = LEASE.total_seconds() + 1


@jobs.handles("trial-broken")
def broken(progress):
    """Breaks off in its middle."""
    progress.tell(1, 2, "一半")
    raise ZeroDivisionError


@jobs.handles("trial-refused")
def refused(progress):
    """Cannot be done."""
    raise jobs.JobRefused("这个年度没有可以计算的记录")


@jobs.handles("trial-slow")
def slow(progress):
    """Loses its lease to another worker in its middle."""
    progress.tell(1, 2)
    assert Job.objects.get(pk=progress.job.pk).claim(later(EXPIRED)())
    progress.tell(2, 2)


def asked(kind):
    job, _ = jobs.enqueue(make_district(), kind, "key", {}, Actor("办公室", COMPUTED))
    return job


def test_work_that_breaks_off_waits_for_its_lease_and_is_tried_again():
    job = asked("trial-broken")
    assert not jobs.run(job.pk)
    assert Job.objects.get().attempts == 1
    assert not Job.objects.waiting(timezone.now()).exists()
    assert not jobs.run(job.pk)
    assert Job.objects.get().attempts == 1
    assert Job.objects.waiting(later(EXPIRED)()).get() == job


def test_after_the_last_attempt_it_is_given_up_with_a_sentence():
    job = asked("trial-broken")
    for attempt in range(MAX_ATTEMPTS):
        assert not jobs.run(job.pk, clock=later(attempt * EXPIRED))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.RUNNING, MAX_ATTEMPTS)
    assert not jobs.run(job.pk, clock=later(MAX_ATTEMPTS * EXPIRED))
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, "中断5次，已停止，请联系管理员")
    assert job.finished_at is not None
    assert not Job.objects.waiting(later(99 * EXPIRED)()).exists()


def test_what_cannot_be_done_is_said_at_once_and_not_tried_again():
    job = asked("trial-refused")
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, "这个年度没有可以计算的记录")
    assert not Job.objects.waiting(later(EXPIRED)()).exists()


def test_who_has_lost_the_job_stops_at_the_next_word():
    job = asked("trial-slow")
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (Job.State.RUNNING, 2, 0)


def test_a_job_that_failed_can_be_asked_for_again():
    job = asked("trial-refused")
    jobs.run(job.pk)
    again, created = jobs.enqueue(job.district, "trial-refused", "key", {}, Actor("办公室", COMPUTED))
    assert created
    assert again != job


def test_the_remaining_time_follows_the_speed_so_far():
    job = Job(started_at=COMPUTED, done=25, total=100)
    assert job.seconds_left(COMPUTED + LEASE) == 136  # 45 s for a quarter
    assert Job(started_at=COMPUTED, done=0, total=100).seconds_left(COMPUTED + LEASE) is None
    assert Job(started_at=COMPUTED, done=100, total=100).seconds_left(COMPUTED + LEASE) is None
    assert Job(done=1, total=2).seconds_left(COMPUTED) is None
