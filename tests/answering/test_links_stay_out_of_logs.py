"""No log of the application holds a link, nor from where a firm has answered, nor its words."""

import logging

import pytest

from config.logs import JsonFormatter
from officers.models import LogEntry
from officers.workdays import day_start, local_day
from tests.surveys.rounds import DURING

from .conftest import Firm

SECRET = "7-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"


@pytest.mark.parametrize(
    "path", [f"/s/{SECRET}/", f"/s/{SECRET}/answers/", f"/s/{SECRET[:9]}", f"/s/{SECRET}%E3%80%82"]
)
def test_a_path_is_told_without_its_secret(path):
    record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Not Found: %s", (path,), None)
    line = JsonFormatter().format(record)
    assert SECRET[:9] not in line
    assert "Not Found: /s/…" in line


def test_what_a_firm_does_leaves_neither_link_nor_address_nor_words(firm, caplog):
    firm.phone = type(firm.phone)(REMOTE_ADDR="203.0.113.77", headers={"user-agent": "canary-agent"})
    secret = firm.link.split("/")[2]
    with caplog.at_level(logging.DEBUG):
        firm.open(f"/s/{secret[:-1]}/")
        firm.phone.post(firm.link)
        firm.send(remark="canary-words")
        firm.send()
    told = [JsonFormatter().format(record) for record in caplog.records if record.name.startswith("django.request")]
    assert told, "a link that leads nowhere is noted, masked"
    entries = "\n".join(str(vars(entry)) for entry in LogEntry.objects.all())
    for canary in (secret, secret[:-1], "203.0.113.77", "canary-agent", "canary-words"):
        assert canary not in entries
        assert canary not in "\n".join(told)


def test_an_anonymous_answer_is_logged_without_its_firm(cast, anonymous):
    Firm(anonymous, cast.enterprise).send()
    entry = LogEntry.objects.get(action="收到匿名答卷")
    assert (entry.record_type, entry.record_id) == ("surveys.survey", str(anonymous.pk))
    assert cast.enterprise.name not in str(vars(entry))
    assert entry.at == day_start(local_day(DURING)) != DURING, "no time is kept, as the page promises"
