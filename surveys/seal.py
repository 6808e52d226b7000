"""封存: what happens to a round after closing, by itself. Traces are looked at a last time and deleted, telephone
replies that nobody confirmed are thrown away, texts lose their order."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from officers.actor import Actor
from officers.models import LogEntry

from . import clusters, rounds, telephone
from .models import Remark, Survey, Trace

#: longer than any request lives: an answer that came in time may still be on its way into the database
GRACE = timedelta(minutes=1)


def seal_due(at: datetime) -> int:
    """Seal every round whose time is over, and whose last answers have arrived. Returns how many; twice is once."""
    return rounds.each(Survey.objects.due_to_close(at - GRACE), lambda survey: seal(survey, at), "sealing")


def seal(survey: Survey, at: datetime) -> bool:
    """Delete the traces of a closed round, once clusters were looked for, and write its texts anew in random order.
    False when it was done already."""
    with transaction.atomic():
        due = Survey.objects.due_to_close(at).filter(pk=survey.pk)
        if not due.update(sealed_at=at):
            return False
        clusters.flag(survey, at)
        lapsed = telephone.lapse(survey, at)
        traces, _ = Trace.objects.filter(invitation__survey=survey).delete()
        _shuffle(survey)
        note = f"删除填报来源{traces}条，未复核的电话答复{lapsed}份"
        LogEntry.write(Actor(name="系统", at=at), "封存满意度调查", record=survey, note=note)
    return True


def _shuffle(survey: Survey) -> None:
    """The order in which rows lie on the disk, and the transaction that wrote them, tell who said what: not after.

    The rows are held, so that one which is being dealt with at this moment is left as it then stands."""
    untouched = list(Remark.objects.select_for_update().filter(survey=survey, state=Remark.State.OPEN))
    secrets.SystemRandom().shuffle(untouched)
    Remark.objects.filter(pk__in=[remark.pk for remark in untouched]).delete()
    Remark.objects.bulk_create(untouched)
