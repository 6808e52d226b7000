"""Acts that break the laws of telephone answers, flags, call-backs and second handlings."""

from surveys.models import CallBack, Flag, SecondHandling, Survey, TelephoneReply
from tests.factories import ENTERED
from tests.surveys import chains
from tests.surveys.rounds import published


def _round(cast):
    return Survey.objects.filter(opens_at__isnull=False).first() or published(cast.district)


def _staff(cast):
    return chains.by(cast, "staff")


def _told(cast):
    return chains.told(_round(cast), cast.enterprise, _staff(cast))


def _reply(cast, **fields):
    """A telephone reply, changed behind the verbs' back."""
    TelephoneReply.objects.filter(pk=_told(cast).pk).update(**fields)


def handling(cast, enterprise=None):
    return chains.handed_on(cast, _round(cast), _staff(cast), enterprise=enterprise)


def _handling(cast, **fields):
    SecondHandling.objects.filter(pk=handling(cast).pk).update(**fields)


def _judged(cast, **fields):
    made = chains.judged(cast, _round(cast), _staff(cast))
    SecondHandling.objects.filter(pk=made.pk).update(**fields)


def _called(cast, **fields):
    made = chains.called(_round(cast), cast.enterprise, _staff(cast))
    CallBack.objects.filter(pk=made.pk).update(**fields)


def _again(row, **other):
    row.pk, row._state.adding = None, True
    for field, value in other.items():
        setattr(row, field, value)
    row.save(force_insert=True)


def _two_waiting(cast):
    chains.answered(_round(cast), cast.enterprise)
    _again(chains.drawn(_round(cast), _staff(cast)))


def _void_own(cast):
    made = chains.called(_round(cast), cast.enterprise, _staff(cast))
    CallBack.objects.filter(pk=made.pk).update(voided_response=made.survey.responses.get())


def _decided(cast, **fields):
    _judged(cast, **{"exempt": False, "decided_at": ENTERED, "document_no": "1号", "finding": "理由"} | fields)


BREAKING = {
    "telephone_one_pending": lambda cast: _again(_told(cast)),
    "telephone_decided_is_empty": lambda cast: _reply(cast, state="confirmed", decided_at=ENTERED),
    "telephone_decided_by_another": lambda cast: _reply(
        cast, state="confirmed", decided_at=ENTERED, body="", decided_by=cast.users["staff"]
    ),
    "telephone_rejected_with_reason": lambda cast: _reply(cast, state="rejected", decided_at=ENTERED, body=""),
    "flag_looked_at_says_what": lambda cast: Flag.objects.filter(
        pk=chains.flagged(_round(cast), cast.enterprise).pk
    ).update(looked_at=ENTERED),
    "call_back_one_waiting": _two_waiting,
    "call_back_says_what_was_heard": lambda cast: _called(cast, outcome="given_up"),
    "call_back_voids_what_is_not_own": _void_own,
    "second_handling_once": lambda cast: _again(handling(cast), serial=99),
    "second_handling_due_after": lambda cast: _handling(cast, due=handling_day()),
    "second_handling_reply_first": lambda cast: _handling(cast, reply="已排入计划"),
    "second_handling_decided_by_document": lambda cast: _decided(cast, document_no=""),
    "second_handling_decided_by_another": lambda cast: _decided(cast, decided_by=cast.users["staff"]),
}
OTHERS = {
    "secondhandling": lambda cast: SecondHandling.objects.filter(pk=handling(cast, cast.other_enterprise).pk),
}


def handling_day():
    return chains.local_day(chains.DURING)


def one_of_each(cast):
    yield handling(cast)
