"""The broker is away or silent when work is asked for: the page answers at once, and the work is done later, once."""

import json
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from assessment.tasks import start_preview
from config.launch import broker
from officers.actor import Actor
from officers.models import District, Job
from tests.assessment.jobs.conftest import later
from tests.assessment.jobs.processes import ROOT, environment
from tests.assessment.jobs.test_killed_workers import until
from tests.factories import COMPUTED, begin_run, make_district

pytestmark = pytest.mark.django_db(transaction=True)

#: what a page does when the button is pressed, in a process that knows only its broker; it tells how long it took
PRESS = """
import json, sys, time, django
django.setup()
from tests.assessment.jobs.test_broker_away import press
started = time.monotonic()
run = press()
sys.stdout.write(json.dumps([run.job_id, time.monotonic() - started]) + "\\n")
sys.stdout.flush()
"""
ANSWERS_WITHIN = 1.5


def press():
    """Start a preview run as a page does."""
    actor = Actor("办公室", COMPUTED)
    run, _ = start_preview(District.objects.get(), "jiaozuo-officers", 2021, date(2022, 3, 1), actor)
    return run


def pressed(url):
    """The job that a press leaves, and the seconds until the page could answer."""
    done = subprocess.run(
        [sys.executable, "-c", PRESS], cwd=ROOT, env=environment(REDIS_URL=url), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    job_id, seconds = json.loads(done.stdout)
    return Job.objects.get(pk=job_id), seconds


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="jobs-") as name:
        yield Path(name)


@contextmanager
def running(command, folder, **told):
    """A program that runs for as long as the block."""
    with (folder / f"{Path(command[0]).name}.log").open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(**told), stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def broker_and_worker(folder):
    """A broker of our own and one Celery worker; the broker's URL."""
    path = broker.socket_in(folder)
    url = f"unix://{path}"
    celery = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--without-mingle"]
    with running(broker.command(path), folder), running(celery, folder, REDIS_URL=url):
        yield url


def celery_call(url, task, *arguments):
    """Send a message, as beat does."""
    command = [sys.executable, "-m", "celery", "-A", "config", "call", task, "--args", json.dumps(arguments)]
    sent = subprocess.run(
        command, cwd=ROOT, env=environment(REDIS_URL=url), capture_output=True, text=True, check=False
    )
    assert sent.returncode == 0, sent.stderr


def done(job):
    return Job.objects.get(pk=job.pk).state == Job.State.DONE


@pytest.mark.parametrize("listens", [False, True], ids=["refuses", "takes the call and is silent"])
def test_the_page_answers_at_once_and_the_job_waits(listens):
    make_district()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if listens:
            listener.listen()
        job, seconds = pressed("redis://{}:{}/0".format(*listener.getsockname()))
    assert seconds <= ANSWERS_WITHIN
    assert job.state == Job.State.QUEUED
    assert Job.objects.waiting(COMPUTED).get() == job


def test_a_press_is_heard_by_a_worker_at_once(folder):
    make_district()
    with broker_and_worker(folder) as url:
        job, _ = pressed(url)
        until(lambda: done(job))
    assert Job.objects.get().attempts == 1


def test_a_message_that_was_lost_is_made_up_for_by_the_sweep(folder):
    make_district()
    job = begin_run(District.objects.get()).job  # and no worker hears of it
    with broker_and_worker(folder) as url:
        celery_call(url, "officers.tasks.sweep_jobs")
        until(lambda: done(job))
    assert Job.objects.get().attempts == 1


def test_a_worker_that_died_is_replaced_by_the_sweep_once_its_lease_has_run_out(folder):
    run = begin_run(make_district())
    assert Job.objects.get().claim(later(-60)())  # by a worker that was not heard of since
    with broker_and_worker(folder) as url:
        celery_call(url, "officers.tasks.sweep_jobs")
        until(lambda: done(run.job))
    assert Job.objects.get().attempts == 2


def test_a_message_delivered_many_times_does_the_work_once(folder):
    make_district()
    with broker_and_worker(folder) as url:
        job, _ = pressed(url)
        until(lambda: done(job))
        finished = Job.objects.values().get()
        for _ in range(3):
            celery_call(url, "officers.tasks.run_job", job.pk)
        other = begin_run(District.objects.get(), year=2020).job
        celery_call(url, "officers.tasks.run_job", other.pk)
        until(lambda: done(other))  # the worker has come through the messages before it
    assert Job.objects.filter(pk=job.pk).values().get() == finished
