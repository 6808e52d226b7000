"""The web server's own log holds no link of a firm, the access log neither that an operator may ask for."""

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

from tests.toolchain.processes import KEY, ROOT, environment, free_port, python, status, until

SECRET = "7-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"


def test_the_web_servers_own_logs_hold_none():
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
