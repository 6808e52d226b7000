"""The time logic asks neither Django nor the clock."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ["officers/workdays.py", "officers/periods.py", "enterprises/deadlines.py", "enterprises/ledger_times.py"]


@pytest.mark.parametrize("path", MODULES)
def test_a_module_of_the_time_logic_loads_without_django(path):
    module = path.removesuffix(".py").replace("/", ".")
    asked = f"import sys, {module}; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", MODULES)
def test_a_module_of_the_time_logic_never_reads_the_clock(path):
    source = (ROOT / path).read_text(encoding="utf-8")

    assert not [call for call in (".today(", ".now(", "utcnow", "time.time") if call in source]
