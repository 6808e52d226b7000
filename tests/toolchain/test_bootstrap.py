"""`bootstrap.py` makes the environment, or says in a sentence why it cannot."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toolchain.processes import ROOT, environment

# Nothing listens on the discard port: the client gets its refusal at once.
NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": "/dev/null", "PIP_RETRIES": "0"}
EMPTY = "# nothing\n"
UNREACHABLE = "six==1.17.0 --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274\n"


@pytest.fixture
def checkout(tmp_path):
    """A folder with the script and locks that name nothing."""
    script = tmp_path / "config" / "launch" / "bootstrap.py"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / "config" / "launch" / "bootstrap.py", script)
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text(EMPTY)
    return tmp_path


def bootstrap(checkout: Path, *arguments: str, program: str = sys.executable) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, str(checkout / "config" / "launch" / "bootstrap.py"), *arguments],
        env=environment(**NO_NETWORK),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_second_time_there_is_nothing_to_do(checkout):
    first = bootstrap(checkout)
    assert first.returncode == 0, first.stdout + first.stderr
    assert (checkout / ".venv" / "bin" / "python").exists()
    second = bootstrap(checkout)
    assert (second.returncode, second.stdout) == (0, "")


def test_a_changed_lock_is_installed(checkout):
    bootstrap(checkout)
    (checkout / "requirements.txt").write_text("# another\n")
    assert "安装" in bootstrap(checkout).stdout


def test_without_a_network_it_says_so(checkout):
    (checkout / "requirements.txt").write_text(UNREACHABLE)
    done = bootstrap(checkout)
    assert done.returncode != 0
    assert "连不上软件包服务器" in done.stderr
    assert "check the network" in done.stderr


def test_a_python_that_is_too_old_is_told_so(checkout):
    older = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv[:] = sys.argv[1:];"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            older + "runpy.run_path(sys.argv[0], run_name='__main__')",
            str(checkout / "config" / "launch" / "bootstrap.py"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "需要 Python 3.11 或更高版本，现在是 3.9" in done.stderr
    assert not (checkout / ".venv").exists()


def test_it_parses_on_an_old_python():

    ast.parse((ROOT / "config" / "launch" / "bootstrap.py").read_text(), feature_version=(3, 6))
