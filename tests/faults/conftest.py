"""A real web server on the tests' database, and browsers without a library."""

import http.client
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.assessment.jobs.processes import ROOT, environment
from tests.cast import Cast
from tests.toolchain.processes import free_port, status, until


class Site:
    """Gunicorn with its own folder; `media` is where it keeps files."""

    def __init__(self, folder):
        self.folder, self.media, self.port = folder, folder / "media", free_port()
        self.told = {"VAR_DIR": str(folder), "BIND": f"127.0.0.1:{self.port}", "REDIS_URL": "redis://127.0.0.1:9/0"}
        self.media.mkdir()
        # a browser on plain HTTP, as a demo allows
        self.told |= {"DEMO": "1", "PUBLIC_URL": f"http://127.0.0.1:{self.port}", "LOG_LEVEL": "WARNING"}

    def serve(self):
        """The running server, as a context."""
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            cwd=ROOT, env=environment(**self.told), check=True, capture_output=True,
        )  # fmt: skip
        return self._running()

    @contextmanager
    def _running(self):
        """Ended by asking: a master that is killed leaves its workers behind for a while."""
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
        with (self.folder / "web.log").open("a") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environment(**self.told), stdout=log, stderr=log)
            try:
                yield process
            finally:
                process.terminate()
                process.wait(40)

    def wait(self):
        until(lambda: status(f"http://127.0.0.1:{self.port}/healthz") == 200, "the site answers")

    def browser(self, session=None):
        return Browser(self.port, session)


class Browser:
    """One person's cookies and forms."""

    def __init__(self, port, session=None):
        self.port, self.cookies = port, SimpleCookie()
        if session:
            self.cookies["session"] = session

    def send(self, method, path, body=None, kind="application/x-www-form-urlencoded", **headers):
        """(status, text) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, self.headers(kind if body is not None else None) | headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def headers(self, kind=None):
        told = {"Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())}
        return told | ({"Content-Type": kind} if kind else {})

    def get(self, path):
        return self.send("GET", path)

    def token(self, path):
        """The token of the form on a page."""
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])[1]

    def post(self, path, fields, form=None):
        """Send a form without files, with the token of the page `form`."""
        return self.send(
            "POST", path, urlencode(fields | {"csrfmiddlewaretoken": self.token(form or path)}, doseq=True)
        )

    def body(self, path, fields):
        """A form with files as a browser packs it."""
        return encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": self.token(path), **fields})

    def upload(self, path, fields):
        return self.send("POST", path, self.body(path, fields), MULTIPART_CONTENT)


@pytest.fixture
def cast(transactional_db):
    return Cast()


@pytest.fixture
def site(cast):
    with tempfile.TemporaryDirectory(prefix="site-") as name:
        yield Site(Path(name))


@pytest.fixture
def signed_in(cast, site):
    """A browser of somebody of the cast."""

    def of(name):
        return site.browser(cast.client(name).cookies["session"].value)

    return of
