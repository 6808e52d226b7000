"""The sheet 企业问题: an issue and its steps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from officers.workbook.columns import Choice, Code, Day, Text
from officers.workbook.sheet import Row, Sheet

from ..models import Issue, IssueStep
from .enterprises import CREDIT_CODE, TO_ENTERPRISE, Enterprises
from .pairings import PairingIndex
from .visits import Visits

Kind = IssueStep.Kind
LEVELS = {level.label: level.value for level in Issue.Level}
DATED = {"reclassified_on": Kind.RECLASSIFIED, "escalated_on": Kind.ESCALATED, "closed_on": Kind.CLOSED}


class Issues(Sheet):
    """Dates are steps. A date that differs voids the wrong step and appends the right one; what the workbook has no
    columns for (reopenings, mergers) stays."""

    title = "企业问题"
    model = Issue
    columns = (
        Code("问题编号", "code", required=True, limit=40),
        CREDIT_CODE,
        Choice("类别", "level", required=True, words=LEVELS),
        Day("提出日期", "raised_on", required=True),
        Day("改类日期", "reclassified_on"),
        Day("上交日期", "escalated_on"),
        Day("办结日期", "closed_on"),
        Choice("状态", "is_withdrawn", default=False, words={"正常": False, "撤回": True}),
        Text("性质", "nature", limit=60),
        Text("内容", "content", limit=4000),
    )
    key = identity = ("code",)
    refers = {"credit_code": TO_ENTERPRISE}
    derived = ("first_level",)
    parts = ("level", *DATED, "is_withdrawn")
    order = ("code",)

    @cached_property
    def pairings(self) -> PairingIndex:
        return self.run.of(Visits).pairings

    def check(self, row: Row) -> None:
        values = row.values
        if values["reclassified_on"] and values["level"] == Issue.Level.GENERAL:
            row.refuse("改类日期", "类别为一般的问题不应有改类日期")
        values["first_level"] = Issue.Level.GENERAL.value if values["reclassified_on"] else values["level"]
        for name in DATED:
            if values[name] and values[name] < values["raised_on"]:
                self.run.warn(self, row, self.titles[name], "早于提出日期")
        if not self.pairings.any_in_force(values["enterprise_id"], values["raised_on"]):
            self.run.warn(self, row, "提出日期", "这一天这家企业没有结对，不计入任何首席服务官")

    def is_own(self, row: Row, record: Issue | None) -> bool:
        """By the firm and day that the row gives, and by those that stand: an issue is not moved away first."""
        own, values = self.run.of(Enterprises).own, row.values
        stands = record is not None and own.holds(record.enterprise_id, record.raised_on)
        return stands or own.holds(values["enterprise_id"], values["raised_on"])

    def complete(self, rows: Sequence[Row], current: Mapping[Any, Issue]) -> None:
        if "reclassified_on" not in self.present:
            for row in rows:
                if record := current.get(row.values["code"]):
                    row.values["first_level"] = record.first_level

    @classmethod
    def records(cls, district: Any) -> Any:
        # void issues too: the sheet shows them as withdrawn, and knows their code
        return Issue.objects.filter(district=district).select_related("enterprise")

    @classmethod
    def parts_of(cls, records: Sequence[Issue]) -> Mapping[int, Mapping[str, Any]]:
        steps = _standing(records)
        return {
            record.pk: {name: step and step.on for name, step in _dates(steps[record.pk]).items()}
            | {
                "level": Issue.Level.MAJOR.value if _last(steps[record.pk], Kind.RECLASSIFIED) else record.first_level,
                "is_withdrawn": record.is_void or _last(steps[record.pk], Kind.WITHDRAWN, Kind.MERGED) is not None,
            }
            for record in records
        }

    def save_parts(self, changed: Sequence[tuple[Issue, Mapping[str, Any]]]) -> None:
        steps = _standing([issue for issue, _ in changed])
        places = _places([issue for issue, _ in changed])
        wrong: list[int] = []
        new: list[IssueStep] = []
        revived = []
        for issue, wanted in changed:
            add = []
            for name, step in _dates(steps[issue.pk]).items():
                if (step and step.on) != wanted[name]:
                    wrong += [step.pk] if step else []
                    add += [(DATED[name], wanted[name])] if wanted[name] else []
            ended = [step.pk for step in steps[issue.pk] if step.kind in (Kind.WITHDRAWN, Kind.MERGED)]
            if wanted["is_withdrawn"] and not ended and not issue.is_void:
                add.append((Kind.WITHDRAWN, None))
            if not wanted["is_withdrawn"]:
                wrong += ended
                revived.append(issue.pk)
            for kind, on in add:
                places[issue.pk] += 1
                new.append(self._step(issue, places[issue.pk], kind, on))
        at = self.run.actor.at
        IssueStep.objects.filter(pk__in=wrong).update(voided_at=at)
        Issue.objects.filter(pk__in=revived, voided_at__isnull=False).update(
            voided_at=None, voided_by=None, void_reason=""
        )
        IssueStep.objects.bulk_create(new, batch_size=1000)

    def _step(self, issue: Issue, sequence: int, kind: str, on: Any) -> IssueStep:
        actor = self.run.actor
        return IssueStep(
            district=self.run.district,
            issue=issue,
            sequence=sequence,
            kind=kind,
            on=on,
            entered_by=actor.user,
            entered_at=actor.at,
        )


def _standing(records: Sequence[Issue]) -> Mapping[int, list[IssueStep]]:
    steps: dict[int, list[IssueStep]] = defaultdict(list)
    for step in IssueStep.objects.standing().filter(issue__in=[record.pk for record in records]):
        steps[step.issue_id].append(step)
    return steps


def _places(records: Sequence[Issue]) -> dict[int, int]:
    """The last sequence number of each issue, void steps counted."""
    places: dict[int, int] = defaultdict(int)
    found = IssueStep.objects.filter(issue__in=[record.pk for record in records]).order_by("sequence")
    places.update(found.values_list("issue_id", "sequence"))
    return places


def _dates(steps: Sequence[IssueStep]) -> dict[str, IssueStep | None]:
    """The step behind each date column; an issue that was reopened and not closed again has no closing day."""
    closed = _last(steps, Kind.CLOSED, Kind.REOPENED)
    return {
        "reclassified_on": _last(steps, Kind.RECLASSIFIED),
        "escalated_on": _last(steps, Kind.ESCALATED),
        "closed_on": closed if closed and closed.kind == Kind.CLOSED else None,
    }


def _last(steps: Sequence[IssueStep], *kinds: str) -> IssueStep | None:
    return next((step for step in reversed(steps) if step.kind in kinds), None)
