"""Whose ledgers came late or never came is told with the dates, for people, at one cost for 10 officers and 500."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enterprises.criticism_list import candidates
from enterprises.ledger_board import Board
from enterprises.models import CriticismDecision
from officers.models import Officer, WorkDay
from tests.counting import queries_of
from tests.factories import at, hand_in, make_enterprise, make_officer, pair
from tests.pages.reading import part_of, text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def listed(cast, today=date(2021, 9, 24)):
    board = Board(cast.district, 2021, WorkDay.objects.calendar(cast.district), today)
    return candidates(board, board.served_by(Officer.objects.all()))


def told(cast):
    (candidate,) = listed(cast)
    return {one.cell.due.month: one for one in candidate.occurrences}


def test_only_months_that_count_and_did_not_come_in_time_are_told(year):
    (candidate,) = listed(year)
    assert candidate.officer == year.officer
    assert [(one.cell.due.month, one.kind) for one in candidate.occurrences] == [
        (2, "迟报"), (3, "漏报"), (6, "漏报"),
    ]  # fmt: skip
    assert candidate.counts == "迟报1次、漏报2次"


def test_each_month_says_when_it_was_due_and_what_came(year):
    months = told(year)
    assert months[2].facts == "3月5日截止，3月9日收到"
    assert months[3].facts == "4月6日截止，没有收到"
    assert months[6].facts == "7月5日截止，7月2日退回，7月7日前没有重报"
    assert months[3].reminders == "截止前没有提醒记录"


def test_decembers_due_day_names_its_year(year):
    (first, _) = listed(year, today=date(2022, 3, 1))
    assert "2022年1月5日截止，没有收到" in [one.facts for one in first.occurrences]


def test_what_is_not_yet_due_and_exempt_is_told_of_nobody(cast):
    for month in range(1, 8):
        hand_in(cast.officer, month, at(2021, month + 1, 2))
    assert {one.officer.code for one in listed(cast, date(2021, 9, 6))} == {"A02"}


@pytest.mark.parametrize(
    ("month", "day", "rule", "ignored"),
    [
        (3, date(2021, 4, 1), "ledger_2", True),
        (3, date(2021, 4, 6), "ledger_0", True),  # on the due day itself
        (3, date(2021, 4, 7), "ledger_late", False),  # after it
        (3, date(2021, 4, 7), "ledger_0", False),
        (2, date(2021, 3, 3), "ledger_2", False),  # it came, late
        (6, date(2021, 6, 29), "ledger_4", False),  # before it was sent back
        (6, date(2021, 7, 5), "ledger_0", True),
    ],
)
def test_reminded_up_to_the_due_day_and_never_in(year, remind, month, day, rule, ignored):
    remind(month, day, rule)
    assert told(year)[month].is_ignored is ignored


def test_the_days_of_the_reminders_are_told(year, remind):
    remind(3, date(2021, 3, 31), "ledger_4")
    remind(3, date(2021, 4, 6), "ledger_0")
    remind(3, date(2021, 4, 7), "ledger_late")
    remind(4, date(2021, 4, 29))
    assert told(year)[3].words == ("3月漏报（催而不报）：4月6日截止，没有收到；截止前3月31日、4月6日提醒过")


def test_a_reminder_of_another_officer_is_not_ones_own(year, remind):
    remind(3, date(2021, 4, 1), officer=year.other_officer)
    assert not told(year)[3].is_ignored


def test_the_page_tells_facts_and_accuses_nobody(year, remind):
    remind(3, date(2021, 4, 1))
    page = text_of(year.client("leader").get("/criticisms/?year=2021"))
    for said in (
        "列入不等于通报",
        "林沐川",
        "迟报1次、漏报2次（其中催而不报1次）",
        "3月5日截止，3月9日收到",
        "有1次即列入",
    ):
        assert said in page
    assert "苏若岚" not in page
    assert "登记意见" not in part_of(year.client("leader").get("/criticisms/"), "<table", "</table>")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=late", True), ("kind=never", True), ("kind=ignored", False), ("decision=none", True),
        ("decision=proposed", False), ("q=lmc", True), ("q=srl", False), ("year=abc&kind=x&page=99", True),
        ("year=2019", False),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(year, query, found):
    answer = year.client("staff").get(f"/criticisms/?{query}")
    assert ("林沐川" in text_of(answer)) is found
    if not found:
        assert 'class="empty"' in answer.content.decode()


def test_another_districts_office_sees_nothing_of_it(year):
    outsider = year.client("outsider")
    assert "林沐川" not in text_of(outsider.get("/criticisms/"))
    assert outsider.get(f"/criticisms/{year.officer.pk}/2021/").status_code == 404


def test_a_year_that_has_not_come_is_not_found(year):
    staff = year.client("staff")
    for wrong in (2022, 1999, 99999):
        assert staff.get(f"/criticisms/{year.officer.pk}/{wrong}/").status_code == 404


def test_the_workbook_says_the_same_and_text_stays_text(year):
    Officer.objects.filter(pk=year.officer.pk).update(name="=1+1")
    answer = year.client("leader").post("/criticisms/export/?year=2021")
    header, row = load_workbook(BytesIO(answer.content)).active.iter_rows()
    assert [cell.value for cell in row[3:6]] == [1, 2, 0]
    assert "2月迟报：3月5日截止，3月9日收到" in row[6].value
    assert (row[1].value, row[1].data_type) == ("=1+1", "s")
    assert header[7].value == "意见"


def crowd(cast, count):
    """Officers up to this many, none of whom has handed anything in, each decided on twice."""
    for number in range(Officer.objects.count(), count):
        officer = make_officer(cast.district, f"B{number:04d}", f"服务官{number}", unit=cast.unit)
        pair(officer, make_enterprise(cast.district, f"企业{number}"))
        for sequence in (1, 2):
            CriticismDecision.objects.create(
                district=cast.district, officer=officer, year=2021, sequence=sequence, decision="reminded",
                reason="已电话提醒", decided_by=cast.users["staff"], decided_at=at(2021, 9, 1),
            )  # fmt: skip


@pytest.mark.parametrize("count", [10, 500])
def test_the_pages_ask_the_same_for_any_number_of_officers(year, count):
    crowd(year, count)
    staff = year.client("staff")
    paths = {
        "/criticisms/?year=2021": "/criticisms/?year=2021",
        "/criticisms/export/?year=2021": "/criticisms/export/?year=2021",
        "criticism": f"/criticisms/{year.officer.pk}/2021/",
    }
    assert {name: queries_of(staff, path) for name, path in paths.items()} == COUNTS
