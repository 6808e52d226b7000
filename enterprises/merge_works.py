"""A person's decision on two titles: the same work, which then counts once (J6), or two different ones."""

from django.db import transaction

from officers.actor import Actor
from officers.models import LogEntry

from .models import DifferentWorks
from .same_work import Candidate


def merge(candidate: Candidate, keep: str, actor: Actor) -> int:
    """Give the honours under the other title the title `keep`, each as a logged correction that can be taken back by
    another one. Returns how many were changed.

    Raises StaleRecord when somebody changed one of them meanwhile, ValueError when `keep` is neither title.
    """
    if keep not in (candidate.first, candidate.second):
        raise ValueError(f"neither title of the two: {keep!r}")
    other = candidate.second if keep == candidate.first else candidate.first
    kept = candidate.under(keep)[0]
    with transaction.atomic():
        for honour in candidate.under(other):
            note = f"与{kept.number}为同一工作事项，原写“{other}”"
            honour.correct(actor, honour.version, note=note, work=keep)
    return len(candidate.under(other))


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
