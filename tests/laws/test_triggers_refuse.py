"""What constraints cannot say, triggers do: pairings never overlap; the log, scored facts and public results stand."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from assessment.models import AssessmentRun, FactSheet, ScoreSheet
from enterprises.models import Pairing, Visit
from officers.actor import Actor
from officers.models import Attachment, LogEntry
from tests.cast import Cast
from tests.factories import COMPUTED, ENTERED, at, hand_in, pair, visit
from tests.laws import breaking_records
from tests.laws.breaking import month_of, published, run_of, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def refused(act, sentence):
    """The act is refused with the sentence, and by the database itself."""
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        act()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2021, 6, 30), None),  # the last day of the one is the first of the other
        (date(2021, 1, 1), date(2021, 1, 1)),
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2021, 2, 1), date(2021, 2, 2)),
        (date(2019, 1, 1), None),
    ],
)
def test_one_enterprise_never_has_two_officers_on_a_day(cast, starts, ends):
    Pairing.objects.filter(enterprise=cast.enterprise).update(starts=date(2021, 1, 1), ends=date(2021, 6, 30))
    with pytest.raises(IntegrityError, match="pairing_no_overlap"), transaction.atomic():
        pair(cast.other_officer, cast.enterprise, starts, ends)


def test_a_pairing_may_begin_on_the_day_after_the_last(cast):
    Pairing.objects.filter(enterprise=cast.enterprise).update(starts=date(2021, 1, 1), ends=date(2021, 6, 30))
    pair(cast.other_officer, cast.enterprise, date(2021, 7, 1))
    pair(cast.officer, cast.enterprise, date(2020, 1, 1), date(2020, 12, 31))


def test_a_pairing_cannot_be_prolonged_into_the_next(cast):
    first = Pairing.objects.filter(pk=cast.pairing.pk)
    first.update(ends=date(2021, 6, 30))
    pair(cast.other_officer, cast.enterprise, date(2021, 7, 1))
    for ends in (date(2021, 7, 1), None):
        with pytest.raises(IntegrityError, match="pairing_no_overlap"), transaction.atomic():
            first.update(ends=ends)


def test_a_void_pairing_is_in_nobodys_way_until_it_stands_again(cast):
    first = Pairing.objects.filter(pk=cast.pairing.pk)
    first.update(voided_at=ENTERED, void_reason="登记有误")
    pair(cast.other_officer, cast.enterprise, date(2021, 1, 1))
    with pytest.raises(IntegrityError, match="pairing_no_overlap"), transaction.atomic():
        first.update(voided_at=None, void_reason="")


def test_an_entry_of_the_log_is_never_altered(cast):
    LogEntry.write(Actor.command("test", COMPUTED), "登记", district=cast.district)
    refused(lambda: LogEntry.objects.update(action="无事"), "日志不能修改")


def test_facts_that_were_scored_are_never_altered():
    FactSheet.objects.create(digest="1" * 64, body="{}")
    refused(lambda: FactSheet.objects.update(body='{"a":1}'), "事实表不能修改")


PUBLIC = "已公布的结果不能修改"


def test_a_published_run_is_neither_altered_nor_deleted(cast):
    run = AssessmentRun.objects.filter(pk=published(cast).pk)
    refused(lambda: run.update(digest="9" * 64), PUBLIC)
    refused(lambda: run.update(published_at=None), PUBLIC)
    refused(lambda: raw("DELETE FROM assessment_assessmentrun WHERE id = %s", run.get().pk), PUBLIC)


def test_a_published_sheet_is_neither_altered_deleted_nor_joined_by_another(cast):
    run = published(cast)
    refused(lambda: ScoreSheet.objects.update(total=100), PUBLIC)
    refused(lambda: ScoreSheet.objects.update(run=run_of(cast)), PUBLIC)
    refused(lambda: raw("DELETE FROM assessment_scoresheet WHERE run_id = %s", run.pk), PUBLIC)
    refused(lambda: sheet_of(cast, run, code="A02"), PUBLIC)


def test_a_sheet_cannot_be_moved_into_a_published_run(cast):
    run = published(cast)
    moved = sheet_of(cast, run_of(cast), code="A02")
    refused(lambda: ScoreSheet.objects.filter(pk=moved.pk).update(run=run), PUBLIC)


def test_sheets_of_a_run_that_is_not_published_may_go(cast):
    sheet_of(cast, run_of(cast))
    published(cast)
    ScoreSheet.objects.filter(run__published_at__isnull=True).delete()
    AssessmentRun.objects.filter(published_at__isnull=True).delete()
    assert (ScoreSheet.objects.count(), AssessmentRun.objects.count()) == (1, 1)


CLOSED = "这个月已经月结"


def test_a_visit_of_a_closed_month_neither_comes_nor_goes_nor_changes(cast):
    kept = Visit.objects.filter(pk=visit(cast.pairing, date(2021, 3, 31)).pk)
    other = Visit.objects.filter(pk=visit(cast.pairing, date(2021, 4, 1)).pk)
    month_of(cast)
    refused(lambda: visit(cast.pairing, date(2021, 3, 1)), CLOSED)
    refused(lambda: kept.update(content="改了"), CLOSED)
    refused(lambda: kept.update(voided_at=ENTERED, void_reason="未到场"), CLOSED)
    refused(lambda: kept.update(date=date(2021, 4, 2)), CLOSED)
    refused(lambda: other.update(date=date(2021, 3, 2)), CLOSED)
    refused(lambda: raw("DELETE FROM enterprises_visit WHERE id = %s", kept.get().pk), CLOSED)
    assert other.update(content="改了")


def test_a_reopened_month_and_another_districts_refuse_nothing(cast):
    month_of(cast, reopened_at=ENTERED, reopen_reason="漏记")
    month_of(cast, district=cast.elsewhere)
    assert visit(cast.pairing, date(2021, 3, 1)).pk


def raw(statement, *values):
    """As someone with a console would: past every model."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_was_handed_in_stands(cast):
    ledger = hand_in(cast.officer, 1, at(2021, 2, 3))
    ledger.submissions.update(content={"visits": 4})
    for content in ({"visits": 5}, None):
        refused(lambda content=content: ledger.submissions.update(content=content), "上报的内容不能修改")
    ledger.submissions.update(accepted_at=at(2021, 2, 4))
    assert ledger.submissions.get().content == {"visits": 4}


@pytest.mark.parametrize("change", [{"name": "别的.jpg"}, {"size": 1}, {"sha256": "1" * 64}, {"kind": "pdf"}])
def test_what_was_attached_stands_though_it_may_become_void(cast, change):
    kept = Attachment.objects.filter(pk=breaking_records.attachment(cast).pk)
    refused(lambda: kept.update(**change), "附件不能修改")
    assert kept.update(voided_at=ENTERED, void_reason="拍到了证件", version=2)
