"""The office's matrix says at a glance what the assessment will count, at the same cost for 10 officers and 1,000."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enterprises.ledger_board import Board
from enterprises.models import Ledger, Pairing, Submission
from officers.models import Officer, Unit, WorkDay
from tests.counting import queries_of
from tests.factories import (
    ENTERED,
    at,
    compute_run,
    exempt,
    hand_in,
    make_enterprise,
    make_officer,
    pair,
    raise_issue,
    record,
    visit,
)
from tests.pages.reading import part_of, text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
TODAY = at(2021, 9, 24)


@pytest.fixture
def year(cast):
    """The officer's 2021 with one month of each kind, as it stands on 24 September."""
    for month, received, returned, again in (
        (1, at(2021, 2, 3), None, None),
        (2, at(2021, 3, 9), None, None),  # late
        (4, at(2021, 5, 6), at(2021, 5, 7), at(2021, 5, 11)),  # back and in again in time
        (5, at(2021, 6, 3), at(2021, 6, 4), at(2021, 6, 30)),  # back and in again too late
        (6, at(2021, 7, 2), at(2021, 7, 5), None),  # back and never again
        (8, at(2021, 9, 3), at(2021, 9, 23), None),  # back since yesterday
    ):
        hand_in(cast.officer, month, received, returned, again)
    record(Ledger, cast.district, officer=cast.officer, month=date(2021, 9, 1), drafted_at=ENTERED)
    exempt(cast.officer, date(2021, 7, 1), date(2021, 7, 31), "挂职")
    return cast


def cells(officer, today=TODAY):
    board = Board(officer.district, 2021, WorkDay.objects.calendar(officer.district), today.date())
    (row,) = board.rows([officer])
    return board, row


def test_each_kind_of_month_has_its_state(year):
    _, row = cells(year.officer)
    assert [cell.state for cell in row.cells] == [
        "on_time", "late", "missing", "on_time", "late", "sent_back", "exempt", "returned", "draft",
        "unborn", "unborn", "unborn",
    ]  # fmt: skip
    assert row.score == "2／6"


@pytest.mark.parametrize("as_of", [date(2021, 9, 24), date(2021, 9, 30), date(2022, 3, 1)])
def test_the_matrix_and_the_score_sheet_judge_alike(year, as_of):
    board = Board(year.district, 2021, WorkDay.objects.calendar(year.district), as_of)
    facts = json.loads(compute_run(year.district, as_of=as_of).sheets.get(code="A01").facts.body)
    (row,) = board.rows([year.officer])
    states = [month["state"] for month in facts["evidence"]["ledgers"]]
    assert row.counted.bit_count() == sum(states.count(state) for state in ("on_time", "late", "missing"))
    assert row.on_time.bit_count() == states.count("on_time")
    assert row.late.bit_count() == states.count("late")


def test_the_page_shows_them_with_the_due_days(year, desk):
    answer = desk.arrive(TODAY).get("staff", "/ledgers/")
    row = part_of(answer, ">林沐川</a>", "</tr>")
    for said in ("2.3", "3.9 逾", "× 未报", "9.23退回", "豁免", "草稿"):
        assert said in row
    header = part_of(answer, "<thead>", "</thead>")
    assert "10.8止" in header
    page = text_of(answer)
    assert "另有1份退回待重报" in page


def test_a_month_without_a_pairing_is_not_owed(cast, desk):
    cast.pairing.starts = date(2021, 6, 1)
    cast.pairing.save()
    _, row = cells(cast.officer)
    assert [cell.state for cell in row.cells[:6]] == ["absent"] * 5 + ["missing"]


def test_totals_add_up(year):
    board, _ = cells(year.officer)
    rows = board.rows([year.officer, year.other_officer])
    totals = board.totals(rows)
    assert totals["counted"] == totals["on_time"] + totals["late"] + totals["missing"]
    assert totals["counted"] == sum(row.counted.bit_count() for row in rows)


def test_the_provisional_due_day_is_marked(cast, desk):
    answer = desk.arrive(at(2040, 11, 1)).get("staff", "/ledgers/?year=2040")
    assert "暂定" in part_of(answer, "<thead>", "</thead>")


def test_found_by_unit_and_by_pinyin(cast, desk):
    other = Unit.objects.create(district=cast.district, name="区商务局", kind=Unit.Kind.DEPARTMENT)
    Officer.objects.filter(pk=cast.other_officer.pk).update(unit=other)
    desk.arrive(TODAY)
    for query, shown in ((f"unit={other.pk}", "苏若岚"), ("q=srl", "苏若岚"), ("q=lmc", "林沐川")):
        page = part_of(desk.get("staff", f"/ledgers/?{query}"), "<tbody>", "</tbody>")
        assert shown in page
        assert ({"苏若岚", "林沐川"} - {shown}).pop() not in page
    for nonsense in ("year=abc", "unit=xyz", "page=999", "district=5"):
        assert desk.get("staff", f"/ledgers/?{nonsense}").status_code == 200


