"""For each constraint of the database, by its name, an act that breaks it and nothing else."""

from datetime import date, timedelta
from uuid import UUID

from assessment.models import AssessmentRun, FactSheet, Interpretation, Record, SchemeVersion, ScoreSheet
from enterprises.models import (
    ClosedMonth,
    Exemption,
    IssueStep,
    Ledger,
    Policy,
    WeeklyFeedback,
)
from officers.models import (
    Acting,
    WorkDay,
)
from surveys.models import Answer, Question
from tests.factories import (
    COMPUTED,
    ENTERED,
    answer,
    ask,
    at,
    exempt,
    hand_in,
    honour,
    pair,
    raise_issue,
    record,
    remind_of,
    support,
    visit,
)

from . import breaking_accounts, breaking_quality, breaking_records, breaking_surveys

DAY = date(2021, 3, 9)
FORM = UUID("0f3c8a52-6d41-4b7e-9c1d-2a5b8e7f4c10")


def twice(row, **other):
    """Enter the row once more, as another row, with what differs."""
    row.pk, row._state.adding = None, True
    for field, value in other.items():
        setattr(row, field, value)
    row.save(force_insert=True)


def one_of_each(cast):
    """A record of every numbered kind."""
    yield pair(cast.officer, cast.enterprise, date(2019, 1, 1), date(2019, 2, 1))
    yield exempt(cast.officer, DAY, DAY, "学习")
    yield stand_in(cast)
    yield visit(cast.pairing, DAY)
    yield hand_in(cast.officer, 1, at(2021, 2, 3))
    yield support(cast.enterprise, DAY, "技改补助")
    yield raise_issue(cast.enterprise, "W1", DAY, "诉求")
    yield answer(ask(cast.district), cast.enterprise, "满意")
    yield honour(DAY, "技改", officer=cast.officer)
    yield finding(cast)
    yield from breaking_records.one_of_each(cast)
    yield from breaking_surveys.one_of_each(cast)
    yield from breaking_quality.one_of_each(cast)
    yield feedback(cast)


def feedback(cast, week=10):
    return record(WeeklyFeedback, cast.district, officer=cast.officer, iso_year=2021, week=week, content={})


def stand_in(cast, **more):
    fields = {
        "officer": cast.officer,
        "stand_in": cast.other_officer,
        "starts": DAY,
        "ends": DAY,
        "reason": "学习",
        "approver": "何景澄",
    }
    return record(Acting, cast.district, **fields | more)


def finding(cast, **more):
    fields = {
        "scheme_code": "jiaozuo-officers",
        "item": "inaction",
        "date": DAY,
        "value": "是",
        "officer": cast.officer,
    }
    return record(Record, cast.district, **fields | more)


def numbered_twice(kind):
    """Another record under the number of the first; every other key differs."""

    def act(cast):
        first = next(row for row in one_of_each(cast) if row.record_kind() == kind)
        OTHERS[kind](cast).update(serial=first.serial, year=first.year)

    return act


def newest(row):
    return type(row).objects.filter(pk=row.pk)


OTHERS = {
    "pairing": lambda cast: newest(pair(cast.officer, cast.enterprise, date(2018, 1, 1), date(2018, 2, 1))),
    "exemption": lambda cast: newest(exempt(cast.officer, date(2021, 5, 6), date(2021, 5, 6), "学习")),
    "acting": lambda cast: newest(stand_in(cast, starts=date(2021, 5, 6), ends=date(2021, 5, 6))),
    "visit": lambda cast: newest(visit(cast.pairing, date(2021, 5, 6))),
    "ledger": lambda cast: newest(hand_in(cast.officer, 2, at(2021, 3, 3))),
    "policysupport": lambda cast: newest(support(cast.enterprise, DAY, "稳岗补贴")),
    "issue": lambda cast: newest(raise_issue(cast.enterprise, "W2", DAY, "诉求")),
    "response": lambda cast: newest(answer(ask(cast.district, "年终"), cast.other_enterprise, "满意")),
    "honour": lambda cast: newest(honour(DAY, "招商", officer=cast.officer)),
    "record": lambda cast: newest(finding(cast, item="cap_lifted")),
    **breaking_records.OTHERS,
    **breaking_surveys.OTHERS,
    **breaking_quality.OTHERS,
    "weeklyfeedback": lambda cast: newest(feedback(cast, 11)),
}


def void_without_reason(kind):
    def act(cast):
        row = next(row for row in one_of_each(cast) if row.record_kind() == kind)
        newest(row).update(voided_at=ENTERED)

    return act


