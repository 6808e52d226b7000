"""处理意见: a remark becomes an issue of the firm that asked for it, a case of the office, or is noted; once."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enterprises.models import Issue
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord
from officers.workdays import local_day

from .models import OfficeCase, Remark

NATURE = "满意度调查"


def to_issue(remark: Remark, actor: Actor) -> Issue:
    """The matter under the firm's name, as an issue raised today. Returns it.

    Raises ValidationError when the firm did not ask to be named, StaleRecord when it was dealt with already.
    """
    if remark.enterprise_id is None:
        raise ValidationError("企业没有同意写明名称，只能由办公室办理")
    with transaction.atomic():
        _take(remark)
        issue = Issue(
            district_id=remark.district_id, enterprise_id=remark.enterprise_id, raised_on=local_day(actor.at),
            first_level=Issue.Level.GENERAL, nature=NATURE, content=remark.text,
        ).enter(actor)  # fmt: skip
        _settle(remark, Remark.State.ISSUE, issue)
        LogEntry.write(actor, "意见转为企业问题", record=remark, note=issue.code)
    return issue


def to_case(remark: Remark, actor: Actor) -> OfficeCase:
    """The matter without a name, as a case of the office. Returns it. Raises StaleRecord."""
    with transaction.atomic():
        _take(remark)
        case = OfficeCase(district_id=remark.district_id, remark=remark).enter(actor)
        _settle(remark, Remark.State.CASE)
    return case


def note(remark: Remark, actor: Actor) -> None:
    """已阅: nothing is to be done. Raises StaleRecord."""
    with transaction.atomic():
        _take(remark)
        _settle(remark, Remark.State.NOTED)
        LogEntry.write(actor, "意见已阅", record=remark)


def close(case: OfficeCase, actor: Actor, version: int, outcome: str) -> OfficeCase:
    """办结, with what came of it. Raises StaleRecord."""
    if case.closed_at is not None:
        raise StaleRecord(case)
    return case.correct(actor, version, outcome=outcome, closed_at=actor.at)


def _take(remark: Remark) -> None:
    """Hold the row; of two who press at once the second finds it dealt with."""
    if not Remark.objects.select_for_update().filter(pk=remark.pk, state=Remark.State.OPEN).exists():
        raise StaleRecord(remark)


def _settle(remark: Remark, state: str, issue: Issue | None = None) -> None:
    if not Remark.objects.filter(pk=remark.pk, state=Remark.State.OPEN).update(state=state, issue=issue):
        raise StaleRecord(remark)
    remark.state, remark.issue = state, issue
