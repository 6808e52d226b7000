"""Workers die and come back while a workbook comes in: it comes in once, and nothing of the others is left."""

import random
import signal
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from assessment import imports
from officers import jobs
from officers.actor import Actor
from officers.models import Job, LogEntry, Unit, Upload
from officers.models.job import LEASE, MAX_ATTEMPTS
from tests.assessment.jobs.conftest import later
from tests.assessment.jobs.processes import Worker
from tests.assessment.jobs.test_killed_workers import until
from tests.factories import make_district
from tests.workbook.making import write

from .conftest import files

EXPIRED = int(LEASE.total_seconds()) + 15
UNITS = 3000


@pytest.fixture
def waiting(transactional_db, tmp_path, monkeypatch):
    """A clean workbook of many rows whose import waits for a worker."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))  # where the workers look for it
    path = write(
        tmp_path / "made.xlsx", {"单位": [["单位名称", "单位类别"], *([f"局{n}", "区直部门"] for n in range(UNITS))]}
    )
    actor = Actor("办公室", timezone.now())
    upload, _ = imports.receive(make_district(), "单位.xlsx", [path.read_bytes()], actor)
    assert jobs.run(upload.job_id)
    upload.refresh_from_db()
    assert (upload.state, Unit.objects.count()) == ("checked", 0)
    assert imports.begin(upload, "all", actor)
    return upload


def test_an_import_killed_at_any_point_comes_in_once(waiting, media):
    dice = random.Random(58)
    for attempt in range(MAX_ATTEMPTS - 1):
        with Worker(waiting.job_id, attempt * EXPIRED) as worker:
            worker.begin()
            time.sleep(dice.random() * 1.5)
            worker.signal(signal.SIGKILL)
        assert Unit.objects.count() in (0, UNITS)  # whole or not at all
    jobs.run(waiting.job_id, clock=later(MAX_ATTEMPTS * EXPIRED))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.job.state) == ("imported", "done")
    assert Unit.objects.count() == UNITS
    assert LogEntry.objects.filter(action="导入工作簿").count() == 1
    # the worker that brought it in may have died before it took the file away: then the tidying of a day later does
    imports.tidy(later(imports.LEFT_BEHIND.total_seconds() + 60)())
    assert [name for name in files(media) if name == waiting.path.name] == []


def test_who_was_taken_for_dead_and_comes_back_changes_nothing(waiting):
    dead, other = Job.objects.get(pk=waiting.job_id), Job.objects.get(pk=waiting.job_id)
    assert dead.claim(timezone.now())
    assert other.claim(later(EXPIRED)())
    with pytest.raises(jobs.JobLost):
        imports.bring_in(jobs.Progress(dead, timezone.now))
    assert not Unit.objects.exists()
    assert not LogEntry.objects.filter(action="导入工作簿").exists()
    imports.bring_in(jobs.Progress(other, later(EXPIRED)))
    waiting.refresh_from_db()
    assert (waiting.state, Unit.objects.count()) == ("imported", UNITS)


def test_what_was_dropped_meanwhile_does_not_come_in(waiting):
    Upload.objects.update(state="dropped")
    assert not jobs.run(waiting.job_id)
    assert not Unit.objects.exists()


def test_a_job_says_that_it_lives_from_a_connection_of_its_own(waiting):
    job = Job.objects.get(pk=waiting.job_id)
    assert job.claim(timezone.now())
    fresh = Job.objects.get(pk=job.pk).lease_until
    with jobs.Pulse(jobs.Progress(job, later(9)), every=0.02) as pulse:
        pulse(3, 9, "走访")
        until(lambda: Job.objects.get(pk=job.pk).done == 3)
    assert Job.objects.get(pk=job.pk).lease_until > fresh


def test_what_one_long_transaction_says_is_heard_before_its_end(waiting):
    """On SQLite nobody else can write before its end, so nobody can take the job over either."""
    job = Job.objects.get(pk=waiting.job_id)
    assert job.claim(timezone.now())
    with jobs.Pulse(jobs.Progress(job, later(9)), every=0.02) as pulse, transaction.atomic():
        Unit.objects.create(district=waiting.district, name="一局", kind="department")
        pulse(4, 9)
        if connection.vendor == "postgresql":
            until(lambda: Job.objects.get(pk=job.pk).done == 4)
    assert Job.objects.get(pk=job.pk).state == "running"


def test_who_has_lost_the_job_is_told_at_the_next_word(waiting):
    job = Job.objects.get(pk=waiting.job_id)
    assert job.claim(timezone.now())
    assert Job.objects.get(pk=job.pk).claim(later(EXPIRED)())

    def told():
        try:
            pulse(1, 2)
        except jobs.JobLost:
            return True
        return False

    with jobs.Pulse(jobs.Progress(job, timezone.now), every=0.02) as pulse:
        until(told)


def test_bytes_that_nobody_needs_go_and_the_others_stay(waiting, media):
    left = media / "uploads" / "left-by-a-process-that-died.part"
    left.write_bytes(b"x")
    Job.objects.filter(pk=waiting.job_id).update(state="failed")  # its import broke off and nobody took it up again
    assert imports.tidy(timezone.now()) == 0
    assert imports.tidy(later(2 * 86400)()) == 1
    assert files(media) == [waiting.path.name]
    assert imports.tidy(later(15 * 86400)()) == 1
    waiting.refresh_from_db()
    assert (waiting.state, files(media)) == ("expired", [])
