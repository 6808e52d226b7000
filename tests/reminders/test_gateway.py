"""Reminders by the gateway: signed, to the one configured host, taken once by their key; no number in any log."""

import hashlib
import hmac
import json
from datetime import date, timedelta

import pytest

from officers import notify
from officers.models import Channel, Delivery
from officers.models.outgoing import SILENCE
from tests.factories import at

from .gateway import KEY

DAY = at(2021, 4, 1, 9)


@pytest.fixture
def waiting(cast, settings, gateway, with_phones):
    settings.GATEWAY_URL, settings.GATEWAY_KEY, settings.SITE_URL = gateway.url, KEY, "https://office.example"
    owed = [notify.Owed(cast.users["officer"].pk, "ledger_2", "ledger 1", date(2021, 4, 6), "3月工作台账还没有上报")]
    notify.remind(cast.district, owed, DAY)
    return Delivery.objects.get()


def clock(minutes=0):
    return lambda: DAY + timedelta(minutes=minutes)


def standing(delivery):
    delivery.refresh_from_db()
    return delivery.state


def test_the_message_is_signed_and_says_no_more_than_needed(waiting, gateway):
    assert notify.deliver(clock()) == 1
    [(headers, body)] = gateway.taken
    signed = hmac.new(KEY.encode(), headers["X-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == signed
    assert headers["Idempotency-Key"] == str(waiting.key)
    assert json.loads(body) == {
        "key": str(waiting.key),
        "to": "13800001234",
        "day": "2021-04-01",
        "text": "首席服务官提醒：4月1日，1件。3月工作台账还没有上报",
        "url": "https://office.example/notifications/",
    }
    assert standing(waiting) == "sent"


def test_after_a_worker_died_the_same_key_goes_again(waiting, gateway):
    assert waiting.claim(DAY)
    silent = SILENCE.total_seconds() / 60 + 1
    notify.deliver(clock(silent))
    notify.deliver(clock(silent + 60))
    assert [headers["Idempotency-Key"] for headers, _ in gateway.taken] == [str(waiting.key)]
    assert standing(waiting) == "sent"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (409, "sent"),
        (400, "failed"),
        (403, "failed"),
        (408, "waiting"),
        (429, "waiting"),
        (500, "waiting"),
        (503, "waiting"),
        (0, "waiting"),
    ],
)
def test_each_answer_of_the_gateway_is_judged(waiting, gateway, caplog, status, state):
    gateway.status = status
    notify.deliver(clock())
    assert standing(waiting) == state
    assert len(gateway.taken) == 1
    assert "1380000" not in caplog.text
    assert "1380000" not in waiting.problem


def test_a_redirect_is_not_followed(waiting, gateway):
    gateway.status, gateway.location = 302, gateway.url
    notify.deliver(clock())
    assert len(gateway.taken) == 1
    assert standing(waiting) == "failed"


def test_a_proxy_of_the_environment_is_not_used(waiting, gateway, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert notify.deliver(clock()) == 1


def test_who_has_no_number_is_sent_nothing(cast, settings, gateway):
    settings.GATEWAY_URL, settings.GATEWAY_KEY = gateway.url, KEY
    owed = [notify.Owed(cast.users["officer"].pk, "ledger_2", "ledger 1", date(2021, 4, 6), "台账")]
    notify.remind(cast.district, owed, DAY)
    assert not Delivery.objects.filter(channel=Channel.GATEWAY).exists()
