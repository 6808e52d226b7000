"""A year's arrangement counts once a second person has approved it, and the deadlines it moves are listed (T48)."""

from datetime import date

import pytest
from django.db import IntegrityError

from enterprises.approve_calendar import approve, foresee
from officers.actor import Actor
from officers.models import CalendarChange, LogEntry, StaleRecord, WorkDay
from officers.next_year import missing_arrangement
from officers.workdays import DayEntry
from tests.counting import queries_of
from tests.factories import at, hand_in, raise_issue
from tests.pages.reading import text_of

# 2027 is in no package yet: 1 March is a Monday
FORM = {"scope": "year", "year": "2027", "document_no": "国办发明电〔2026〕7号"}
LIST = "1月1日至3日 否 元旦\n1月4日至6日 否 元旦\n1月9日 是 元旦调休上班"
ENTERED, APPROVED = at(2026, 12, 20), at(2026, 12, 21)


@pytest.fixture
def director(cast):
    return Actor("何景澄", APPROVED, user=cast.users["director"])


def enter(cast, scope="year", document="国办发明电〔2026〕7号", year=2027, **days):
    told = {day.replace("_", "-").strip("d"): list(entry) for day, entry in days.items()}
    change = CalendarChange(district=cast.district, year=year, scope=scope, document_no=document, days=told)
    return change.enter(Actor("温以宁", ENTERED, user=cast.users["staff"]))


def calendar(cast):
    return WorkDay.objects.calendar(cast.district)


REST = {"d2027_01_04": (False, "元旦"), "d2027_01_05": (False, "元旦"), "d2027_01_06": (False, "元旦")}


def test_what_is_entered_does_not_count_before_it_is_approved(cast, director):
    change = enter(cast, **REST)
    assert calendar(cast).is_workday(date(2027, 1, 5))
    assert calendar(cast).is_provisional(date(2027, 3, 1))
    approve(change, director, 1)
    assert not calendar(cast).is_workday(date(2027, 1, 5))
    assert not calendar(cast).is_provisional(date(2027, 3, 1))
    assert (change.approved_by, change.approved_at) == (cast.users["director"], APPROVED)
    assert LogEntry.objects.filter(action="复核日历变更").count() == 1


def test_nobody_approves_what_they_have_entered(cast):
    change = enter(cast, **REST)
    with pytest.raises(IntegrityError, match=r"calendar_two_people|CHECK"):
        approve(change, Actor("温以宁", APPROVED, user=cast.users["staff"]), 1)


def test_a_command_without_a_person_approves_nothing(cast):
    change = enter(cast, **REST)
    with pytest.raises(IntegrityError):
        approve(change, Actor.command("calendar", APPROVED), 1)


def test_of_two_who_approve_at_once_the_second_is_told(cast, director):
    change = enter(cast, **REST)
    same = CalendarChange.objects.get(pk=change.pk)
    approve(change, director, 1)
    with pytest.raises(StaleRecord):
        approve(same, director, 1)


def test_what_was_taken_back_is_never_approved(cast, director):
    change = enter(cast, **REST)
    change.void(director, 1, "漏行")
    with pytest.raises(StaleRecord):
        approve(change, director, 2)
    assert not WorkDay.objects.exists()


def test_the_deadlines_that_move_are_listed_and_kept(cast, director):
    raise_issue(cast.enterprise, "W1", date(2026, 12, 30), "诉求")
    raise_issue(cast.enterprise, "W2", date(2026, 12, 30), "诉求", ("closed", date(2026, 12, 31)))
    raise_issue(cast.enterprise, "W3", date(2026, 11, 2), "诉求", ("closed", date(2026, 11, 3)))
    raise_issue(cast.enterprise, "W4", date(2026, 12, 30), "诉求", ("withdrawn", date(2026, 12, 31)))
    hand_in(cast.officer, 11, at(2026, 12, 4), at(2026, 12, 31), year=2026)
    change = enter(cast, **REST)
    moved = [(one["what"], one["whose"], one["old"], one["new"]) for one in foresee(change, director)]
    assert moved == [
        ("2026年12月工作台账", "全体首席服务官", "2027-01-05", "2027-01-07"),
        ("2026年11月工作台账重报", "林沐川", "2027-01-06", "2027-01-11"),
        ("企业问题W1", "沁渊精铸有限公司", "2027-01-11", "2027-01-14"),
    ]
    approve(change, director, 1)
    change.refresh_from_db()
    assert [one["what"] for one in change.moved] == [what for what, *_ in moved]


def test_a_closed_issue_is_listed_when_the_verdict_changes(cast, director):
    raise_issue(cast.enterprise, "W1", date(2026, 12, 30), "诉求", ("closed", date(2027, 1, 12)))
    change = enter(cast, **REST)
    later = Actor("何景澄", at(2027, 2, 1), user=cast.users["director"])
    assert [one["what"] for one in foresee(change, later)] == ["企业问题W1"]


def test_the_list_asks_the_same_whatever_the_number_of_issues(cast, director, django_assert_num_queries):
    change = enter(cast, **REST)
    for number in range(3):
        raise_issue(cast.enterprise, f"W{number}", date(2026, 12, 30), "诉求")
    with django_assert_num_queries(8):
        foresee(change, director)
    for number in range(3, 40):
        raise_issue(cast.enterprise, f"W{number}", date(2026, 12, 30), "诉求")
    with django_assert_num_queries(8):
        foresee(change, director)


