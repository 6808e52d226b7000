"""No log holds a link: neither the application's nor the web server's, not even the access log that one may ask for."""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from config.logs import JsonFormatter
from officers.models import LogEntry
from tests.toolchain.processes import KEY, ROOT, environment, free_port, python, status, until

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


def test_the_web_servers_own_logs_hold_none(tmp_path):
    with tempfile.TemporaryDirectory(prefix="log-") as name:
        folder, port = Path(name), free_port()
        told = {"DEMO": "1", "SECRET_KEY": KEY, "VAR_DIR": name, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        assert python("manage.py", "migrate", "--verbosity", "0", **told).returncode == 0
        assert python("manage.py", "collectstatic", "--noinput", **told).returncode == 0
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--access-logfile", "-", "config.wsgi"]
        said = folder / "said"
        with said.open("w") as log:
            server = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log,
                env=environment(**told, BIND=f"127.0.0.1:{port}", WEB_WORKERS="1"),
            )  # fmt: skip
        try:
            site = f"http://127.0.0.1:{port}"
            until(lambda: status(f"{site}/healthz") == 200, "the web server is up")
            assert status(f"{site}/s/{SECRET}/") == 404
            # a browser may name the page it comes from all the same
            urlopen(Request(f"{site}/healthz", headers={"Referer": f"{site}/s/{SECRET}/"}), timeout=10).close()
            until(lambda: said.read_text().count("GET /") >= 3, "the requests are in the access log")
        finally:
            server.terminate()
            server.wait(20)
        assert SECRET not in said.read_text()
        assert "GET /s/…" in said.read_text()
