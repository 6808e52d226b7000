"""The result as one JSON document: what `assess --format json` prints and the API answers."""

from collections.abc import Iterable
from typing import Any

from .evidence import Evidence
from .rules.account import OVERRIDDEN, Account, GroupAccount, ItemAccount, Line
from .rules.scheme import Scheme
from .rules.values import points_text
from .rules.wording import Wording


def run_document(
    scheme: Scheme, year: int, as_of: str, calendar: str, sheets: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    """The head of a computation and its sheets, ready for `json.dumps`."""
    return {
        "scheme": scheme.name,
        "digest": scheme.digest,
        "year": year,
        "as_of": as_of,
        "calendar": calendar,
        "sheets": list(sheets),
    }


class SheetWriter:
    """Writes sheets of one scheme as plain data, each line with its sentence and evidence."""

    def __init__(self, scheme: Scheme):
        self.scheme, self.wording = scheme, Wording(scheme)

    def sheet(self, account: Account, body: dict[str, Any]) -> dict[str, Any]:
        """One subject's sheet from its account and stored facts."""
        evidence = Evidence(self.scheme, body)
        subject = body["evidence"]["subject"]
        return {
            "subject": {key: subject[key] for key in ("kind", "code", "name")},
            "status": account.status,
            "missing": list(account.missing),
            "items": [self._item(item, evidence) for item in account.items],
            "groups": [self._group(group) for group in account.groups],
            "total": _points(account.total),
            "low": points_text(account.low),
            "high": points_text(account.high),
            "grade": account.grade,
            "vetoes": list(account.vetoes),
            "flags": list(account.flags),
        }

    def _item(self, item: ItemAccount, evidence: Evidence) -> dict[str, Any]:
        return {
            "code": item.code,
            "title": item.title,
            "max": _points(item.max),
            "points": _points(item.points),
            "lines": [self._line(item.code, line, evidence, None) for line in item.lines],
        }

    def _line(self, item: str, line: Line, evidence: Evidence, unit: str | None) -> dict[str, Any]:
        clause = self.wording.clause(item, line)
        under = [self._line(item, each, evidence, line.unit) for each in line.under]
        if under:  # what the line of a pairing or quarter rests on is what its own lines rest on
            found = [each for one in under if one["status"] != OVERRIDDEN for each in one["evidence"]]
        else:
            found = evidence.of_line(line, unit)
        written = {
            "code": line.code,
            "delta": points_text(line.delta),
            "text": self.wording.line(item, line),
            "status": line.status,
            "clause": {"at": clause.at, "quote": clause.quote},
            "evidence": found,
        }
        if under:
            written["under"] = under
        return written

    def _group(self, group: GroupAccount) -> dict[str, Any]:
        written = {"code": group.code, "points": _points(group.points)}
        if group.lines:
            written["lines"] = [
                {
                    "code": line.code,
                    "delta": points_text(line.delta),
                    "text": self.wording.group_line(group.code, line),
                    "status": line.status,
                }
                for line in group.lines
            ]
        return written


def _points(points: Any) -> str | None:
    return None if points is None else points_text(points)
