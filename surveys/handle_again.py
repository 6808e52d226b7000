"""二次转办: a matter goes to a unit once more, the firm is called again, and a person finds whether it is excused."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers.actor import Actor
from officers.models import Unit, WorkDay
from officers.workdays import local_day

from .impartial import require_impartial
from .models import CallBack, SecondHandling

#: working days that a unit has, unless said otherwise; no clause says how many
WORKDAYS = 5
ANOTHER_PERSON = "转办或再次回访是您登记的，免责评判须由另一人登记。"
State = SecondHandling.State


def hand_on(call_back: CallBack, actor: Actor, unit: Unit, helpers: Iterable[Unit], matter: str, *, named: bool,
            workdays: int = WORKDAYS) -> SecondHandling:  # fmt: skip
    """Hand the matter of a dissatisfied firm to a unit (KD-5b), due after so many working days of the district.

    Raises PermissionDenied for those who serve the firm, ValidationError, IntegrityError when it was handed on.
    """
    require_impartial(actor.user, call_back.invitation, actor.at)
    if call_back.is_satisfied is not False or call_back.why == CallBack.Why.UNSATISFIED:
        raise ValidationError("只有回访不满意的事项才能二次转办")
    helpers = list(helpers)
    if unit in helpers:
        raise ValidationError("承办单位不能同时是配合单位")
    today = local_day(actor.at)
    due = WorkDay.objects.calendar(call_back.survey.district).nth_workday(today, workdays)
    with transaction.atomic():
        made = SecondHandling(
            district_id=call_back.district_id, call_back=call_back, unit=unit, matter=matter, named=named,
            handed_on=today, due=due,
        ).enter(actor)  # fmt: skip
        made.helpers.set(helpers)
    return made


def take_reply(handling: SecondHandling, actor: Actor, version: int, text: str, on: date) -> SecondHandling:
    """Note what the unit answered, and that the firm is to be called again. Raises as `hand_on`, and StaleRecord."""
    first = handling.call_back
    require_impartial(actor.user, first.invitation, actor.at)
    handling.refuse_unless(State.REPLYING, "这件二次转办已有答复，或者已经作废")
    if not handling.handed_on <= on <= local_day(actor.at):
        raise ValidationError("答复日期须在转办之后、今天以前")
    with transaction.atomic():
        second = CallBack(
            district_id=first.district_id, survey=first.survey, invitation=first.invitation,
            why=CallBack.Why.UNSATISFIED,
        ).begin(actor, "安排再次回访", note=str(handling))  # fmt: skip
        return handling.step(
            actor, version, "登记二次转办答复", {"reply": text, "replied_on": on, "second": second}
        )  # fmt: skip


def decide(handling: SecondHandling, actor: Actor, version: int, exempt: bool, document_no: str, finding: str):
    """免责评判: whether laws or circumstances kept the unit from satisfying the firm, by document, and only after the
    second call. Until then nobody is at fault (T9).

    Raises PermissionDenied for those who serve the firm, handed the matter on or made the second call; ValidationError,
    StaleRecord.
    """
    require_impartial(actor.user, handling.call_back.invitation, actor.at)
    handling.refuse_unless(State.JUDGING, "再次回访仍不满意的，才作免责评判")
    if actor.user.pk in (handling.entered_by_id, handling.second.done_by_id):
        raise PermissionDenied(ANOTHER_PERSON)
    changes = {
        "exempt": exempt, "document_no": document_no, "finding": finding, "decided_by": actor.user,
        "decided_at": actor.at,
    }  # fmt: skip
    with transaction.atomic():
        return handling.step(actor, version, "登记免责评判", changes)


def void(handling: SecondHandling, actor: Actor, version: int, reason: str) -> SecondHandling:
    """作废 a chain that was entered by mistake. Its second call, if it waits, is given up: it would bar that of the
    chain which takes its place. Raises StaleRecord, ValidationError once it was decided."""
    if handling.exempt is not None:
        raise ValidationError("已有免责评判，不能作废")
    second = handling.second
    with transaction.atomic():
        handling.void(actor, version, reason)
        if second and second.is_waiting:
            changes = {
                "outcome": CallBack.Outcome.GIVEN_UP, "note": "二次转办已作废", "done_by": actor.user,
                "done_at": actor.at,
            }  # fmt: skip
            second.change(actor, second.version, "再次回访不再进行", changes)
    return handling
