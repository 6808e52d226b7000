"""The list: whose visits, which of them, what may be worth a look, and the same as a workbook."""

import io
import json
import uuid
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from enterprises.models import Visit
from officers.models import LogEntry
from tests.counting import queries_of
from tests.factories import at, visit, visit_weekly
from tests.pages.reading import text_of

from .clock import TODAY

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
LONG = "到仓库了解原料和成品库存，主要原料可用约5周"


def listed(cast, who="director", **asked):
    answer = cast.client(who).get("/visits/", asked)
    assert answer.status_code == 200
    return [row.pk for row in answer.context["page"]]


def test_the_office_sees_all_and_the_others_their_own(cast):
    own, other = visit(cast.pairing, TODAY), visit(cast.other_pairing, TODAY)
    assert listed(cast) == listed(cast, "leader") == listed(cast, "liaison") == [other.pk, own.pk]
    assert listed(cast, "officer") == listed(cast, "deputy") == [own.pk]
    assert listed(cast, "outsider") == []


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"since": "2021-09-22"}, ["brief", "new"]),
        ({"until": "2021-09-21"}, ["void", "old"]),
        ({"since": "无日期"}, ["brief", "new", "void", "old"]),
        ({"officer": "lmc"}, ["new", "void", "old"]),
        ({"officer": "苏若岚"}, ["brief"]),
        ({"enterprise": "hexiu"}, ["brief"]),
        ({"enterprise": "精铸"}, ["new", "void", "old"]),
        ({"visitor": "deputy"}, ["old"]),
        ({"briefing": "1"}, ["brief"]),
        ({"briefing": "0"}, ["new", "void", "old"]),
        ({"state": "valid"}, ["brief", "new", "old"]),
        ({"state": "void"}, ["void"]),
        ({"state": "late"}, ["old"]),
        ({"state": "'; drop"}, ["brief", "new", "void", "old"]),
        ({"officer": "没有"}, []),
    ],
)
def test_each_filter_narrows(cast, asked, wanted):
    rows = {
        "old": visit(cast.pairing, date(2021, 9, 20), visitor="deputy", late_reason="漏记"),
        "void": visit(cast.pairing, date(2021, 9, 21), void="未到场"),
        "new": visit(cast.pairing, date(2021, 9, 22)),
        "brief": visit(cast.other_pairing, date(2021, 9, 23), is_briefing=True),
    }
    assert listed(cast, **asked) == [rows[name].pk for name in wanted]


def typed_at(pairing, day, moment, **more):
    found = visit(pairing, day, form_key=uuid.uuid4(), **more)
    Visit.objects.filter(pk=found.pk).update(entered_at=moment)
    return found


@pytest.mark.parametrize("hint", ["", "any"])
@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_all_calendars_narrows_nothing(cast, hint, name, day):
    twins = [visit(pairing, TODAY, content=LONG) for pairing in (cast.pairing, cast.other_pairing)]
    assert listed(cast, **{name: day, "hint": hint}) == [found.pk for found in reversed(twins)]


def test_the_same_text_is_a_hint_across_officers(cast):
    mine = visit(cast.pairing, date(2021, 9, 21), content=LONG)
    theirs = visit(cast.other_pairing, date(2021, 9, 22), content=LONG)
    visit(cast.pairing, date(2021, 9, 22), content="另说一事，与别人不同的一段话")
    visit(cast.pairing, date(2021, 9, 23), content="正常")
    visit(cast.other_pairing, date(2021, 9, 23), content="正常")
    visit(cast.pairing, date(2021, 9, 20), content=LONG, void="未到场")
    assert listed(cast, hint="text") == listed(cast, hint="any") == [theirs.pk, mine.pk]
    # a filter narrows what is shown, not what is compared
    answer = cast.client("director").get("/visits/", {"hint": "text", "officer": "林沐川"})
    assert [row.pk for row in answer.context["page"]] == [mine.pk]
    assert "与另外1条内容相同" in text_of(answer)


