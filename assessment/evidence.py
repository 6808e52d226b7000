"""Which records stand behind a line of an account: read from the stored facts, for the JSON document and the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from officers.periods import periods

from .rules.account import Line
from .rules.scheme import Measure, Scheme

Body = Mapping[str, Any]
Found = list[dict[str, Any]]

#: the duty's evidence on a pairing, and the kind of its periods
PAIRING_DUTIES = {"visit": ("weeks", "iso_week"), "policy_talk": ("quarters", "quarter")}


class Evidence:
    """The evidence of one stored fact sheet, found by a line of its account."""

    def __init__(self, scheme: Scheme, body: Body):
        self.scheme, self.body, self.all = scheme, body, body["evidence"]

    def of_line(self, line: Line, unit: str | None = None) -> Found:
        """The records or missing periods behind a line; under a unit's line, those of that unit alone."""
        codes = [line.code.removeprefix("cap:"), *line.inputs]
        found: Found = []
        for code in dict.fromkeys(codes):
            if code in self.scheme.measures:
                found += self.of_measure(self.scheme.measures[code], line.unit or unit)
        return found

    def of_measure(self, measure: Measure, unit: str | None) -> Found:
        """What a measure counted, as keys an outsider can look up."""
        find = {
            "duty": self._duty,
            "events": self._events,
            "cases": self._cases,
            "survey": self._survey,
            "panel": self._panel,
        }.get(measure.source, self._recorded)
        return find(measure, unit)

    def _pairings(self, unit: str | None) -> Iterable[Body]:
        return [each for each in self.all.get("pairings", ()) if unit in (None, each["key"])]

    def _duty(self, measure: Measure, unit: str | None) -> Found:
        duty = self.scheme.duties[str(measure.args["duty"])]
        wanted = measure.args["take"] in ("missed", "late_or_missed", "rate")
        if not wanted:
            return []
        if duty.fulfilled_by == "ledger":
            return [
                {"period": f"{self.body['year']}-{month['month']:02d}", "due": month["due"], "state": month["state"]}
                for month in self.all.get("ledgers", ())
                if month["state"] in ("late", "missing")
            ]
        name, kind = PAIRING_DUTIES[duty.fulfilled_by]
        return [
            {"enterprise": pairing["code"], "period": period.code}
            for pairing in self._pairings(unit)
            for period in periods(kind, self.body["year"])
            if period.bit & pairing[name]["owed"] & ~pairing[name]["done"]
        ]

    def _events(self, measure: Measure, unit: str | None) -> Found:
        event = measure.args["event"]
        if event == "policy_talk":
            return [{"enterprise": p["code"], "date": day} for p in self._pairings(unit) for day in p["talks"]]
        if event == "policy_support":
            return [
                {"enterprise": p["code"], "record": row["number"], "date": row["date"]}
                for p in self._pairings(unit)
                for row in p["supports"]
            ]
        where = measure.args.get("where", {})
        target = where.get("target") if isinstance(where, Mapping) else None
        return [
            {"record": row["number"], "date": row["date"], "work": row["work"]}
            for row in self.all.get("honours" if event == "honour" else "criticisms", ())
            if row["counted"] and row.get("rank") == measure.args.get("rank") and target in (None, row["target"])
        ]

    def _cases(self, measure: Measure, unit: str | None) -> Found:
        return [
            {"issue": row["code"], "enterprise": row["enterprise"], "deadline": row["deadline"]}
            for row in self.all.get("issues", ())
            if row["state"] == "overdue" and row["level"] == measure.args["level"]
        ]

    def _survey(self, measure: Measure, unit: str | None) -> Found:
        if summed := self.all.get("survey", {}).get("summed"):
            return [dict(summed)]
        return [
            {"enterprise": each["code"], "responses": each["responses"], "mean": each["mean"]}
            for each in self.all.get("survey", {}).get("enterprises", ())
        ]

    def _panel(self, measure: Measure, unit: str | None) -> Found:
        panel = self.all.get("panels", {}).get(measure.id)
        return [{"raters": panel["raters"], "mean": panel["mean"]}] if panel else []

    def _recorded(self, measure: Measure, unit: str | None) -> Found:
        rows = self.all.get("records", {}).get(measure.id, ())
        return [
            {"record": row["number"], "date": row["date"], **({"document": row["document"]} if row["document"] else {})}
            for row in rows
            if measure.over is None or unit in (None, row["related"])
        ]
