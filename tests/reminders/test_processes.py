"""T50–T53 with real processes: two beats, workers killed, the broker emptied and taken away. Each person hears once."""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.utils import timezone

from config.launch import broker
from officers import notify
from officers.models import Delivery, Notification, Officer, ReminderRound, Role, WorkDay
from officers.models.outgoing import SILENCE
from officers.workdays import local_day
from tests.assessment.jobs.processes import ROOT, environment
from tests.assessment.jobs.test_broker_away import running
from tests.assessment.jobs.test_killed_workers import until
from tests.factories import grant, make_district, make_enterprise, make_officer, make_user, pair, raise_issue

from .gateway import KEY

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 6
BACK_WITHIN = 60


@pytest.fixture
def owed():
    """A district where today is a working day and each officer has an issue with two working days left."""
    district, today = make_district(), local_day(timezone.now())
    WorkDay.objects.create(district=district, day=today, is_workday=True)
    calendar = WorkDay.objects.calendar(district)
    raised = today
    while calendar.count_workdays(raised, today) < 5:
        raised -= timedelta(days=1)
    for n in range(PEOPLE):
        user = grant(make_user(f"a{n}"), Role.OFFICER, district)
        officer = make_officer(district, f"A{n:02d}", f"官{n}", user)
        firm = make_enterprise(district, f"企业{n}")
        pair(officer, firm)
        raise_issue(firm, f"W{n}", raised, "诉求")
    Officer.objects.update(phone="13800001234")
    return district


class Stack:
    """A broker, workers and beats that look every second, on the tests' database, with a gateway to send to."""

    def __init__(self, folder, gateway):
        self.folder, self.socket = folder, broker.socket_in(folder)
        self.told = {
            "REDIS_URL": f"unix://{self.socket}",
            "REMIND_HOUR": "0",
            "GATEWAY_URL": gateway.url,
            "GATEWAY_KEY": KEY,
            "PUBLIC_URL": "http://office.example",
        }

    def broker(self):
        return running(broker.command(self.socket), self.folder)

    def worker(self):
        return self._celery("worker", "--pool", "solo", "--without-mingle", "--without-gossip")

    @contextmanager
    def beat(self, name="beat"):
        with self._celery("beat", "--schedule", str(self.folder / name), "--pidfile", "") as process:
            yield process

    def _celery(self, *arguments):
        command = [sys.executable, "-m", "celery", "-A", "tests.reminders.quick", *arguments]
        return running(command, self.folder, **self.told)

    @property
    def redis(self):
        return redis.Redis(unix_socket_path=str(self.socket))


@pytest.fixture
def stack(gateway):
    with tempfile.TemporaryDirectory(prefix="remind-") as name:
        yield Stack(Path(name), gateway)


def keys(gateway):
    """The key of every message that the gateway was sent."""
    return [json.loads(body)["key"] for _, body in gateway.taken]


def all_sent():
    return Delivery.objects.filter(state="sent").count() == PEOPLE


def send(stack, times):
    """The messages of as many beats more, in one breath."""
    code = (
        "from tests.reminders.quick import app\n"
        f"for _ in range({times}):\n"
        "    app.send_task('enterprises.tasks.remind')\n"
        "    app.send_task('officers.tasks.deliver')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(**stack.told), check=True)


def test_two_beats_and_every_message_ten_times_remind_once(owed, stack, gateway):
    with stack.broker(), stack.worker(), stack.worker(), stack.beat("one"), stack.beat("two"):
        send(stack, 10)
        until(all_sent)
        until(lambda: not stack.redis.llen("celery"))
    assert Notification.objects.filter(rule="issue_2").count() == PEOPLE
    assert ReminderRound.objects.count() == 1
    assert len(keys(gateway)) == len(set(keys(gateway))) == Delivery.objects.count() == PEOPLE


def test_a_worker_killed_while_it_makes_reminders_leaves_all_or_none(owed):
    code = "import django; django.setup(); from enterprises.tasks import remind; print('ready', flush=True); remind()"
    dice = random.Random(51)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=environment(REMIND_HOUR="0"), stdout=subprocess.PIPE
        )
        assert process.stdout.readline() == b"ready\n"
        time.sleep(dice.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert Notification.objects.filter(rule="issue_2").count() in (0, PEOPLE)
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(REMIND_HOUR="0"), check=True)
    assert Notification.objects.filter(rule="issue_2").count() == PEOPLE


def test_a_worker_killed_while_it_sends_is_made_up_for_under_the_same_key(owed, stack, gateway, settings):
    settings.GATEWAY_URL, settings.GATEWAY_KEY = gateway.url, KEY
    gateway.silent.set()  # the first message is taken and not answered
    with stack.broker(), stack.worker() as worker:
        send(stack, 1)
        until(lambda: gateway.taken)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    gateway.silent.clear()
    assert Delivery.objects.get(state="sending").attempts == 1
    later = timezone.now() + SILENCE + timedelta(minutes=1)
    if local_day(later) != local_day(timezone.now()):
        later = timezone.now()  # in the last minutes of a day there is no later: what was begun is judged by hand
        Delivery.objects.filter(state="sending").update(claimed_at=later - SILENCE - timedelta(minutes=1))
    notify.deliver(lambda: later)
    Delivery.objects.filter(state="waiting").update(not_before=later)
    notify.deliver(lambda: later)
    assert all_sent()
    assert len(set(keys(gateway))) == PEOPLE
    assert len(keys(gateway)) == PEOPLE + 1  # the one that died with its worker went again, by its own key


def test_a_broker_emptied_and_taken_away_loses_nothing(owed, stack, gateway):
    """What is owed while the broker is away is sent within a minute of its return."""
    with stack.beat(), stack.worker():
        with stack.broker():
            until(Notification.objects.exists)
            stack.redis.flushall()
            until(all_sent)
        # the broker is gone: another message begins to wait
        user = grant(make_user("late"), Role.OFFICER, owed)
        officer = make_officer(owed, "Z01", "迟到", user)
        Officer.objects.filter(pk=officer.pk).update(phone="13800009999")
        waiting = Delivery.objects.create(
            person=user, channel="gateway", day=local_day(timezone.now()), not_before=timezone.now()
        )
        Notification.objects.create(
            person=user, district=owed, rule="week", object_key="week", due=waiting.day, day=waiting.day, text="走访",
            created_at=timezone.now(),
        )  # fmt: skip
        with stack.broker():
            begun = time.monotonic()
            until(lambda: Delivery.objects.get(pk=waiting.pk).state == "sent", BACK_WITHIN)
            assert time.monotonic() - begun <= BACK_WITHIN
    assert len(keys(gateway)) == len(set(keys(gateway))) == PEOPLE + 1