def run_of(cast, **fields):
    scheme, _ = SchemeVersion.objects.get_or_create(
        digest="0" * 64,
        defaults={
            "code": "jiaozuo-officers", "version": "2020.1", "title": "办法", "subject": "officer",
            "effective_from": DAY, "source": "", "loaded_at": ENTERED,
        },
    )  # fmt: skip
    given = {"district": cast.district, "scheme": scheme, "year": 2021, "as_of": date(2022, 3, 1)}
    return AssessmentRun.objects.create(created_at=COMPUTED, **given | fields)


def sheet_of(cast, run, **fields):
    facts, _ = FactSheet.objects.get_or_create(digest="1" * 64, defaults={"body": "{}"})
    given = {
        "run": run, "facts": facts, "subject_kind": "officer", "code": "A01", "name": "林沐川", "status": "complete",
        "total": 90, "low": 90, "high": 90, "account": "{}", "digest": "2" * 64, "officer": cast.officer,
    }  # fmt: skip
    return ScoreSheet.objects.create(**given | fields)


def published(cast):
    """A final run made public, with one sheet."""
    run = run_of(cast, purpose="final", calendar="published", finished_at=COMPUTED)
    sheet_of(cast, run)
    AssessmentRun.objects.filter(pk=run.pk).update(published_at=COMPUTED)
    return run


def _answered_twice(cast):
    answer(ask(cast.district), cast.enterprise, "满意")
    twice(Answer.objects.first())


def _asked_twice(**other):
    def act(cast):
        ask(cast.district)
        twice(Question.objects.first(), **other)

    return act


def _decided_twice(cast):
    for _ in range(2):
        Interpretation.objects.create(district=cast.district, scheme=run_of(cast).scheme, ident="I-01")


def _returned_before_received(cast):
    hand_in(cast.officer, 1, at(2021, 2, 3), returned=at(2021, 2, 2))


def _step(cast, **fields):
    issue = raise_issue(cast.enterprise, "W1", DAY, "诉求", ("closed", DAY))
    given = {"district": cast.district, "issue": issue, "sequence": 2, "kind": "reopened", "entered_at": ENTERED}
    IssueStep.objects.create(**given | fields)


def handed_in(cast, **fields):
    """The one submission of a ledger, changed afterwards."""
    ledger = hand_in(cast.officer, 1, at(2021, 2, 3))
    ledger.submissions.update(**fields)
    return ledger.submissions.get()


def _sent_twice(cast):
    for day in (DAY, date(2021, 5, 6)):
        visit(cast.pairing, day, entered_by=cast.users["staff"], form_key=UUID(int=1))


def month_of(cast, **fields):
    """March 2021, closed."""
    given = {"district": cast.district, "starts": date(2021, 3, 1), "ends": date(2021, 3, 31), "closed_at": ENTERED}
    return ClosedMonth.objects.create(**given | fields)


