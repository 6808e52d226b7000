"""The commands need no more than the application's role is granted."""

import json
import subprocess
import sys

import pytest

from tests.toolchain.processes import ROOT

SAMPLE = ROOT / "tests" / "data" / "samples" / "jiaozuo-2021-11.xlsx"
NO_BROKER = "redis://127.0.0.1:9/0"


@pytest.fixture
def command(migrated):
    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=migrated.of("web", NO_BROKER),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_workbook_comes_in_is_scored_and_goes_out(command, tmp_path):
    district = ["--district", "role-test"]
    command("shell", "--no-imports", "-c", MAKE_DISTRICT)
    command("import_workbook", str(SAMPLE), *district)
    scored = command("assess", "--scheme", "jiaozuo-officers", "--year", "2021", "--format", "json", *district)
    assert json.loads(scored)["sheets"]
    command("export_workbook", str(tmp_path / "out.xlsx"), *district)
    assert (tmp_path / "out.xlsx").stat().st_size > 0


MAKE_DISTRICT = "from officers.models import District; District.objects.create(code='role-test', name='某区')"