def test_several_of_one_minute_are_a_hint_unless_they_came_in_a_workbook(cast):
    clerk = cast.users["officer"]
    first = typed_at(cast.pairing, date(2021, 9, 20), at(2021, 9, 23, 10, 5), entered_by=clerk)
    second = typed_at(cast.pairing, date(2021, 9, 21), at(2021, 9, 23, 10, 5), entered_by=clerk)
    typed_at(cast.pairing, date(2021, 9, 22), at(2021, 9, 23, 10, 6), entered_by=clerk)
    visit_weekly(cast.other_pairing, [36, 37, 38])
    answer = cast.client("director").get("/visits/", {"hint": "minute"})
    assert [row.pk for row in answer.context["page"]] == [second.pk, first.pk]
    assert "同一账号同一分钟录入2条" in text_of(answer)


@pytest.mark.parametrize(("day", "found"), [(31, 5), (28, 0)])
def test_a_batch_at_the_months_end_is_a_hint(cast, day, found):
    for number in range(5):
        typed_at(
            cast.pairing, date(2021, 8, 10 + number), at(2021, 8, day, 9 + number), entered_by=cast.users["officer"]
        )
    typed_at(cast.pairing, date(2021, 8, day), at(2021, 8, day, 17), entered_by=cast.users["officer"])
    answer = cast.client("director").get("/visits/", {"hint": "batch"})
    assert len(answer.context["page"]) == found
    assert ("月末一天补记5条以前的走访" in text_of(answer)) == bool(found)


def rows_of(answer):
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()], book.active


def test_the_workbook_holds_what_the_filter_shows_and_the_log_says_so(cast):
    visit(cast.pairing, date(2021, 9, 21), content="看了车间", late_reason="漏记")
    visit(cast.other_pairing, TODAY)
    answer = cast.client("leader").post("/visits/export/?officer=lmc")
    rows, _ = rows_of(answer)
    assert len(rows) == 2
    assert rows[1][2:6] == ["林沐川", "沁渊精铸有限公司", "本人", "林沐川"]
    assert answer["Content-Disposition"].endswith(".xlsx")
    entry = LogEntry.objects.get()
    assert (entry.action, entry.note, entry.district) == ("导出走访", "1条；条件：officer=lmc", cast.district)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_text_is_never_a_formula(cast, text):
    visit(cast.pairing, TODAY, content=text)
    _, sheet = rows_of(cast.client("staff").post("/visits/export/"))
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["I2"].value == text


def test_too_many_are_refused_with_the_way_to_fewer(cast, monkeypatch):
    monkeypatch.setattr("enterprises.views.visits.MOST_ROWS", 1)
    visit(cast.pairing, TODAY)
    visit(cast.other_pairing, TODAY)
    answer = cast.client("staff").post("/visits/export/", follow=True)
    assert "请缩小日期范围后分次导出" in text_of(answer)


def test_an_officer_takes_no_list_away(cast):
    assert cast.client("officer").post("/visits/export/").status_code == 403


@pytest.fixture
def many(cast):
    def fill(rows):
        begun = Visit.objects.count()
        visits = [
            Visit(
                district=cast.district, pairing=cast.pairing, date=TODAY - timedelta(days=number),
                entered_at=at(2021, 9, 23), entered_by=cast.users["officer"], content=LONG, form_key=uuid.uuid4(),
            ).stamp()
            for number in range(begun, rows)
        ]  # fmt: skip
        Visit.number_all(visits)
        Visit.objects.bulk_create(visits)

    return fill


PAGES = {
    "visits": ("director", "/visits/"),
    "visits, hints": ("director", "/visits/?hint=any&since=2010-01-01"),
    "visits, own": ("officer", "/visits/"),
    "visit-new": ("officer", "/visits/new/"),
    "visit-new, office": ("director", "/visits/new/?q=lmc"),
    "visit": ("director", "/visits/{pk}/"),
    "months": ("director", "/months/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_same_queries_at_few_and_many_rows(cast, many, name):
    who, path = PAGES[name]
    client, asked = cast.client(who), []
    client.get("/")  # the first request writes when the session began
    for rows in (10, 1200):
        many(rows)
        asked.append(queries_of(client, path.format(pk=Visit.objects.first().pk)))
    assert asked == [COUNTS[name]] * 2
