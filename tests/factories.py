"""Rows for tests, made through the models themselves: each function fills in what its test does not speak of."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from assessment.models import AssessmentRun
from assessment.tasks import start_preview
from enterprises.models import (
    Enterprise,
    Exemption,
    Honour,
    Issue,
    IssueStep,
    Ledger,
    Pairing,
    Policy,
    PolicySupport,
    Submission,
    Visit,
)
from officers import jobs
from officers.actor import Actor
from officers.models import Attachment, District, Grant, Notification, Officer, RecordCounter, Unit, Upload, User
from officers.workbook.report import Count, Problem, Report
from officers.workdays import SHANGHAI
from surveys.models import Answer, Question, Response, Survey

ENTERED = datetime(2021, 1, 1, 9, tzinfo=SHANGHAI)
COMPUTED = datetime(2022, 3, 1, 16, 40, tzinfo=SHANGHAI)
PASSWORD = "correct horse battery staple"
ASPECTS = ("深入企业", "服务态度", "工作效率", "问题解决", "政策落实")


def make_district(code="heqing", name="河清示范区", parent=None):
    return District.objects.create(code=code, name=name, parent=parent)


def make_unit(district, name="区工信局", kind=Unit.Kind.DEPARTMENT, **more):
    return Unit.objects.create(district=district, name=name, kind=kind, **more)


def make_user(username, name="", **more):
    """An account that can sign in with PASSWORD."""
    return User.objects.create_user(username, PASSWORD, name=name or username, **more)


def grant(user, role, district, unit=None, *, starts=date(2020, 1, 1), ends=None):
    """A role from 2020 on, unless said otherwise. Returns the user."""
    Grant.objects.create(user=user, role=role, district=district, unit=unit, starts=starts, ends=ends)
    return user


def make_officer(district, code="A01", name="林沐川", user=None, unit=None):
    return Officer.objects.create(district=district, code=code, name=name, user=user, unit=unit, title="副局长")


def make_enterprise(district, name="沁渊精铸有限公司"):
    serial = Enterprise.objects.count() + 1
    return Enterprise.objects.create(district=district, credit_code=f"91410800MA40000{serial:03d}", name=name)


def record(model, district, year=2021, **fields):
    """A numbered record of `year`."""
    serial = RecordCounter.reserve(district.pk, model.record_kind(), year)
    return model.objects.create(district=district, year=year, serial=serial, **{"entered_at": ENTERED} | fields)


def pair(officer, enterprise, starts=date(2020, 6, 1), ends=None, deputy=None):
    return record(
        Pairing, officer.district, starts.year, officer=officer, enterprise=enterprise, starts=starts, ends=ends,
        deputy=deputy,
    )  # fmt: skip


def visit(pairing, day, void="", **more):
    """A visit; `void` is the reason why it does not count."""
    more |= {"voided_at": ENTERED, "void_reason": void} if void else {}
    return record(Visit, pairing.district, day.year, pairing=pairing, date=day, **more)


def attach(visit, content=b"%PDF-1.4 as far as a test knows", name="现场照片.pdf", **more):
    """A file added to a visit, its bytes where they belong."""
    told = {"kind": "pdf", "size": len(content), "sha256": sha256(content).hexdigest()}
    found = record(Attachment, visit.district, name=name, **told | more)
    found.path.write_bytes(content)
    visit.attachments.add(found)
    return found


def visit_weekly(pairing, weeks, year=2021):
    """A visit by the officer on the Friday of each of these ISO weeks."""
    fridays = [date.fromisocalendar(year, week, 5) for week in weeks]
    visits = [
        Visit(district=pairing.district, pairing=pairing, date=day, entered_at=ENTERED).stamp() for day in fridays
    ]
    Visit.number_all(visits)
    return Visit.objects.bulk_create(visits)


def hand_in(officer, month, received, returned=None, again=None, *, year=2021):
    """The ledger of one month with what was handed in and sent back."""
    ledger = record(Ledger, officer.district, year, officer=officer, month=date(year, month, 1))
    Submission.objects.create(
        district=officer.district, ledger=ledger, sequence=1, received_at=received, returned_at=returned
    )
    if again:
        Submission.objects.create(district=officer.district, ledger=ledger, sequence=2, received_at=again)
    return ledger


def at(year, month, day, hour=10, minute=0):
    """A moment in Shanghai."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def support(enterprise, day, name):
    policy, _ = Policy.objects.get_or_create(district=enterprise.district, name=name)
    return record(PolicySupport, enterprise.district, day.year, enterprise=enterprise, date=day, policy=policy)


