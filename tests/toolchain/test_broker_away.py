"""Who sends a wake-up gives up within seconds when the broker is away: the page answers, the sweep finds the job."""

import socket

import pytest

from tests.toolchain.processes import KEY, python

SEND = """
import time, django
django.setup()
from officers.tasks import run_job
started = time.monotonic()
try:
    run_job.delay(1)
except Exception as problem:
    print(time.monotonic() - started)
"""


def seconds_to_give_up(address: tuple[str, int]) -> float:
    url = "redis://{}:{}/0".format(*address)
    done = python("-c", SEND, DEMO="1", SECRET_KEY=KEY, REDIS_URL=url, DJANGO_SETTINGS_MODULE="config.settings")
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.fixture
def listener():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        yield found


def test_a_broker_that_refuses(listener):
    assert seconds_to_give_up(listener.getsockname()) < 3


def test_a_broker_that_takes_the_call_and_never_says_a_word(listener):
    listener.listen()
    assert seconds_to_give_up(listener.getsockname()) < 8
