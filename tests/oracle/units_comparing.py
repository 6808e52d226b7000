"""The product's sheets of units beside the naive ones, and every difference as a line."""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import StringIO

from django.core.management import call_command

from tests.oracle.rows import Book
from tests.oracle.units_scoring import sheets


def assessed(district: str, scheme: str, year: int, as_of: date, *more: str) -> list[dict]:
    """The sheets that `assess` prints for a district, in their order."""
    out = StringIO()
    where = ("--scheme", scheme, "--year", str(year), "--as-of", str(as_of), "--district", district)
    call_command("assess", *where, "--format", "json", *more, stdout=out)
    return json.loads(out.getvalue())["sheets"]


def plain(sheet: dict) -> dict:
    """A printed sheet in the form of the naive one."""
    made = {key: sheet[key] for key in ("status", "missing", "total", "low", "high", "grade", "vetoes", "flags")}
    made["points"] = {item["code"]: item["points"] for item in sheet["items"]}
    made["groups"] = {group["code"]: group["points"] for group in sheet["groups"]}
    return made


def unbalanced(sheet: dict) -> Iterator[str]:
    """Items whose used lines do not add up to their points (G10)."""
    for item in sheet["items"]:
        if item["points"] is not None:
            used = sum(Fraction(line["delta"]) for line in item["lines"] if line["status"] == "used")
            if used != Fraction(item["points"]):
                yield f"{item['code']}: lines give {used}, not {item['points']}"


def differences(book: Book, district: str, scheme: str, year: int, as_of: date) -> Iterator[str]:
    """Where the two calculators part, one line each."""
    expected = sheets(book, scheme, year, as_of)
    got = assessed(district, scheme, year, as_of)
    names = [sheet["subject"]["name"] for sheet in got]
    if names != list(expected):
        yield f"subjects: text {list(expected)}, product {names}"
    for sheet in got:
        name = sheet["subject"]["name"]
        where = f"{scheme} {district} {year} as of {as_of} {name}"
        yield from (f"{where} {line}" for line in unbalanced(sheet))
        for key, value in plain(sheet).items():
            if expected[name][key] != value:
                yield f"{where} {key}: text {expected[name][key]}, product {value}"
