"""`/healthz` says that the process is up, `/readyz` whether it can work: to anybody, and nothing else."""

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from config import tasks
from config.launch import broker as launch
from tests.toolchain.processes import until


@pytest.fixture
def broker(settings):
    """A broker of this test's own."""
    with tempfile.TemporaryDirectory(prefix="health-") as folder:
        path = launch.socket_in(Path(folder))
        server = subprocess.Popen(launch.command(path), stdout=subprocess.DEVNULL)
        until(path.exists, "the broker is up")
        settings.REDIS_URL = f"unix://{path}"
        yield server
        server.terminate()
        server.wait(10)


@pytest.fixture
def mute():
    """The address of one who takes calls and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


def test_up_needs_neither_sign_in_nor_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_database_broker_and_beat_are(client, db, broker):
    tasks.beat_seen()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "broker": True, "beat": True, "disk": True}


def test_a_silent_beat_turns_it_red(client, db, broker):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "database": True, "broker": True, "beat": False, "disk": True}


def test_a_disk_with_little_room_turns_it_red(client, db, broker, settings, tmp_path):
    tasks.beat_seen()
    settings.MEDIA_ROOT = tmp_path / "not" / "made yet"
    assert client.get("/readyz").json()["disk"] is True
    settings.LEAST_FREE_BYTES = shutil.disk_usage(tmp_path).free * 2
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["disk"] is False


def test_a_broker_that_never_answers_turns_it_red_within_seconds(client, db, settings, mute):
    settings.REDIS_URL = mute
    started = time.monotonic()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"] is False
    assert time.monotonic() - started < 6


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_only_looks(client, path):
    assert client.post(path).status_code == 405
