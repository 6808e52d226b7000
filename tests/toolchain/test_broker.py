"""The broker of a single machine: the one installed, else the one from the wheel, on a socket."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from redis import Redis

from config.launch import broker
from tests.toolchain.processes import environment, until


@pytest.fixture
def folder():
    # Not pytest's: its names are too long for a socket's path.
    with tempfile.TemporaryDirectory(prefix="broker-") as found:
        yield Path(found)


def test_a_machine_without_redis_uses_the_one_from_the_wheel(folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder))
    path = broker.socket_in(folder)
    server = subprocess.Popen(broker.command(path), env=environment(), stdout=subprocess.DEVNULL)
    try:
        until(path.exists, "the broker is up", 10)
        with Redis.from_url(f"unix://{path}") as client:
            assert client.info()["server_name"] == "valkey"
            assert client.config_get("port") == {"port": "0"}
    finally:
        server.terminate()
        server.wait(10)


def test_an_installed_server_comes_first(folder, monkeypatch):
    installed = folder / "redis-server"
    installed.write_text("#!/bin/sh\n")
    installed.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert broker.server() == str(installed)


def test_a_folder_too_deep_for_a_socket_still_gets_one(folder):
    path = broker.socket_in(folder / ("d" * 120))
    assert len(bytes(path)) <= broker.SOCKET_PATH_LIMIT
    shutil.rmtree(path.parent)
