"""The product's sheets beside the naive ones, and every difference as a line."""

from collections.abc import Iterator
from datetime import date

from assessment.assess import compute, context_for, scheme_for
from officers.models import District
from tests.oracle.naive import Scorer, Sheet
from tests.oracle.rows import Book

SCHEME = "jiaozuo-officers"


def products(district: District, year: int, as_of: date) -> dict[str, dict]:
    """What the product says, per officer, in the shape of `plain`."""
    context = context_for(district, scheme_for(SCHEME, year), year, as_of)
    found = {}
    for sheet in compute(context):
        account = sheet.account
        points = {item.code: str_or_none(item.points) for item in account.items}
        points |= {group.code: str_or_none(group.points) for group in account.groups if group.code == "adjust"}
        found[sheet.draft.code] = {
            "points": points,
            "total": str_or_none(account.total),
            "grade": account.grade,
            "flags": list(account.flags),
            "interval": (str(account.low), str(account.high)),
        }
    return found


def plain(sheet: Sheet) -> dict:
    """A naive sheet with its numbers as text."""
    return {
        "points": {item: str_or_none(points) for item, points in sheet.points.items()},
        "total": str_or_none(sheet.total),
        "grade": sheet.grade,
        "flags": sheet.flags,
        "interval": (str(sheet.low), str(sheet.high)),
    }


def str_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def differences(book: Book, district: District, year: int, as_of: date) -> Iterator[str]:
    """Where the two calculators part, one line each."""
    expected = {code: plain(sheet) for code, sheet in Scorer(book, year, as_of).sheets().items()}
    got = products(district, year, as_of)
    if set(expected) != set(got):
        yield f"subjects: {sorted(set(expected) ^ set(got))}"
    for code in sorted(set(expected) & set(got)):
        for key, value in expected[code].items():
            if got[code][key] != value:
                yield f"{district.code} {year} as of {as_of} {code} {key}: text {value}, product {got[code][key]}"
