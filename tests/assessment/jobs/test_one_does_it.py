"""Many want the same job: one request is made, one worker does it."""

from datetime import date

import pytest

from assessment.assess import compute, context_for, scheme_for
from assessment.models import AssessmentRun, ScoreSheet
from assessment.tasks import start_preview
from officers import jobs
from officers.actor import Actor
from officers.models import Job, LogEntry
from officers.models.job import LEASE
from tests.assessment.jobs.conftest import OFFICERS, later
from tests.assessment.jobs.processes import Worker
from tests.factories import COMPUTED, begin_run, make_district
from tests.racing import PRESSES, at_once


def press(place):
    """The office presses the button."""
    return start_preview(place, "jiaozuo-officers", 2021, date(2022, 3, 1), Actor("办公室", COMPUTED))


def test_pressed_many_times_at_once_one_run_is_started(transactional_db):
    place = make_district()
    started = at_once(lambda: press(place))
    assert len({run.pk for run, _ in started}) == 1
    assert [created for _, created in started].count(True) == 1
    assert (AssessmentRun.objects.count(), Job.objects.count()) == (1, 1)
    assert LogEntry.objects.filter(action="发起测算").count() == 1


def test_a_second_press_while_it_runs_leads_to_the_same_run(transactional_db):
    place = make_district()
    run, _ = press(place)
    assert run.job.claim(COMPUTED)
    assert press(place) == (run, False)


def test_once_it_is_finished_another_press_starts_anew(transactional_db):
    place = make_district()
    run, _ = press(place)
    assert jobs.run(run.job_id)
    again, created = press(place)
    assert created
    assert again != run


def test_a_job_that_ends_while_it_is_asked_for_never_breaks_the_page(transactional_db):
    place, actor = make_district(), Actor("办公室", COMPUTED)

    def ask_and_end():
        for _ in range(10):
            job, created = jobs.enqueue(place, "trial", "key", {}, actor)
            if created and job.claim(COMPUTED):
                job.finish(COMPUTED)

    at_once(ask_and_end, times=4)
    assert not Job.objects.active().exists()


def test_of_many_workers_that_look_one_does_the_job(place):
    run = begin_run(place)
    done = at_once(lambda: jobs.run(run.job_id))
    assert sorted(done) == [False] * (PRESSES - 1) + [True]
    run.refresh_from_db()
    assert (run.job.attempts, run.sheets.count()) == (1, OFFICERS)


def test_of_two_worker_processes_one_does_the_job(place):
    run = begin_run(place)
    with Worker(run.job_id) as first, Worker(run.job_id) as second:
        first.begin()
        second.begin()
        assert {first.result(), second.result()} == {True, False}
    assert ScoreSheet.objects.filter(run=run).count() == OFFICERS


def test_a_job_done_is_not_done_again(place):
    run = begin_run(place)
    assert jobs.run(run.job_id)
    assert not jobs.run(run.job_id)
    assert not jobs.run(run.job_id, clock=later(2 * LEASE.total_seconds()))


@pytest.mark.django_db
def test_a_lease_is_anothers_to_take_only_after_it_has_run_out():
    job, _ = jobs.enqueue(make_district(), "trial", "key", {}, Actor("办公室", COMPUTED))
    first, second = Job.objects.get(pk=job.pk), Job.objects.get(pk=job.pk)
    assert first.claim(COMPUTED)
    assert not second.claim(COMPUTED + LEASE)
    assert first.heartbeat(COMPUTED + LEASE, 1, 2)
    assert not second.claim(COMPUTED + LEASE + LEASE)
    tick = LEASE / 45
    assert second.claim(COMPUTED + LEASE + LEASE + tick)
    assert not first.heartbeat(COMPUTED, 2, 2)
    assert not first.finish(COMPUTED)
    assert not first.fail(COMPUTED, "不再是我的")
    assert second.finish(COMPUTED)


@pytest.mark.django_db
def test_a_worker_that_reads_for_long_says_so_before_every_kind_of_record():
    """Else another would take it for dead, and a third the other."""
    said = []
    context = context_for(make_district(), scheme_for("jiaozuo-officers", 2021), 2021, date(2022, 3, 1))
    list(compute(context, lambda done, total: said.append((done, total))))
    sources = {measure.source for measure in context.scheme.measures.values()}
    # and before the marks, and once how many there are: nobody
    assert said == [*[(0, 0)] * len(sources), (0, 0), (0, 0)]
