"""`python -m config.launch`: the whole demo as one parent with children."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assessment.demo.accounts import ACCOUNTS, PASSWORD
from tests.toolchain.processes import ROOT, environment, free_port, group_is_alive, python, status, until

STARTED = re.compile(r"^(\w+) (?:启动|重新启动)，进程 (\d+)$", re.MULTILINE)


class Site:
    """A launched site: its folder, its address, what it has said so far."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def launch(self) -> str:
        """Start it, wait for the address, and return what was said until then."""
        said = (self.folder / "said").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=environment(VAR_DIR=str(self.folder), PORT=str(self.port)),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        until(lambda: "网站已启动" in self.said() or self.process.poll() is not None, "the address", 180)
        assert self.process.poll() is None, self.said()
        return self.said()

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def children(self) -> dict[str, int]:
        """The newest process number by name."""
        return {name: int(pid) for name, pid in STARTED.findall(self.said())}

    def end(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.wait(30)


@pytest.fixture(scope="module")
def folder():
    # Not pytest's: its names are too long for a socket's path.
    with tempfile.TemporaryDirectory(prefix="site-") as found:
        yield Path(found)


@pytest.fixture(scope="module")
def site(folder):
    found = Site(folder)
    found.launch()
    yield found
    if found.process.poll() is None:
        found.end(signal.SIGTERM)


def test_the_site_answers_and_its_processes_work_together(site):
    assert status(f"{site.url}/healthz") == 200
    until(lambda: status(f"{site.url}/readyz") == 200, "database, broker and beat are seen at work", 45)


def test_the_address_and_the_accounts_are_printed(site):
    assert site.url in site.said()
    assert all(username in site.said() for username, *_ in ACCOUNTS)
    assert PASSWORD in site.said()


@pytest.mark.parametrize("name", ["worker", "jobs", "beat", "web", "broker"])
def test_what_is_killed_comes_back(site, name):
    killed = site.children()[name]
    subprocess.run(["kill", "-KILL", str(killed)], check=True)
    until(lambda: site.children()[name] != killed, f"{name} is started again", 20)
    assert f"{name} 意外退出" in site.said()
    until(lambda: status(f"{site.url}/healthz") == 200, "the site answers", 20)


def test_the_same_folder_is_not_started_twice(site):
    done = python("-m", "config.launch", VAR_DIR=str(site.folder), PORT=str(free_port()))
    assert done.returncode != 0
    assert "本目录的网站已在运行" in done.stderr


def test_a_taken_port_is_named_with_a_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = python("-m", "config.launch", VAR_DIR=str(tmp_path), PORT=str(port))
    assert done.returncode != 0
    assert f"PORT={port + 1} make run" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_leaves_no_process_and_starts_again_with_nothing_left_to_prepare(site, number):
    groups = list(site.children().values())
    assert len(groups) == 5
    site.end(number)
    assert site.process.returncode == 0
    until(lambda: not any(map(group_is_alive, groups)), "nobody is left", 5)
    said = site.launch()
    assert "静态文件：没有变化" in said
    assert "数据库：没有变化" in said
    assert "演示数据：已经就绪" in said