def test_a_later_arrangement_takes_back_days_that_it_no_longer_names(cast, director):
    WorkDay.objects.create(district=cast.district, day=date(2027, 5, 20), is_workday=False, note="区庆")
    approve(enter(cast, **REST), director, 1)
    second = enter(cast, document="国办发明电〔2027〕1号", d2027_01_04=(False, "元旦"))
    assert set(second.superseded()) == {date(2027, 1, 5), date(2027, 1, 6)}
    assert WorkDay.objects.calendar(cast.district, second).is_workday(date(2027, 1, 5))
    approve(second, director, 1)
    assert set(WorkDay.objects.values_list("day", flat=True)) == {date(2027, 1, 4), date(2027, 5, 20)}


def test_single_days_leave_the_year_provisional_and_the_arrangement_alone(cast, director):
    approve(enter(cast, scope="days", d2027_03_09=(False, "区庆")), director, 1)
    assert calendar(cast).reason(date(2027, 3, 9)) == "区庆"
    assert calendar(cast).is_provisional(date(2027, 3, 10))


def test_what_a_workbook_says_counts_at_once_as_before(cast):
    WorkDay.objects.create(district=cast.district, day=date(2027, 3, 9), is_workday=False, note="区庆")
    assert not calendar(cast).is_workday(date(2027, 3, 9))


@pytest.mark.parametrize(
    ("month", "said"), [(10, None), (11, "2027年放假安排尚未录入"), (12, "2027年放假安排尚未录入")]
)
def test_the_office_is_warned_from_the_first_of_november(cast, month, said):
    found = missing_arrangement(cast.district, date(2026, month, 1))
    assert found is None if said is None else said in found


def test_the_warning_ends_with_the_approval(cast, director):
    change = enter(cast, **REST)
    assert "待第二人复核" in missing_arrangement(cast.district, date(2026, 12, 1))
    approve(change, director, 1)
    assert missing_arrangement(cast.district, date(2026, 12, 1)) is None
    assert missing_arrangement(cast.elsewhere, date(2026, 12, 1))


def test_on_the_pages_one_enters_and_another_approves(cast):
    staff, boss = cast.client("staff"), cast.client("director")
    said = staff.post("/calendar/changes/new/", FORM | {"days": LIST}, follow=True)
    change = CalendarChange.objects.get()
    assert change.entries[date(2027, 1, 9)] == DayEntry(True, "元旦调休上班")
    assert "须由办公室另一人" in text_of(said)
    path = f"/calendar/changes/{change.pk}/"
    assert staff.post(f"{path}approve/", {"version": 1}).status_code == 403
    assert "须由录入人以外的人复核" in text_of(staff.post(f"{path}approve/", {"version": 1}))
    assert boss.post(f"{path}approve/", {"version": 9}).status_code == 409
    assert "复核无误" in text_of(boss.get(path))
    assert "已生效" in text_of(boss.post(f"{path}approve/", {"version": 1}, follow=True))
    assert boss.post(f"{path}reject/", {"version": 2, "reason": "晚了"}).status_code == 409
    shown = text_of(cast.client("officer").get("/calendar/?year=2027"))
    assert "正式" in shown
    assert "国办发明电〔2026〕7号" in shown


def test_a_list_that_cannot_be_read_is_refused_with_its_lines_and_kept(cast):
    answer = cast.client("staff").post("/calendar/changes/new/", FORM | {"days": "2027-13-40 否"})
    assert answer.status_code == 422
    assert "第1行：不是日期" in text_of(answer)
    assert "2027-13-40 否</textarea>" in answer.content.decode()


def test_a_second_arrangement_of_a_year_waits_for_the_first(cast):
    staff = cast.client("staff")
    staff.post("/calendar/changes/new/", FORM | {"days": LIST})
    answer = staff.post("/calendar/changes/new/", FORM | {"days": LIST})
    assert answer.status_code == 422
    assert "已有待复核的放假安排" in text_of(answer)


def test_what_was_taken_back_is_entered_anew_from_its_days(cast):
    change = enter(cast, **REST)
    boss = cast.client("director")
    boss.post(f"/calendar/changes/{change.pk}/reject/", {"version": 1, "reason": "漏了2月"})
    assert "漏了2月" in text_of(boss.get(f"/calendar/changes/{change.pk}/"))
    assert "2027-01-04 否 元旦" in text_of(boss.get(f"/calendar/changes/new/?again={change.pk}"))


def test_each_year_says_whether_it_is_final_and_asks_the_same(cast):
    officer = cast.client("officer")
    assert "正式" in text_of(officer.get("/calendar/?year=2021"))
    assert "暂定" in text_of(officer.get("/calendar/?year=2031"))
    few = queries_of(officer, "/calendar/?year=2021")
    WorkDay.objects.bulk_create(
        WorkDay(district=cast.district, day=date(2021, 1, day), is_workday=True) for day in range(1, 31)
    )
    assert queries_of(officer, "/calendar/?year=2021") == few


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", "国办发明电〔2026〕7号"),
        ("?scope=year", "国办发明电〔2026〕7号"),
        ("?scope=days", "区管办〔2026〕12号"),
        ("?scope=x", "国办发明电〔2026〕7号"),
    ],
)
def test_the_example_of_a_document_number_fits_what_is_entered(cast, query, number):
    assert f"如：{number}" in text_of(cast.client("staff").get(f"/calendar/changes/new/{query}"))
