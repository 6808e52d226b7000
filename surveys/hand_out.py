"""发放: links of many firms on paper or as a list for SMS, and the word that they have arrived."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from officers.actor import Actor
from officers.models import Deputy, LogEntry, Officer, StaleRecord
from officers.workbook.listing import listing
from officers.workdays import local_day

from . import wording
from .models import Handout, Invitation, Survey

#: drawing a code takes some milliseconds
MOST_SLIPS = 240
MOST_ROWS = 20_000
AT_ONCE = 500
COLUMNS = {"序号": 8, "企业": 32, "联系人": 12, "电话": 18, "短信内容": 90, "说明": 30}
SAME_NUMBER = "电话与首席服务官或分包人的相同，没有列出链接，请先核对"
ANOTHER_DAY = "短信提醒名单只能在当天再次下载。要再提醒，请到“提醒未提交的”。"
NO_NUMBER = "没有联系电话，没有列出链接"


def hand_out(survey: Survey, rows: Sequence[Invitation], kind: str, actor: Actor) -> Handout:
    """Note that the links of these firms were printed or listed, with one log entry. Call it in the transaction in
    which they are shown, and show them after it."""
    links = [[row.place, row.generation] for row in rows]
    made = Handout.objects.create(
        district=survey.district, survey=survey, kind=kind, made_at=actor.at, made_by=actor.user, count=len(rows),
        links=links,
    )  # fmt: skip
    LogEntry.write(actor, f"发放调查链接：{made.get_kind_display()}", record=made, after=told(rows), note=str(survey))
    return made


def again(handout: Handout, actor: Actor) -> list[Invitation]:
    """The firms of a handout whose links still hold and are wanted, to be shown once more; logged if there are any.
    Raises ValidationError, with a sentence, for reminders of another day: they would be sent uncounted."""
    if handout.kind == Handout.Kind.REMINDER and local_day(handout.made_at) != local_day(actor.at):
        raise ValidationError(ANOTHER_DAY)
    generations = dict(handout.links)
    rows = [
        row for row in listed(handout.survey.invitations.open()) if generations.get(row.place) == row.generation
    ]  # fmt: skip
    if rows:
        action = f"再次发放调查链接：{handout.get_kind_display()}"
        LogEntry.write(actor, action, record=handout, after=told(rows), note=str(handout.survey))
    return rows


def mark_delivered(handout: Handout, actor: Actor) -> int:
    """Mark what was handed out as delivered: whoever has answered, was withdrawn or has a newer link meanwhile stays
    as it is. Returns how many were marked. Raises StaleRecord when the handout was marked before."""
    way = {Handout.Kind.SLIPS: Invitation.Way.PAPER}.get(handout.kind, Invitation.Way.SMS)
    with transaction.atomic():
        if not Handout.objects.filter(pk=handout.pk, delivered_at__isnull=True).update(delivered_at=actor.at):
            raise StaleRecord(handout)
        waiting = handout.survey.invitations.undelivered()
        marked = sum(
            waiting.filter(generation=generation, place__in=places).update(delivered_at=actor.at, delivered_by=way)
            for generation, places in _by_generation(handout.links)
        )
        note = f"{handout}，标记{marked}家"
        LogEntry.write(actor, "标记一批链接已送达", record=handout, note=note)
    return marked


def listed(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """In order, with what a slip and a list need. One query."""
    return invitations.select_related("enterprise", "survey__district").order_by("place")


def with_number(rows: Iterable[Invitation], survey: Survey) -> list[Invitation]:
    """Those to whom an SMS can bring their link. Two queries."""
    ours = _numbers_of_staff(survey)
    return [row for row in rows if not _problem(row, ours)]


def sms_list(rows: Iterable[Invitation], survey: Survey, again: bool = False) -> BytesIO:
    """The firms with the text ready to be sent, as an Excel file in memory; where none can go (`with_number`), the row
    says why instead."""
    questions, ours = survey.questions.count(), _numbers_of_staff(survey)
    return listing("短信名单", COLUMNS, (_row(row, questions, ours, again) for row in rows))


def _row(row: Invitation, questions: int, ours: set[str], again: bool) -> list[object]:
    firm, problem = row.enterprise, _problem(row, ours)
    text = "" if problem else wording.short_message(row, questions, again)
    return [row.place, firm.name, firm.contact, firm.phone, text, problem]


def _problem(row: Invitation, ours: set[str]) -> str:
    """Why no SMS brings the link; nothing when one can. None goes to an officer's or deputy's number (T20)."""
    phone = row.enterprise.phone
    if not phone:
        return NO_NUMBER
    return SAME_NUMBER if ours.intersection(phone.split("、")) else ""


def _numbers_of_staff(survey: Survey) -> set[str]:
    numbers = [
        number for model in (Officer, Deputy)
        for number in model.objects.filter(district=survey.district).exclude(phone="").values_list("phone", flat=True)
    ]  # fmt: skip
    return {each for number in numbers for each in number.split("、")}


def told(rows: Sequence[Invitation]) -> dict[str, object]:
    """What the log keeps of many firms: how many, and their places."""
    return {"count": len(rows), "places": spans(row.place for row in rows)}


def spans(places: Iterable[int]) -> str:
    """Ascending places in short: 1–37、40."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1][1:] = [place]
        else:
            runs.append([place])
    return "、".join("–".join(map(str, run)) for run in runs)


def _by_generation(links: Iterable[Sequence[int]]) -> Iterable[tuple[int, list[int]]]:
    ordered = sorted((generation, place) for place, generation in links)
    for generation, pairs in groupby(ordered, key=lambda pair: pair[0]):
        places = [place for _, place in pairs]
        for start in range(0, len(places), AT_ONCE):
            yield generation, places[start : start + AT_ONCE]
