"""Workers die, freeze and come back: a run is finished once, and nothing of the others is left."""

import random
import signal
import time
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from assessment.models import AssessmentRun, FactSheet, ScoreSheet
from config.celery import app
from officers import jobs
from officers.models import Job
from officers.models.job import LEASE, MAX_ATTEMPTS
from tests.assessment.jobs.conftest import OFFICERS, later
from tests.assessment.jobs.processes import Worker
from tests.factories import begin_run, compute_run, grant, make_user

KILLS = 20
EXPIRED = int(LEASE.total_seconds()) + 15


def standing(run):
    """What a finished run left behind."""
    run.refresh_from_db()
    assert run.job.state == Job.State.DONE
    sheets = ScoreSheet.objects.filter(run=run)
    assert sheets.count() == run.subjects == OFFICERS
    return run.digest, run.facts_digest, FactSheet.objects.count()


def test_a_run_killed_at_any_point_is_finished_once_by_another_worker(place):
    """Each run loses as many workers as a job may, and the last attempt finishes it."""
    begun = time.monotonic()
    expected = standing(compute_run(place))
    lasts = time.monotonic() - begun
    dice = random.Random(50)
    for _ in range(KILLS // (MAX_ATTEMPTS - 1)):
        run = begin_run(place)
        for attempt in range(MAX_ATTEMPTS - 1):
            with Worker(run.job_id, attempt * EXPIRED) as worker:
                worker.begin()
                time.sleep(dice.random() * lasts)
                worker.signal(signal.SIGKILL)
            run.refresh_from_db()
            assert run.finished_at is None or standing(run) == expected
        jobs.run(run.job_id, clock=later(MAX_ATTEMPTS * EXPIRED))
        assert standing(run) == expected


def test_who_was_taken_for_dead_and_comes_back_changes_nothing(place):
    expected = standing(compute_run(place))
    run = begin_run(place)
    with Worker(run.job_id) as frozen:
        frozen.begin()
        until(lambda: Job.objects.filter(pk=run.job_id, done__gt=0).exists())
        until(lambda: stopped(frozen, run.job_id))
        assert jobs.run(run.job_id, clock=later(EXPIRED))
        assert standing(run) == expected
        finished = AssessmentRun.objects.filter(pk=run.pk).values().get()
        frozen.signal(signal.SIGCONT)
        assert frozen.result() is False
    assert AssessmentRun.objects.filter(pk=run.pk).values().get() == finished
    assert standing(run) == expected


def test_what_an_attempt_staged_is_nobodys_to_see_before_the_run_is_finished(place):
    director = grant(make_user("director"), "office_director", place).on(date(2022, 3, 1))
    run = killed_in_its_middle(place)
    assert 0 < ScoreSheet.objects.filter(run=run).count() < OFFICERS
    assert not ScoreSheet.objects.visible_to(director).exists()
    assert jobs.run(run.job_id, clock=later(EXPIRED))
    assert ScoreSheet.objects.visible_to(director).count() == OFFICERS


def killed_in_its_middle(place):
    """A run whose worker died after it had staged something; on a busy machine the first may get away."""
    for _ in range(5):
        run = begin_run(place)
        with Worker(run.job_id) as worker:
            worker.begin()
            until(lambda run=run: ScoreSheet.objects.filter(run=run).exists())
            worker.signal(signal.SIGKILL)
        run.refresh_from_db()
        if run.finished_at is None:
            return run
        run.sheets.all().delete()
    raise AssertionError("no worker was caught in the middle of its work")


def test_a_dead_worker_is_found_out_within_two_minutes():
    sweep = app.conf.beat_schedule["officers.sweep_jobs"]["schedule"]
    assert LEASE.total_seconds() + sweep <= 120


def stopped(worker, job_id):
    """Freeze the worker between two transactions; one that holds a lock goes on."""
    worker.signal(signal.SIGSTOP)
    try:
        with transaction.atomic():
            Job.objects.select_for_update(nowait=connection.features.has_select_for_update_nowait).get(pk=job_id)
    except OperationalError:
        worker.signal(signal.SIGCONT)
        return False
    return True


def until(true, seconds=60):
    """Wait for something a process does."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s")
        time.sleep(0.005)
