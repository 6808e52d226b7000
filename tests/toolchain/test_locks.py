"""The locks: complete, checked by hash, and the same wherever they are installed from."""

import re
import tomllib

import pytest

from tests.toolchain.processes import ROOT

RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / lock).read_text()))


def wanted(dependencies: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in dependencies}


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_a_lock_names_no_host_and_no_folder(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|--trusted-host| @ ", text)


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_every_pin_has_a_hash(lock):
    for block in re.split(r"\n(?=[a-z])", (ROOT / lock).read_text().strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert wanted(project["dependencies"]) <= set(pins(RUNTIME))
    assert wanted(project["optional-dependencies"]["dev"]) <= set(pins(DEV))


def test_tests_run_on_the_versions_that_are_shipped():
    assert pins(RUNTIME).items() <= pins(DEV).items()


def test_the_lock_serves_debians_python_too():
    # redis needs it below 3.11.3, and Debian 12 has 3.11.2.
    assert "async-timeout" in pins(RUNTIME)
