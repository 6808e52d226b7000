"""Writing and handing in the ledger of a month: the draft, and the submission that keeps what was sent."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from officers.actor import Actor
from officers.models import LogEntry, Officer, StaleRecord
from officers.periods import month_end

from . import report_content
from .models import Ledger, Submission


class AlreadyHandedIn(Exception):
    """The ledger lies with the office: until it is sent back it stands as it is. The message is a sentence."""

    def __init__(self, submission: Submission):
        super().__init__("这个月的台账已经上报。要改的，请办公室退回后重报。")
        self.submission = submission


def save_draft(officer: Officer, month: date, texts: Mapping[str, str], version: int, actor: Actor) -> Ledger:
    """Keep what was typed, without handing it in; `version` is the ledger's as it was shown, 0 for none yet.

    Returns the ledger. Raises AlreadyHandedIn, or StaleRecord when somebody else has written it in the meantime.
    """
    with transaction.atomic():
        ledger = Ledger.objects.standing().filter(officer=officer, month=month).first()
        if ledger is not None:
            _refuse_twice(ledger)
        if ledger is None:
            return _begin(officer, month, texts, actor)
        if ledger.version != version:
            raise StaleRecord(ledger)
        try:
            return ledger.correct(actor, version, **texts, drafted_at=actor.at)
        except StaleRecord:
            _refuse_twice(ledger)  # the other press of the same button was faster
            raise


def hand_in(officer: Officer, month: date, texts: Mapping[str, str], version: int, actor: Actor) -> Submission:
    """Hand the ledger in as the records and the texts now say. It is received when the request arrived (`actor.at`),
    whenever this is committed.

    Returns the submission. A second press finds the first: AlreadyHandedIn; StaleRecord as with a draft.
    """
    with transaction.atomic():
        # the draft's new version holds the row, so that of two presses one waits and then finds the other
        ledger = save_draft(officer, month, texts, version, actor)
        content = report_content.read(officer, month, month_end(month.year, month.month))
        submission = Submission.objects.create(
            district=ledger.district,
            ledger=ledger,
            sequence=ledger.submissions.count() + 1,
            received_at=actor.at,
            submitted_by=actor.user,
            content=content | texts | _who(officer),
        )
        after = {"sequence": submission.sequence, "received_at": actor.at.isoformat()}
        LogEntry.write(actor, "上报工作台账", record=ledger, after=after)
    return submission


def _refuse_twice(ledger: Ledger) -> None:
    waiting = ledger.submissions.filter(returned_at__isnull=True).first()
    if waiting is not None:
        raise AlreadyHandedIn(waiting)


def _begin(officer: Officer, month: date, texts: Mapping[str, str], actor: Actor) -> Ledger:
    ledger = Ledger(district=officer.district, officer=officer, month=month, drafted_at=actor.at, **texts)
    try:
        with transaction.atomic():
            return ledger.enter(actor)
    except IntegrityError:
        other = Ledger.objects.standing().filter(officer=officer, month=month).first()
        if other is None:
            raise
        _refuse_twice(other)
        raise StaleRecord(other) from None


def _who(officer: Officer) -> dict[str, str]:
    """Name and post as they were when it was handed in."""
    unit = officer.unit.name if officer.unit else ""
    return {"name": officer.name, "title": officer.title, "unit": unit, "code": officer.code}
