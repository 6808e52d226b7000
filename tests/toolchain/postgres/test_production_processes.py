"""The processes of docker-compose.yml, started by hand with what compose tells them, against PostgreSQL and Redis."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from config.launch import broker
from tests.toolchain import compose
from tests.toolchain.processes import ROOT, free_port, python, status, until

HOST = compose.VALUES["ALLOWED_HOSTS"]


class Stack:
    """Web, worker and beat of one site."""

    def __init__(self, database, folder: Path, url: str):
        self.database, self.folder, self.broker = database, folder, url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, service: str) -> None:
        """Start a service by compose's own command."""
        command = [
            word.replace("/tmp/", f"{self.folder}/") for word in compose.services(compose.VALUES)[service]["command"]
        ]
        told = self.database.of(service, self.broker) | {"VAR_DIR": str(self.folder)}
        if "BIND" in told:
            told["BIND"] = f"127.0.0.1:{self.port}"
        log = (self.folder / f"{service}.log").open("w")
        self.running[service] = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)

    def end(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(40)


@pytest.fixture(scope="module")
def stack(migrated):
    with tempfile.TemporaryDirectory(prefix="stack-") as name:
        folder = Path(name)
        socket = broker.socket_in(folder)
        with (folder / "broker.log").open("w") as log:
            server = subprocess.Popen(broker.command(socket), stdout=log, stderr=log)
        found = Stack(migrated, folder, f"unix://{socket}")
        try:
            # As the image does when it is built.
            assert python("manage.py", "collectstatic", "--noinput", VAR_DIR=str(folder)).returncode == 0
            for service in ("web", "worker", "jobs", "beat"):
                found.start(service)
            yield found
        finally:
            found.end()
            server.terminate()
            server.wait(10)


def test_the_site_answers_healthily(stack):
    until(lambda: status(f"{stack.url}/healthz", HOST) == 200, "the site answers")


def test_database_broker_worker_and_beat_are_seen_at_work(stack):
    until(lambda: status(f"{stack.url}/readyz", HOST) == 200, "the site is ready")


def test_a_wrong_host_and_plain_http_are_turned_away(stack):
    until(lambda: status(f"{stack.url}/healthz", HOST) == 200, "the site answers")
    assert status(f"{stack.url}/healthz", "evil.example") == 400


def test_the_health_check_of_the_container_agrees(stack):
    test = compose.services(compose.VALUES)["web"]["healthcheck"]["test"]
    address = test[-1].replace(":8000", f":{stack.port}")
    assert python("-m", "config.launch.probe", address, ALLOWED_HOSTS=HOST).returncode == 0
    assert python("-m", "config.launch.probe", address, ALLOWED_HOSTS="evil.example").returncode != 0


def test_logs_are_one_json_object_a_line(stack):
    until(lambda: "succeeded" in (stack.folder / "worker.log").read_text(), "the worker has done something")
    lines = (stack.folder / "worker.log").read_text().splitlines()
    assert any(re.match(r'\{"time": "20\S+\+08:00", "level": "INFO", "logger": "celery', line) for line in lines)


START_PREVIEW = """
from datetime import UTC, date, datetime
from assessment.tasks import start_preview
from officers.actor import Actor
from officers.models import District
district, _ = District.objects.get_or_create(code="D01", defaults={"name": "某区"})
actor = Actor.command("try", datetime(2022, 3, 1, tzinfo=UTC))
run, created = start_preview(district, "jiaozuo-officers", %d, date(2022, 3, 1), actor)
print(run.job_id)
"""


def start_job(stack, year: int, broker_url: str) -> str:
    told = stack.database.of("web", broker_url)
    code = START_PREVIEW % year
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def state(stack, job: str) -> str:
    with stack.database.connect("app").cursor() as cursor:
        cursor.execute("SELECT state FROM officers_job WHERE id = %s", [job])
        return cursor.fetchone()[0]


def test_a_job_is_done(stack):
    job = start_job(stack, 2021, stack.broker)
    until(lambda: state(stack, job) == "done", "the job is done")


def test_a_job_whose_wake_up_was_lost_is_found_by_the_sweep(stack):
    job = start_job(stack, 2020, "redis://127.0.0.1:9/0")
    until(lambda: state(stack, job) == "done", "the sweep found the job", 45)