def raise_issue(enterprise, code, day, content, *steps, level="general", **more):
    """An issue with its further steps as (kind, day)."""
    issue = record(
        Issue, enterprise.district, day.year, code=code, enterprise=enterprise, raised_on=day, first_level=level,
        content=content, **more,
    )  # fmt: skip
    for sequence, (kind, on) in enumerate(steps, start=1):
        IssueStep.objects.create(
            district=issue.district, issue=issue, sequence=sequence, kind=kind, on=on, entered_at=ENTERED
        )
    return issue


def ask(district, name="2021年度调查", closes_on=date(2021, 12, 15)):
    """A round with one question an aspect."""
    survey = Survey.objects.create(district=district, name=name, closes_on=closes_on)
    for position, aspect in enumerate(ASPECTS, start=1):
        Question.objects.create(district=district, survey=survey, position=position, aspect=aspect, text=f"{aspect}？")
    return survey


def answer(survey, enterprise, *choices):
    """One reply; a single choice stands for all five questions."""
    submitted = at(survey.closes_on.year, survey.closes_on.month, survey.closes_on.day)
    response = record(Response, survey.district, survey=survey, enterprise=enterprise, submitted_at=submitted)
    given = choices * len(ASPECTS) if len(choices) == 1 else choices
    for question, choice in zip(survey.questions.order_by("position"), given, strict=True):
        Answer.objects.create(district=survey.district, response=response, question=question, choice=choice)
    return response


def honour(day, work, kind=Honour.Kind.COMMENDATION, level=Honour.Level.DISTRICT, document="", **target):
    """An honour or criticism, confirmed as related to the service work, of `officer=` or `enterprise=`."""
    district = next(iter(target.values())).district
    return record(
        Honour, district, day.year, date=day, kind=kind, level=level, work=work, document_no=document,
        service_related=True, **target,
    )  # fmt: skip


def exempt(officer, starts, ends, reason):
    return record(
        Exemption, officer.district, starts.year, officer=officer, starts=starts, ends=ends, reason=reason,
        approver="何景澄",
    )  # fmt: skip


def begin_run(district, *, scheme="jiaozuo-officers", year=2021, as_of=date(2022, 3, 1), user=None, moment=COMPUTED):
    """A preview run whose job waits for a worker."""
    run, _ = start_preview(district, scheme, year, as_of, Actor(name="测试", at=moment, user=user))
    return run


def compute_run(district, **more):
    """A preview run that a worker has finished."""
    run = begin_run(district, **more)
    assert jobs.run(run.job_id, clock=lambda: more.get("moment", COMPUTED))
    return AssessmentRun.objects.select_related("district", "scheme", "job").get(pk=run.pk)


def publish(run):
    """Make the run look like one that was published, as far as pages are concerned."""
    AssessmentRun.objects.filter(pk=run.pk).update(
        purpose=AssessmentRun.Purpose.FINAL, published_at=COMPUTED + timedelta(days=6)
    )
    run.refresh_from_db()
    return run


def upload_workbook(district, name="本区记录.xlsx", errors=0, **fields):
    """A workbook that was handed in and checked, without its bytes; `errors` rows of 走访 were wrong."""
    problems = [Problem("走访", row, "走访日期", f"不是日期 “{row}”") for row in range(2, errors + 2)]
    report = Report(name, "0" * 64, counts={"走访": Count(new=3, rejected=errors)}, errors=problems, error_count=errors)
    digest = f"{Upload.objects.count():064d}"
    given = {"size": 6000, "sha256": digest, "uploaded_at": ENTERED, "state": "checked", "report": report.as_json()}
    return Upload.objects.create(district=district, name=name, error_count=errors, **given | fields)


def remind_of(person, district, text="3月工作台账还没有上报，剩2个工作日，4月6日截止", **fields):
    """A reminder that stands in somebody's list."""
    given = {"rule": "ledger_2", "object_key": f"ledger {Notification.objects.count()}", "due": date(2021, 4, 6)}
    given |= {"day": date(2021, 4, 1), "created_at": at(2021, 4, 1, 9)}
    return Notification.objects.create(person=person, district=district, text=text, **given | fields)
