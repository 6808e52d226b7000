"""A person's decision on two titles: the same work, which then counts once (J6), or two different ones."""

from django.core.exceptions import ValidationError
from django.db import transaction

from officers.actor import Actor
from officers.models import LogEntry

from .models import DifferentWorks, Honour
from .same_work import Candidate


def merge(candidate: Candidate, keep: str, actor: Actor) -> int:
    """Give the honours under the other title the title `keep`, each as a logged correction that can be taken back by
    another one. Returns how many were changed.

    Raises StaleRecord when somebody changed one of them meanwhile, ValueError when `keep` is neither title,
    ValidationError when two would then be one and the same record.
    """
    if keep not in (candidate.first, candidate.second):
        raise ValueError(f"neither title of the two: {keep!r}")
    other = candidate.second if keep == candidate.first else candidate.first
    kept = candidate.under(keep)[0]
    with transaction.atomic():
        for honour in candidate.under(other):
            _refuse_twin(honour, keep)
            note = f"与{kept.number}为同一工作事项，原写“{other}”"
            honour.correct(actor, honour.version, note=note, work=keep)
    return len(candidate.under(other))


def _refuse_twin(honour: Honour, keep: str) -> None:
    """A record is known by target, day, kind and title, in workbooks too; two that would share them are one. Which of
    them stands is for a person to say: a work counts once, at its highest level."""
    same = {name: getattr(honour, name) for name in ("officer", "enterprise", "unit", "date", "kind")}
    twin = Honour.objects.standing().filter(**same, work=keep).first()
    if twin is not None:
        raise ValidationError(
            f"{honour.number}与{twin.number}的对象、日期、类型都相同，工作事项再相同就成了同一条记录，没有合并。"
            "同一项工作只计最高的一次，请打开级别较低或重复登记的一条，点“作废”，原因写明与另一条是同一项工作；"
            "作废的记录保留可查。"
        )


def keep_apart(candidate: Candidate, actor: Actor) -> DifferentWorks:
    """Write down that the two titles are different works, so that they are not offered again.

    Raises IntegrityError when somebody has done so already.
    """
    with transaction.atomic():
        decided = DifferentWorks.objects.create(
            district=candidate.officer.district,
            officer=candidate.officer,
            first=candidate.first,
            second=candidate.second,
            decided_by=actor.user,
            decided_at=actor.at,
        )
        LogEntry.write(actor, "认定为不同工作事项", record=decided)
    return decided