NUMBERED = (
    *breaking_records.OTHERS,
    *breaking_surveys.OTHERS,
    *breaking_quality.OTHERS,
    "pairing", "exemption", "acting", "visit", "ledger", "policysupport", "issue", "response", "honour", "record",
    "weeklyfeedback",
)  # fmt: skip
BREAKING = {
    **breaking_records.BREAKING,
    **breaking_surveys.BREAKING,
    **breaking_accounts.BREAKING,
    **breaking_quality.BREAKING,
    "visit_sent_once": _sent_twice,
    "month_closed_once": lambda cast: [month_of(cast) for _ in range(2)],
    "month_reopened_with_reason": lambda cast: month_of(cast, reopened_at=ENTERED),
    **{f"{kind}_number_once": numbered_twice(kind) for kind in NUMBERED},
    **{f"{kind}_void_has_reason": void_without_reason(kind) for kind in NUMBERED},
    "notification_once": lambda cast: twice(remind_of(cast.users["officer"], cast.district)),
    "officer_code_once": lambda cast: twice(cast.officer, user=None),
    "unit_name_once": lambda cast: twice(cast.unit),
    "workday_once": lambda cast: [
        WorkDay.objects.create(district=cast.district, day=DAY, is_workday=True) for _ in range(2)
    ],
    "enterprise_code_once": lambda cast: twice(cast.enterprise),
    "pairing_ends_after_start": lambda cast: pair(cast.officer, cast.enterprise, date(2019, 2, 1), date(2019, 1, 1)),
    # two pairings that begin on one day overlap as well: the older law may speak first
    "pairing_once": lambda cast: twice(cast.pairing, serial=99),
    "exemption_ends_after_start": lambda cast: exempt(cast.officer, DAY, DAY - timedelta(days=1), "学习"),
    "exemption_has_approver": lambda cast: record(
        Exemption, cast.district, officer=cast.officer, starts=DAY, ends=DAY, reason="学习", approver=""
    ),
    "exemption_once": lambda cast: [exempt(cast.officer, DAY, DAY + timedelta(days=n), "学习") for n in range(2)],
    "honour_one_target": lambda cast: honour(DAY, "技改", officer=cast.officer, enterprise=cast.enterprise),
    "honour_title_has_level": lambda cast: honour(DAY, "技改", kind="title", level="", officer=cast.officer),
    "honour_once_officer": lambda cast: [honour(DAY, "技改", officer=cast.officer) for _ in range(2)],
    "honour_once_enterprise": lambda cast: [honour(DAY, "技改", enterprise=cast.enterprise) for _ in range(2)],
    "honour_once_unit": lambda cast: [honour(DAY, "技改", unit=cast.unit) for _ in range(2)],
    "issue_code_once": lambda cast: [raise_issue(cast.enterprise, "W1", DAY, "诉求") for _ in range(2)],
    "issue_sent_once": lambda cast: [
        raise_issue(cast.enterprise, code, DAY, "诉求", entered_by=cast.users["officer"], form_key=FORM)
        for code in ("W1", "W2")
    ],
    "step_only_mergers_name_another": lambda cast: _step(
        cast, on=DAY, into=raise_issue(cast.enterprise, "W2", DAY, "诉求")
    ),
    "step_reason_is_of_a_void_one": lambda cast: _step(cast, on=DAY, void_reason="记错日期"),
    "step_sequence_once": lambda cast: _step(cast, sequence=1, on=DAY),
    "step_has_day": lambda cast: _step(cast, on=None),
    "ledger_once": lambda cast: [hand_in(cast.officer, 1, at(2021, 2, 3)) for _ in range(2)],
    "ledger_month_first": lambda cast: record(Ledger, cast.district, officer=cast.officer, month=date(2021, 1, 2)),
    "submission_sequence_once": lambda cast: twice(handed_in(cast, returned_at=at(2021, 2, 4)), returned_at=None),
    "submission_returned_after": _returned_before_received,
    "submission_accepted_after": lambda cast: handed_in(cast, accepted_at=at(2021, 2, 2)),
    "submission_accepted_or_returned": lambda cast: handed_in(
        cast, accepted_at=at(2021, 2, 4), returned_at=at(2021, 2, 4)
    ),
    "submission_one_open": lambda cast: twice(handed_in(cast), sequence=2),
    "feedback_once": lambda cast: [feedback(cast) for _ in range(2)],
    "feedback_week_exists": lambda cast: feedback(cast, 54),
    "policy_once": lambda cast: [Policy.objects.create(district=cast.district, name="技改补助") for _ in range(2)],
    "support_once": lambda cast: [support(cast.enterprise, DAY, "技改补助") for _ in range(2)],
    "support_amount_positive": lambda cast: newest(support(cast.enterprise, DAY, "技改补助")).update(amount=-1),
    "acting_ends_after_start": lambda cast: stand_in(cast, ends=DAY - timedelta(days=1)),
    "acting_not_oneself": lambda cast: stand_in(cast, stand_in=cast.officer),
    "acting_has_approver": lambda cast: stand_in(cast, approver=""),
    "visit_once": lambda cast: [visit(cast.pairing, DAY) for _ in range(2)],
    "visit_replaced_is_void": lambda cast: visit(cast.pairing, DAY, is_current=False),
    "survey_once": lambda cast: [ask(cast.district) for _ in range(2)],
    "question_position_once": _asked_twice(aspect="其他"),
    "question_aspect_once": _asked_twice(position=9),
    "letter_once": lambda cast: twice(breaking_records.letter(cast)),
    "response_once": lambda cast: twice(answer(ask(cast.district), cast.enterprise, "满意"), serial=99),
    "answer_once": _answered_twice,
    "record_one_subject": lambda cast: finding(cast, unit=cast.unit),
    "record_once_officer": lambda cast: [finding(cast) for _ in range(2)],
    "record_once_unit": lambda cast: [finding(cast, officer=None, unit=cast.unit) for _ in range(2)],
    "run_published_is_final": lambda cast: run_of(
        cast, purpose="preview", calendar="published", finished_at=COMPUTED, published_at=COMPUTED
    ),
    "run_published_on_calendar": lambda cast: run_of(
        cast, purpose="final", calendar="provisional", finished_at=COMPUTED, published_at=COMPUTED
    ),
    "interpretation_once": _decided_twice,
    "interpretation_decided_by_document": lambda cast: Interpretation.objects.create(
        district=cast.district, scheme=run_of(cast).scheme, ident="I-01", decided_on=DAY, decided_by="领导小组"
    ),
    "sheet_once_a_run": lambda cast: twice(sheet_of(cast, run_of(cast))),
    "sheet_pending_has_no_total": lambda cast: sheet_of(cast, run_of(cast), status="pending"),
}
