"""Compose itself accepts docker-compose.yml. Needs compose; `make test` says so where there is none."""

import subprocess

from tests import machine
from tests.toolchain import compose
from tests.toolchain.processes import ROOT, environment


def config(values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = machine.compose()
    assert program, "this test needs docker compose"
    return subprocess.run(
        [*program, "config", "--quiet"],
        cwd=ROOT,
        env=environment(**values),
        capture_output=True,
        text=True,
        check=False,
    )


def test_compose_accepts_the_file():
    done = config(compose.VALUES)
    assert done.returncode == 0, done.stderr


def test_compose_refuses_to_start_without_a_key():
    done = config({name: value for name, value in compose.VALUES.items() if name != "SECRET_KEY"})
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr
