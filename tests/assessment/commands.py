"""Calling the commands as the office does, in this process: what they print, and what JSON they write."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def output_of(*arguments: str) -> str:
    """What a command prints on standard output."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def assessed(scheme: str, year: int, *more: str) -> dict:
    """The document that `assess --format json` prints."""
    return json.loads(output_of("assess", "--scheme", scheme, "--year", str(year), "--format", "json", *more))


def sample(name: str) -> Path:
    return SAMPLES / f"{name}.xlsx"


def scheme_and_year(name: str) -> tuple[str, int]:
    """What a sample is about, from its file's name: jiaozuo-2021-11 or xinyang-counties-2012."""
    if name.startswith("jiaozuo-"):
        return "jiaozuo-officers", int(name.split("-")[1])
    code, _, year = name.rpartition("-")
    return code, int(year)
