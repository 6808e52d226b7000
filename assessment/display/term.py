"""How long an officer was in office in the year, as far as the sheet notes it (任职不满半年). No points hang on it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)
SHORT_TERM = "任职不满半年"


def term_note(pairings: Iterable[Mapping[str, Any]], year: int) -> str:
    """任职不满半年 for who was paired for less than half of the year's days and never for six months on end: from
    January to June there are fewer days than in half a year, yet that is half a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    runs: list[tuple[date, date]] = []
    for starts, ends in sorted(_span(pairing, first, last) for pairing in pairings):
        if runs and starts <= runs[-1][1] + ONE_DAY:
            runs[-1] = (runs[-1][0], max(runs[-1][1], ends))
        elif starts <= ends:
            runs.append((starts, ends))
    days = sum((ends - starts).days + 1 for starts, ends in runs)
    whole = (last - first).days + 1
    return "" if 2 * days >= whole or any(_six_months(*run) for run in runs) else SHORT_TERM


def _span(pairing: Mapping[str, Any], first: date, last: date) -> tuple[date, date]:
    ends = date.fromisoformat(pairing["ends"]) if pairing["ends"] else last
    return max(date.fromisoformat(pairing["starts"]), first), min(ends, last)


def _six_months(starts: date, ends: date) -> bool:
    after = ends + ONE_DAY
    return (after.year - starts.year) * 12 + after.month - starts.month - (after.day < starts.day) >= 6
