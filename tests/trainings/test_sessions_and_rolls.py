"""A session is entered with its roll on one form, corrected by version, counted by officer, exported; no points."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from enterprises.models import Attendance, Training
from officers.models import LogEntry, Officer
from tests.counting import queries_of
from tests.factories import grant, make_officer, make_unit
from tests.pages.reading import text_of

FORM = {"date": "2021-03-09", "topic": "惠企政策解读", "place": "区会议中心", "hours": "3"}


@pytest.fixture
def staff(cast):
    return cast.client("staff")


def keys(cast):
    return f"officer-{cast.officer.pk}", f"officer-{cast.other_officer.pk}", f"deputy-{cast.deputy.pk}"


def enter(cast, client, **more):
    one, other, deputy = keys(cast)
    roll = {"called": [one, other], "present": [one], f"reason-{deputy}": "外出招商"}
    return client.post("/trainings/new/", FORM | roll | more)


def states():
    return {str(one.person): one.told for one in Attendance.objects.all()}


def test_who_came_who_was_on_leave_and_who_was_absent(cast, staff):
    assert enter(cast, staff).status_code == 302
    assert states() == {"林沐川": "到", "苏若岚": "缺", "白予安": "请假（外出招商）"}
    (entry,) = LogEntry.objects.filter(action="登记业务培训")
    assert entry.after["attendance"] == states()


def test_a_correction_replaces_the_roll_and_both_stand_in_the_log(cast, staff):
    enter(cast, staff)
    held = Training.objects.get()
    one, other, _ = keys(cast)
    staff.post(f"/trainings/{held.pk}/", FORM | {"version": 1, "present": [one, other]})
    assert states() == {"林沐川": "到", "苏若岚": "到"}
    entry = LogEntry.objects.get(action="更正业务培训")
    assert (entry.before["attendance"]["苏若岚"], entry.after["attendance"]["苏若岚"]) == ("缺", "到")


def test_two_who_correct_at_once_the_second_changes_nothing(cast, staff):
    enter(cast, staff)
    held, (one, other, _) = Training.objects.get(), keys(cast)
    staff.post(f"/trainings/{held.pk}/", FORM | {"version": 1, "present": [one]})
    answer = cast.client("director").post(f"/trainings/{held.pk}/", FORM | {"version": 1, "present": [other]})
    assert answer.status_code == 409
    assert states() == {"林沐川": "到"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"hours": "0"}, "学时须大于0"),
        ({"date": "2098-01-01"}, "日期不能晚于今天"),
        ({"called": [], "present": []}, "请勾选参加培训的人"),
    ],
)
def test_what_is_wrong_is_said(cast, staff, more, said):
    answer = staff.post("/trainings/new/", FORM | {"present": [keys(cast)[0]]} | more)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("whose", "reason", "said"),
    [(0, "开会", "林沐川已签到，不必写请假事由"), (2, "开\0会", "白予安的请假事由含有不能保存的字符")],
    ids=["who-came", "null-character"],
)
def test_a_reason_that_cannot_be_is_refused(cast, staff, whose, reason, said):
    answer = enter(cast, staff, **{f"reason-{keys(cast)[whose]}": reason})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Training.objects.exists()


def test_people_of_another_district_are_not_called(cast, staff):
    foreign = make_officer(cast.elsewhere, "Z01", "外区人")
    enter(cast, staff, called=[f"officer-{foreign.pk}", keys(cast)[0]])
    assert "外区人" not in states()


def test_each_officer_is_counted_by_year_and_void_sessions_are_not(cast, staff):
    enter(cast, staff)
    people = staff.get("/trainings/?year=2021").context["people"]
    assert [(one["officer__code"], one["present"], one["absent"]) for one in people] == [("A01", 1, 0), ("A02", 0, 1)]
    staff.post(f"/trainings/{Training.objects.get().pk}/void/", {"version": 1, "reason": "重复登记"})
    assert "2021年还没有培训记录" in text_of(staff.get("/trainings/?year=2021"))


def test_officers_of_two_districts_with_one_code_and_name_are_two_people(cast, staff):
    enter(cast, staff)
    grant(cast.users["staff"], "office_staff", cast.elsewhere)
    twin = make_officer(cast.elsewhere, "A01", "林沐川")
    Officer.objects.filter(pk=twin.pk).update(unit=make_unit(cast.elsewhere, "区工信局"))
    staff.post("/trainings/new/", FORM | {"district": cast.elsewhere.pk, "called": [f"officer-{twin.pk}"]})
    people = staff.get("/trainings/?year=2021").context["people"]
    assert [(one["officer_id"], one["present"], one["absent"]) for one in people] == [
        (cast.officer.pk, 1, 0), (twin.pk, 0, 1), (cast.other_officer.pk, 0, 1),
    ]  # fmt: skip


def test_the_export_has_a_row_for_everybody_called(cast, staff):
    enter(cast, staff)
    rows = list(load_workbook(BytesIO(staff.post("/trainings/export/?year=2021").content)).active.values)
    assert [(row[4], row[6], row[7]) for row in rows[1:]] == [
        ("林沐川", "到", None), ("苏若岚", "缺", None), ("白予安", "请假", "外出招商"),
    ]  # fmt: skip


def test_the_list_asks_the_same_whatever_its_length(cast, staff):
    enter(cast, staff)
    staff.get("/trainings/?year=2021")
    few = queries_of(staff, "/trainings/?year=2021")
    Training.objects.bulk_create(
        Training(
            district=cast.district, year=2021, serial=n, date="2021-03-09", topic=f"第{n}讲", hours=1,
            entered_at=cast.pairing.entered_at,
        )
        for n in range(10, 500)
    )  # fmt: skip
    assert queries_of(staff, "/trainings/?year=2021") == few
