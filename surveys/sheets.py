"""The sheet 满意度: one enterprise's reply to one round.

Rounds that were asked here go out like the others. Coming in, their rows must say what stands: what a firm answered
through its link is not corrected, added to or made void by a workbook. Of people they are not taken at all: which row
is refused and which is not would tell them what a firm answered.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q

from enterprises.sheets.enterprises import CREDIT_CODE, TO_ENTERPRISE, Enterprises
from officers.workbook.columns import Choice, Day, Moment, Name, status
from officers.workbook.sheet import Row, Sheet

from .models import ASPECTS, Answer, Question, Response, Survey

CHOICES = {choice.value: choice.value for choice in Answer.Choice}


class Responses(Sheet):
    """The rounds are made from the rows; their five questions are named after the columns."""

    title = "满意度"
    model = Response
    columns = (
        CREDIT_CODE,
        Name("轮次", "survey_name", required=True, limit=60, path="survey__name"),
        Day("截止日期", "closes_on", required=True, path="survey__closes_on"),
        Moment("填报时间", "submitted_at", required=True),
        *(Choice(aspect, aspect, required=True, words=CHOICES) for aspect in ASPECTS),
        status("作废"),
    )
    key = ("credit_code", "survey_name")
    refers = {"credit_code": TO_ENTERPRISE}
    derived = ("survey_id",)
    parts = ASPECTS
    identity = ("enterprise_id", "survey_id")
    void_reason = "导入：作废"
    order = ("enterprise__credit_code", "survey__name")

    def __init__(self, run: Any):
        super().__init__(run)
        #: the closing day of each round and the row that named it first
        self._closing: dict[str, tuple[date, int]] = {}
        #: the rounds that this import has made or corrected already
        self._opened: set[str] = set()
        #: the closing days that those which it has corrected had before
        self._closed_before: dict[str, date] = {}
        #: question ids by survey and aspect
        self._questions: dict[tuple[int, str], int] = {}

    def check(self, row: Row) -> None:
        name, closes_on = row.values["survey_name"], row.values["closes_on"]
        if self.run.is_by_person and name in self._asked_here:
            row.refuse("轮次", f"轮次“{name}”由企业凭链接填写，网页导入不收这一轮的答卷")
            return
        said, first = self._closing.setdefault(name, (closes_on, row.number))
        if said != closes_on:
            row.refuse("截止日期", f"轮次“{name}”在第 {first} 行的截止日期是 {said}，这里是 {closes_on}")

    def prepare(self, rows: Sequence[Row]) -> None:
        """Find the rounds; those that are new have no id before `settle`, so that rows refused meanwhile make none."""
        for row in rows:
            survey = self._standing.get(row.values["survey_name"])
            row.values["survey_id"] = survey and survey.pk

    def is_own(self, row: Row, record: Any | None) -> bool:
        """Nobody has answers of the firms they serve (T20), whether as officer, deputy or liaison."""
        return row.values["enterprise_id"] in self.run.of(Enterprises).own.served

    @property
    def may_bar(self) -> bool:
        return super().may_bar or bool(self._asked_here)

    def bars(self, row: Row, record: Any | None) -> tuple[str, str] | None:
        """What a firm answered through its link is not the operator's to change either."""
        name, closes_on = row.values["survey_name"], row.values["closes_on"]
        asked = self._asked_here.get(name)
        if asked is None:
            return super().bars(row, record)
        if closes_on != asked.closes_on:
            return "截止日期", f"轮次“{name}”在系统里的截止日期是 {asked.closes_on}"
        return "轮次", f"轮次“{name}”由企业凭链接填写，工作簿不能{'增加' if record is None else '改动'}答卷"

    def settle(self, rows: Sequence[Row], current: Mapping[Any, Any]) -> None:
        """Make the rounds that are new, with their questions; correct the closing day of those that are known."""
        names = {row.values["survey_name"]: row.values["closes_on"] for row in rows}
        names = {name: day for name, day in names.items() if name not in self._opened | self._asked_here.keys()}
        if names:
            self._open_rounds(names)
        for row in rows:
            row.values["survey_id"] = self._standing[row.values["survey_name"]].pk

    def moves(self, row: Row) -> bool:
        """Another closing day is the whole round's: with it all its replies may count in another year (J5)."""
        name, closes_on = row.values["survey_name"], row.values["closes_on"]
        survey = self._standing.get(name)
        return survey is not None and self._closed_before.get(name, survey.closes_on) != closes_on

    @cached_property
    def _standing(self) -> dict[str, Survey]:
        """The rounds of the district by name, drafts too. One query."""
        return {survey.name: survey for survey in Survey.objects.filter(district=self.run.district)}

    @cached_property
    def _asked_here(self) -> dict[str, Survey]:
        """Those that were not made from a workbook."""
        return {name: survey for name, survey in self._standing.items() if survey.opens_at is not None}

    @classmethod
    def records(cls, district: Any) -> Any:
        """One reply for each enterprise and round: the one that counts, or else the last that was void. Whose answer
        was void may have answered again."""
        twins = Response.objects.filter(survey=OuterRef("survey"), enterprise=OuterRef("enterprise"))
        better = twins.filter(Q(voided_at__isnull=True) | Q(pk__gt=OuterRef("pk")))
        found = super().records(district).select_related("enterprise", "survey")
        return found.filter(Q(voided_at__isnull=True) | ~Exists(better))

    @classmethod
    def parts_of(cls, records: Sequence[Response]) -> Mapping[int, Mapping[str, str | None]]:
        found: dict[int, dict[str, str | None]] = {record.pk: dict.fromkeys(ASPECTS) for record in records}
        answers = Answer.objects.filter(response__in=list(found), question__aspect__in=ASPECTS)
        for response, aspect, choice in answers.values_list("response_id", "question__aspect", "choice"):
            found[response][aspect] = choice
        return found

    def save_parts(self, changed: Sequence[tuple[Response, Mapping[str, str]]]) -> None:
        wanted = {
            (response.pk, self._questions[response.survey_id, aspect]): choice
            for response, answers in changed
            for aspect, choice in answers.items()
        }
        corrected = []
        for answer in Answer.objects.filter(response__in=[response.pk for response, _ in changed]):
            choice = wanted.pop((answer.response_id, answer.question_id), answer.choice)
            if choice != answer.choice:
                answer.choice = choice
                corrected.append(answer)
        Answer.objects.bulk_update(corrected, ["choice"], batch_size=500)
        Answer.objects.bulk_create(
            (
                Answer(district=self.run.district, response_id=response, question_id=question, choice=choice)
                for (response, question), choice in wanted.items()
            ),
            batch_size=1000,
        )

    def _open_rounds(self, names: Mapping[str, date]) -> None:
        district = self.run.district
        known = {name: self._standing[name] for name in names if name in self._standing}
        self._closed_before |= {name: survey.closes_on for name, survey in known.items()}
        for name, survey in known.items():
            survey.closes_on = names[name]
        Survey.objects.bulk_update(known.values(), ["closes_on"], batch_size=500)
        new = [Survey(district=district, name=name, closes_on=day) for name, day in names.items() if name not in known]
        self._standing.update((survey.name, survey) for survey in Survey.objects.bulk_create(new))
        self._opened |= names.keys()
        surveys = [self._standing[name].pk for name in names]
        last: dict[int, int] = defaultdict(int)
        for pk, survey, aspect, position in (
            Question.objects.filter(survey__in=surveys)
            .order_by("position")
            .values_list("pk", "survey_id", "aspect", "position")
        ):
            self._questions[survey, aspect] = pk
            last[survey] = position
        missing = [
            Question(district=district, survey_id=survey, position=last[survey] + place, aspect=aspect, text=aspect)
            for survey in surveys
            for place, aspect in enumerate(ASPECTS, start=1)
            if (survey, aspect) not in self._questions
        ]
        for question in Question.objects.bulk_create(missing):
            self._questions[question.survey_id, question.aspect] = question.pk


class ImportedResponses(Responses):
    """For people of the office: without the rounds that were asked here, as their firms were promised that nobody reads
    a single answer. An import of such a workbook leaves those answers as they stand."""

    @classmethod
    def records(cls, district: Any) -> Any:
        """As of the whole sheet, of rounds that came with a workbook."""
        return super().records(district).filter(survey__opens_at__isnull=True)


class NoResponses(Responses):
    """For those of the office who serve enterprises too: they would read what their own firms said of them (T20)."""

    @classmethod
    def records(cls, district: Any) -> Any:
        """None at all; an import of such a workbook leaves every answer as it stands."""
        return super().records(district).none()
