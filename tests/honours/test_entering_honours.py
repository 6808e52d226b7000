"""The office enters honours by document, confirms those of enterprises, corrects and voids them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enterprises.models import Honour, Pairing
from officers.models import LogEntry
from tests.counting import queries_of
from tests.factories import honour, make_enterprise, make_officer, pair
from tests.pages.reading import text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
DAY = date(2021, 6, 30)
FORM = {
    "target_kind": "officer", "target": "A01", "kind": "commendation", "level": "city", "date": "2021-06-30",
    "work": "惠企政策直达", "document_no": "市营商办〔2021〕18号",
}  # fmt: skip


@pytest.fixture
def staff(cast):
    return cast.client("staff")


def enter(client, **other):
    return client.post("/honours/new/", FORM | other)


def test_an_officers_own_counts_at_once(cast, staff):
    assert enter(staff).status_code == 302
    made = Honour.objects.get()
    assert (made.officer, made.service_related, made.year, made.entered_by) == (
        cast.officer, True, 2021, cast.users["staff"],
    )  # fmt: skip
    assert LogEntry.objects.get().action == "登记表彰通报"


def test_an_enterprises_waits_for_the_offices_word(cast, staff):
    answer = staff.post("/honours/new/", FORM | {"target_kind": "enterprise", "target": "沁渊"}, follow=True)
    made = Honour.objects.get()
    assert (made.enterprise, made.service_related, made.is_waiting) == (cast.enterprise, False, True)
    assert "确认服务相关后才计入" in text_of(answer)
    staff.post(f"/honours/{made.pk}/confirm/", {"version": 1, "related": "yes"})
    made.refresh_from_db()
    assert (made.service_related, made.is_confirmed, made.confirmed_by) == (True, True, cast.users["staff"])
    entry = LogEntry.objects.latest("pk")
    assert (entry.action, entry.before["service_related"], entry.after["service_related"]) == (
        "确认服务相关", False, True,
    )  # fmt: skip


def test_an_import_that_says_otherwise_does_not_stand_under_the_name_of_who_confirmed(cast, actor):
    made = honour(DAY, "技改", enterprise=cast.enterprise)
    made.confirm(actor, 1, True)
    Honour.objects.filter(pk=made.pk).update(service_related=False)
    made.refresh_from_db()
    assert not made.is_confirmed


def test_nobody_confirms_what_counts_for_themselves(cast):
    cast.officer.user = cast.users["staff"]
    cast.officer.save()
    made = honour(DAY, "技改", enterprise=cast.enterprise)
    answer = cast.client("staff").post(f"/honours/{made.pk}/confirm/", {"version": 1, "related": "no"})
    assert answer.status_code == 403
    assert "请由办公室其他人确认" in text_of(answer)
    made.refresh_from_db()
    assert made.version == 1
    other = cast.client("director").post(f"/honours/{made.pk}/confirm/", {"version": 1, "related": "no"})
    assert other.status_code == 302


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"target": "查无此人"}, "没有找到“查无此人”"),
        ({"date": "2098-01-01"}, "日期不能晚于今天"),
        ({"kind": "title", "level": ""}, "称号须写明级别"),
        ({"work": ""}, "工作事项"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(staff, other, said):
    answer = enter(staff, **other)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "市营商办〔2021〕18号" in answer.content.decode()
    assert not Honour.objects.exists()


def test_of_several_people_of_one_name_the_codes_are_told(cast, staff):
    make_officer(cast.district, "A09", "林沐川")
    answer = enter(staff, target="林沐川")
    assert answer.status_code == 422
    assert "A01" in text_of(answer)
    assert "A09" in text_of(answer)
    assert enter(staff, target="A09").status_code == 302


def test_the_same_honour_twice_is_refused_with_a_sentence(staff):
    enter(staff)
    answer = enter(staff)
    assert answer.status_code == 422
    assert "这一表彰通报已经登记" in text_of(answer)


def test_a_criticism_of_a_document_that_stands_already_is_hinted_at(cast, staff):
    criticism = {"kind": "criticism", "level": "", "document_no": "河示〔2021〕9号"}
    first = staff.post("/honours/new/", FORM | criticism, follow=True)
    assert "已登记过通报批评" not in text_of(first)
    second = staff.post(
        "/honours/new/", FORM | criticism | {"target_kind": "enterprise", "target": "沁渊"}, follow=True
    )
    assert "文号河示〔2021〕9号已登记过通报批评" in text_of(second)
    without = {"kind": "criticism", "level": "", "document_no": "", "date": "2021-06-29"}
    enter(staff, **without)
    third = staff.post("/honours/new/", FORM | without | {"date": "2021-06-28"}, follow=True)
    assert "已登记过通报批评" not in text_of(third)


def test_two_who_correct_at_once_the_second_is_shown_what_stands(cast, staff):
    made = honour(DAY, "技改", officer=cast.officer)
    path = f"/honours/{made.pk}/correct/"
    assert staff.post(path, FORM | {"version": 1, "work": "甲"}).status_code == 302
    answer = cast.client("director").post(path, FORM | {"version": 1, "work": "乙"})
    assert answer.status_code == 409
    assert "刚被别人改过" in text_of(answer)
    assert 'value="甲"' in answer.content.decode()
    made.refresh_from_db()
    assert made.work == "甲"


def test_a_record_that_turns_out_to_be_of_an_enterprise_is_confirmed_anew(cast, staff):
    made = honour(DAY, "技改", officer=cast.officer)
    answer = staff.post(
        f"/honours/{made.pk}/correct/", FORM | {"version": 1, "target_kind": "enterprise", "target": "沁渊"}
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.officer, made.enterprise, made.service_related, made.is_waiting) == (
        None, cast.enterprise, False, True,
    )  # fmt: skip


def test_a_void_record_stays_visible_with_its_reason_and_cannot_be_changed(cast, staff):
    made = honour(DAY, "技改", officer=cast.officer)
    staff.post(f"/honours/{made.pk}/void/", {"version": 1, "reason": "文件已撤销"})
    shown = staff.get(f"/honours/{made.pk}/")
    assert "文件已撤销" in text_of(shown)
    assert "更正</a>" not in shown.content.decode()
    assert staff.get(f"/honours/{made.pk}/correct/").status_code == 404
    assert staff.post(f"/honours/{made.pk}/confirm/", {"version": 2, "related": "no"}).status_code == 409
    assert "技改" not in text_of(staff.get("/honours/"))
    assert "技改" in text_of(staff.get("/honours/?state=void"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=linmuchuan", {"技改"}), ("q=沁渊", {"防汛"}), ("q=44号", {"防汛"}), ("q=防", {"防汛"}),
        ("target=enterprise", {"防汛"}), ("kind=criticism", {"台账"}), ("level=city", {"技改"}),
        ("year=2020", {"台账"}), ("state=waiting", {"防汛"}), ("year=x", {"技改", "防汛", "台账"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(cast, staff, asked, found):
    honour(DAY, "技改", level="city", officer=cast.officer)
    made = honour(DAY, "防汛", document="区管办〔2021〕44号", enterprise=cast.enterprise)
    Honour.objects.filter(pk=made.pk).update(service_related=False)
    honour(date(2020, 3, 9), "台账", Honour.Kind.CRITICISM, officer=cast.other_officer)
    page = staff.get(f"/honours/?{asked}").context["page"]
    assert {one.work for one in page} == found


def test_an_officer_reads_the_own_ones_and_those_of_the_own_enterprises(cast):
    honour(DAY, "技改", officer=cast.officer)
    honour(DAY, "防汛", enterprise=cast.enterprise)
    honour(DAY, "供热", officer=cast.other_officer)
    honour(DAY, "检查", enterprise=cast.other_enterprise)
    said = text_of(cast.client("officer").get("/honours/"))
    assert "技改" in said
    assert "防汛" in said
    assert "供热" not in said
    assert "检查" not in said


def test_who_handed_an_enterprise_over_reads_its_honours_until_then(cast):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=DAY)
    pair(cast.other_officer, cast.enterprise, DAY + timedelta(days=1))
    honour(DAY, "防汛", enterprise=cast.enterprise)
    honour(DAY + timedelta(days=1), "供热", enterprise=cast.enterprise)
    read = {who: text_of(cast.client(who).get("/honours/")) for who in ("officer", "other_officer")}
    assert ("防汛" in read["officer"], "供热" in read["officer"]) == (True, False)
    assert ("防汛" in read["other_officer"], "供热" in read["other_officer"]) == (True, True)


def test_text_is_shown_as_text_and_exported_as_text(cast, staff, tmp_path):
    honour(DAY, "<script>alert(1)</script>", document="=1+1", officer=cast.officer)
    assert "<script>alert" not in staff.get("/honours/").content.decode()
    answer = staff.post("/honours/export/")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    book = tmp_path / "out.xlsx"
    book.write_bytes(answer.content)
    row = list(load_workbook(book).active.values)[1]
    assert row[5] == "=1+1"
    assert row[6].startswith("<script>")
    assert load_workbook(book).active["F2"].data_type == "s"


def test_merging_on_the_page(cast, staff):
    honour(DAY, "园区供热改造", officer=cast.officer)
    second = honour(DAY + timedelta(days=9), "园区供热改造工作", officer=cast.officer)
    pair = {"year": 2021, "officer": cast.officer.pk, "first": "园区供热改造", "second": "园区供热改造工作"}
    assert "写法相似" in text_of(staff.get("/honours/same-works/?year=2021"))
    said = staff.post("/honours/same-works/decide/", pair, follow=True)
    assert "请选保留哪个写法" in text_of(said)
    said = staff.post("/honours/same-works/decide/", pair | {"keep": "园区供热改造"}, follow=True)
    assert "已把1条改为“园区供热改造”" in text_of(said)
    second.refresh_from_db()
    assert second.work == "园区供热改造"
    said = staff.post("/honours/same-works/decide/", pair | {"keep": "园区供热改造"}, follow=True)
    assert "已经处理过" in text_of(said)


def test_what_would_become_one_record_is_not_merged_but_told_how_to_go_on(cast, staff):
    honour(DAY, "园区供热改造", level="province", officer=cast.officer)
    second = honour(DAY, "园区供热改造工作", level="city", officer=cast.officer)
    pair = {"year": 2021, "officer": cast.officer.pk, "first": "园区供热改造", "second": "园区供热改造工作"}
    said = text_of(staff.post("/honours/same-works/decide/", pair | {"keep": "园区供热改造"}, follow=True))
    assert "2021-0002与2021-0001的对象、日期、类型都相同" in said
    assert "请打开级别较低或重复登记的一条，点“作废”" in said
    assert set(Honour.objects.values_list("work", "version")) == {("园区供热改造", 1), ("园区供热改造工作", 1)}
    staff.post(f"/honours/{second.pk}/void/", {"version": 1, "reason": "与2021-0001是同一项工作"})
    assert "没有待核对的工作事项" in text_of(staff.get("/honours/same-works/?year=2021"))


def test_keeping_apart_on_the_page(cast, staff):
    honour(DAY, "园区供热改造", officer=cast.officer)
    honour(DAY, "园区供热改造工作", officer=cast.officer)
    pair = {"year": 2021, "officer": cast.officer.pk, "first": "园区供热改造", "second": "园区供热改造工作"}
    said = staff.post("/honours/same-works/decide/", pair | {"different": "1"}, follow=True)
    assert "没有待核对的工作事项" in text_of(said)


def test_lists_ask_the_same_at_10_and_at_10000_rows(cast, staff):
    def fill(count):
        first = Honour.objects.count() + 1
        Honour.objects.bulk_create(
            Honour(
                district=cast.district, year=2021, serial=n, date=DAY, kind="commendation", level="city",
                work=f"工作{n}", document_no=f"{n}号", enterprise=cast.enterprise, service_related=True,
                entered_at=cast.pairing.entered_at,
            )
            for n in range(first, count + 1)
        )  # fmt: skip

    make_enterprise(cast.district, "无表彰企业")
    fill(10)
    staff.get("/honours/")  # a session begins with a write of its own
    few = [queries_of(staff, "/honours/"), queries_of(staff, "/honours/export/")]
    fill(10_000)
    assert [queries_of(staff, "/honours/"), queries_of(staff, "/honours/export/")] == few == COUNTS["honours"]
