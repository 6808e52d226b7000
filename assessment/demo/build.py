"""The demo district from nothing, in one transaction: whatever breaks off leaves an empty database behind."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import models, transaction

from assessment import schemes
from assessment.assess import default_as_of, scheme_for
from assessment.models import AssessmentRun, Interpretation, SchemeVersion
from assessment.tasks import KIND
from enterprises.models import (
    ClosedMonth,
    Honour,
    Issue,
    IssueStep,
    Ledger,
    Policy,
    PolicySupport,
    Submission,
    Visit,
    WeeklyFeedback,
)
from officers import jobs
from officers.actor import Actor
from officers.models import Acting, District, Fact, Job, LogEntry, User, WorkDay
from surveys.models import Answer, Question, Response, Survey

from . import (
    absences,
    criticisms,
    feedback,
    firms,
    issues,
    ledgers,
    months,
    people,
    reminded,
    replies,
    rewards,
    rounds,
    sessions,
    visits,
)
from .phrases import POLICIES
from .scene import Scene

SCHEME = "jiaozuo-officers"
#: readings decided a year ago, by document; the others are still 待定
DECIDED = 14
Say = Callable[[str], None]


class DemoRefused(Exception):
    """The database is not for a demo; the message is a sentence for the operator."""


def stands() -> bool:
    """Whether the demo is there already. Raises DemoRefused when the database holds anything real."""
    real = District.objects.filter(is_demo=False).first()
    if real is not None:
        raise DemoRefused(f"数据库里已有地区“{real}”，不是演示区。演示数据只能放进空数据库，没有改动任何内容。")
    if District.objects.exists():
        return True
    if User.objects.exists():
        raise DemoRefused("数据库里已有账号。演示数据只能放进空数据库，没有改动任何内容。")
    return False


def build(today: date, at: datetime, say: Say) -> District:
    """Write the district as it stands on the morning of `today`, and what its records come to.

    `at` is the moment of the runs; the records depend on `today` alone.
    """
    with transaction.atomic():
        district = people.make_district()
        scene = Scene(district, today, WorkDay.objects.calendar(district))
        _who_and_whom(scene, say)
        _what_passed(scene, say)
        _what_firms_said(scene, say)
        reminded.remind(scene)
        version = _scheme(scene, at)
        for year in scene.years:
            _preview(scene, version, year, at, say)
        LogEntry.write(Actor.command("make_demo", at), "建立演示区", record=district, district=district)
    return district


def _who_and_whom(scene: Scene, say: Say) -> None:
    people.settle(scene)
    firms.found(scene)
    policies = [Policy(district=scene.district, name=name).spell() for name, _, _ in POLICIES]
    scene.policies = {policy.name: policy for policy in Policy.objects.bulk_create(policies)}
    say(f"演示数据：首席服务官{len(scene.officers)}人，企业{len(scene.enterprises)}家，结对{len(scene.pairings)}条")


def _what_passed(scene: Scene, say: Say) -> None:
    made = visits.visits(scene)
    raised, steps = issues.issues(scene, made)
    _write(Visit, made)
    ClosedMonth.objects.bulk_create(months.closed_months(scene))
    Issue.number_all(raised)
    Issue.objects.bulk_create(raised)
    IssueStep.objects.bulk_create(steps)
    books, filings = ledgers.ledgers(scene)
    _write(Ledger, books)
    Submission.objects.bulk_create(filings)
    _write(Ledger, ledgers.keep_contents(scene))
    _write(WeeklyFeedback, feedback.feedbacks(scene))
    _write(PolicySupport, rewards.supports(scene))
    _write(Honour, rewards.honours(scene))
    _write(Acting, absences.stand_ins(scene))
    sessions.hold(scene)
    criticisms.decide(scene)
    say(f"演示数据：走访{len(made)}条，台账{len(books)}份，企业问题{len(raised)}件")


def _what_firms_said(scene: Scene, say: Say) -> None:
    over = Survey.objects.bulk_create(replies.surveys(scene))
    asked = {survey.pk: Question.objects.bulk_create(replies.questions(survey)) for survey in over}
    given = sorted(replies.replies(scene, over), key=lambda pair: pair[0].entered_at)
    _write(Response, [response for response, _ in given])
    Answer.objects.bulk_create(
        answer
        for response, choices in given
        for answer in replies.answers(response, choices, asked[response.survey_id])
    )
    asked_now = rounds.open_round(scene)
    count = Survey.objects.filter(district=scene.district).count()
    say(f"演示数据：满意度调查{count}轮，其中{asked_now}正在进行，答卷{Response.objects.count()}份")


def _write(model: type[Fact], records: Sequence[models.Model]) -> None:
    model.number_all(records)
    model._default_manager.bulk_create(records, batch_size=500)


def _scheme(scene: Scene, at: datetime) -> SchemeVersion:
    """The district's scheme, most of its readings decided by the leading group a year ago."""
    scheme = scheme_for(SCHEME, scene.years[0])
    version = SchemeVersion.objects.remember(scheme, schemes.source(scheme.name), at)
    decided_on = scene.workday((0, 1, 8))
    Interpretation.objects.bulk_create(
        Interpretation(
            district=scene.district,
            scheme=version,
            ident=interp.id,
            decided_on=decided_on,
            decided_by="区“首席服务官”工作领导小组",
            document_no=f"河示服领〔{decided_on.year}〕{2 if place < 10 else 5}号",
            entered_by=scene.users["hejingcheng"],
        )
        for place, interp in enumerate(scheme.interps)
        if place < DECIDED
    )
    return version


def _preview(scene: Scene, version: SchemeVersion, year: int, at: datetime, say: Say) -> None:
    """One finished preview run, done as a worker would do it."""
    as_of = default_as_of(year, scene.today)
    director = scene.users["hejingcheng"]
    job = Job.objects.create(
        district=scene.district,
        kind=KIND,
        key=f"{version} {year} {as_of.isoformat()} preview",
        created_by=director,
        created_at=at,
    )
    run = AssessmentRun.objects.create(
        district=scene.district,
        scheme=version,
        year=year,
        as_of=as_of,
        job=job,
        created_by=director,
        created_at=at,
    )
    if not jobs.run(job.pk, clock=lambda: at):
        raise RuntimeError(f"the run of {year} broke off, see the log")
    say(f"演示数据：{year}年度测算，截止{as_of.isoformat()}，{run.sheets.count()}人")
