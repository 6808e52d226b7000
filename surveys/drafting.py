"""起草: a round before it is published: begun with its questions, asked in other words, put in order, thrown away.

Each step names the version of the round that was shown, and raises it: whoever publishes has seen what is asked.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from enterprises.models import Enterprise
from officers.actor import Actor
from officers.models import LogEntry, StaleRecord

from .impartial import require_keeper
from .models import Question, Survey
from .questions import standard_questions

#: questions beside the five of the scheme: more of them and firms stop half-way
MOST_FURTHER = 10
#: further than any position, while two questions change places
ASIDE = 1000


def begin(survey: Survey, actor: Actor, *, standard: bool = True, like: Survey | None = None) -> Survey:
    """Write a new round with its questions: the five of the scheme, which a round that scores always has, and copies
    of the further ones of `like`. Raises IntegrityError where the name is taken."""
    with transaction.atomic():
        survey.enter(actor)
        asked = standard_questions(survey) if standard or survey.is_confidential else []
        asked += [_copy(survey, question) for question in like.questions.further()[:MOST_FURTHER]] if like else []
        for place, question in enumerate(asked, start=1):
            question.position = place
        Question.objects.bulk_create(asked)
    return survey


def _copy(survey: Survey, question: Question) -> Question:
    kept = {name: getattr(question, name) for name in ("kind", "text", "hint", "options")}
    return Question(district_id=survey.district_id, survey=survey, **kept)


def edit(survey: Survey, actor: Actor, version: int, **changes: object) -> Survey:
    """Change the draft itself. One that is to score gets those of the five questions that it lacks, before the
    others. Raises StaleRecord, IntegrityError."""
    with transaction.atomic():
        _draft(survey, version)
        survey.change(actor, version, action="修改满意度调查", note="", **changes)
        if survey.is_confidential:
            _complete(survey)
    return survey


def _complete(survey: Survey) -> None:
    asked = list(survey.questions.all())
    known = {question.aspect for question in asked}
    missing = [question for question in standard_questions(survey) if question.aspect not in known]
    if missing:
        survey.questions.update(position=F("position") + ASIDE)
        for place, question in enumerate(missing + asked, start=1):
            question.position = place
        Question.objects.bulk_create(missing)
        Question.objects.bulk_update(asked, ["position"])


def add(survey: Survey, actor: Actor, version: int, question: Question) -> Question:
    """Ask one more, at the end. Raises StaleRecord, ValidationError when there are as many as may be."""
    with transaction.atomic():
        _step(survey, version)
        if survey.questions.further().count() >= MOST_FURTHER:
            raise ValidationError(f"其他题目最多{MOST_FURTHER}道，题目多了企业不愿填")
        last = survey.questions.aggregate(last=Max("position"))["last"] or 0
        question.district_id, question.survey, question.position = survey.district_id, survey, last + 1
        question.save(force_insert=True)
        LogEntry.write(actor, "增加调查题目", record=question, after=question.as_logged(), note=str(survey))
    return question


def reword(question: Question, actor: Actor, version: int, **changes: object) -> Question:
    """Change what is asked and offered. Raises StaleRecord."""
    before = question.as_logged()
    with transaction.atomic():
        _step(question.survey, version)
        for name, value in changes.items():
            setattr(question, name, value)
        question.save(update_fields=[*changes])
        after, note = question.as_logged(), str(question.survey)
        LogEntry.write(actor, "修改调查题目", record=question, before=before, after=after, note=note)
    return question


def remove(question: Question, actor: Actor, version: int) -> None:
    """Ask it no more. Raises StaleRecord, ValidationError for the five of a round that scores."""
    with transaction.atomic():
        _step(question.survey, version)
        if question.aspect and question.survey.is_confidential:
            raise ValidationError("计入考核的调查须有五个方面的题目，这一题不能删")
        note = str(question.survey)
        LogEntry.write(actor, "删除调查题目", record=question, before=question.as_logged(), note=note)
        question.delete()


def move(question: Question, actor: Actor, version: int, *, up: bool) -> bool:
    """Change places with the question before or after it. False where there is none. Raises StaleRecord."""
    with transaction.atomic():
        _step(question.survey, version)
        others = question.survey.questions.order_by("-position" if up else "position")
        beside = {"position__lt" if up else "position__gt": question.position}
        other = others.filter(**beside).first()
        if other is None:
            return False
        here, there = question.position, other.position
        for row, position in ((question, ASIDE), (other, here), (question, there)):
            Question.objects.filter(pk=row.pk).update(position=position)
        note = f"{question.survey}：与“{other}”对调"
        LogEntry.write(actor, "调整调查题目次序", record=question, note=note)
    return True


def name_firms(
    survey: Survey, actor: Actor, version: int, *, more: Iterable[Enterprise] = (), fewer: Iterable[Enterprise] = ()
) -> tuple[int, int]:
    """Put firms on the list and take firms off it. Returns how many came and went.

    Raises StaleRecord, and PermissionDenied for whoever serves firms: their own marks would hang on the choice.
    """
    require_keeper(actor.user, survey.district)
    with transaction.atomic():
        _step(survey, version)
        standing = set(survey.listed.values_list("pk", flat=True))
        come = [firm for firm in more if firm.pk not in standing]
        go = [firm for firm in fewer if firm.pk in standing]
        survey.listed.add(*come)
        survey.listed.remove(*go)
        said = [f"{word}{len(firms)}家（{_named(firms)}）" for word, firms in (("加入", come), ("移出", go)) if firms]
        LogEntry.write(actor, "修改调查企业名单", record=survey, note="；".join(said))
    return len(come), len(go)


def _named(firms: Sequence[Enterprise]) -> str:
    shown = "、".join(firm.name for firm in firms[:5])
    return shown if len(firms) <= 5 else f"{shown}等"


def discard(survey: Survey, actor: Actor, version: int) -> None:
    """Delete a draft with its questions: nobody was asked yet, nothing rests on it. Raises StaleRecord."""
    with transaction.atomic():
        _step(survey, version)
        LogEntry.write(actor, "删除调查草稿", record=survey, before=survey.as_logged())
        survey.listed.clear()
        survey.questions.all().delete()
        survey.delete()


def _draft(survey: Survey, version: int) -> None:
    """Hold the draft until the transaction ends. Raises StaleRecord when it is none any more, or another version."""
    if not Survey.objects.drafts().select_for_update().filter(pk=survey.pk, version=version).first():
        raise StaleRecord(survey)


def _step(survey: Survey, version: int) -> None:
    """Take the draft as it was shown in `version` one version further. Raises StaleRecord."""
    if not Survey.objects.drafts().filter(pk=survey.pk, version=version).update(version=version + 1):
        raise StaleRecord(survey)
    survey.version = version + 1