def test_another_districts_office_sees_nothing_of_it(year, desk):
    assert "林沐川" not in text_of(desk.arrive(TODAY).get("outsider", "/ledgers/"))


def test_the_workbook_says_the_same_and_text_stays_text(year, desk):
    Officer.objects.filter(pk=year.officer.pk).update(name="=1+1")
    answer = desk.arrive(TODAY).cast.client("staff").post("/ledgers/export/?year=2021")
    (sheet,) = load_workbook(BytesIO(answer.content)).worksheets
    header, first, _ = sheet.iter_rows()
    assert [cell.value for cell in first[3:12]] == [
        "2.3", "3.9逾期", "未报", "5.6", "6.30逾期", "7.5未报（退回后未重报）", "豁免", "9.23退回待重报", "草稿",
    ]  # fmt: skip
    assert "10.8止" in header[11].value
    assert first[1].value == "=1+1"
    assert first[1].data_type == "s"


def test_what_waits_for_the_office_is_listed_first_come_first(cast, desk):
    desk.arrive(at(2021, 10, 8)).write()
    answer = desk.get("staff", "/ledgers/")
    assert "林沐川" in part_of(answer, 'id="waiting"', "</section>")
    assert "待收" in part_of(answer, ">林沐川</a>", "</tr>")
    desk.post("staff", "accept/", sequence=1)
    assert 'id="waiting"' not in desk.get("staff", "/ledgers/").content.decode()


def crowd(cast, count):
    """Officers up to this many, each with a pairing and a ledger in."""
    for number in range(Officer.objects.count(), count):
        officer = make_officer(cast.district, f"B{number:04d}", f"服务官{number}", unit=cast.unit)
        pair(officer, make_enterprise(cast.district, f"企业{number}"))
        hand_in(officer, 1, at(2021, 2, 3))


@pytest.mark.parametrize("path", ["/ledgers/?year=2021", "/ledgers/export/?year=2021"])
def test_the_same_queries_at_10_and_at_1000_officers(cast, desk, path):
    client = desk.arrive(TODAY).cast.client("staff")
    crowd(cast, 10)
    client.get(path)  # the first request writes when the session was seen
    few = queries_of(client, path)
    template = Pairing.objects.get(officer=cast.officer)
    people = Officer.objects.bulk_create(
        Officer(district=cast.district, code=f"C{n:04d}", name=f"众{n}", unit=cast.unit) for n in range(990)
    )
    firms = type(cast.enterprise).objects.bulk_create(
        type(cast.enterprise)(district=cast.district, credit_code=f"X{n:017d}", name=f"厂{n}") for n in range(990)
    )
    Pairing.objects.bulk_create(
        Pairing(
            district=cast.district, year=2020, serial=5000 + n, officer=who, enterprise=firm, starts=template.starts,
            entered_at=ENTERED,
        )
        for n, (who, firm) in enumerate(zip(people, firms, strict=True))
    )  # fmt: skip
    books = Ledger.objects.bulk_create(
        Ledger(
            district=cast.district, year=2021, serial=5000 + n, officer=who, month=date(2021, 1, 1), entered_at=ENTERED
        )
        for n, who in enumerate(people)
    )
    Submission.objects.bulk_create(
        Submission(district=cast.district, ledger=book, sequence=1, received_at=at(2021, 2, 3)) for book in books
    )
    assert (few, queries_of(client, path)) == (COUNTS[path], COUNTS[path])


@pytest.mark.parametrize(
    ("who", "path"),
    [("officer", "ledger"), ("staff", "ledger"), ("officer", "/ledgers/"), ("liaison", "/ledgers/")],
)
def test_a_month_and_a_year_cost_the_same_with_many_records(september, desk, who, path):
    desk.arrive(at(2021, 10, 8))
    where = desk.path if path == "ledger" else path
    client = desk.cast.client(who)
    client.get(where)
    few = queries_of(client, where)
    for day in range(9, 16):
        visit(september.pairing, date(2021, 9, day))
        raise_issue(september.enterprise, f"V{day}", date(2021, 9, day), "诉求", ("closed", date(2021, 9, 20)))
    assert (few, queries_of(client, where)) == (COUNTS[f"{path} {who}"],) * 2
