"""Records of discipline are seen by the director, the leading group and oversight; nothing follows from them."""

import pytest

from enterprises.models import Discipline
from officers.models import LogEntry
from tests.factories import compute_run
from tests.pages.reading import text_of

FORM = {
    "officer": "林沐川", "date": "2021-03-09", "kind": "expense", "facts": "在企业报销个人费用",
    "document_no": "区纪〔2021〕3号",
    "reported_by": "区纪工委",
}  # fmt: skip


@pytest.fixture
def director(cast):
    return cast.client("director")


def test_the_director_enters_and_voids_and_the_record_stays_visible(cast, director):
    assert director.post("/disciplines/", FORM).status_code == 302
    made = Discipline.objects.get()
    assert (made.officer, made.entered_by) == (cast.officer, cast.users["director"])
    director.post(f"/disciplines/{made.pk}/void/", {"version": 1, "reason": "查无实据"})
    said = text_of(director.get("/disciplines/"))
    assert "查无实据" in said
    assert "在企业报销个人费用" in said
    assert [one.action for one in LogEntry.objects.order_by("pk")] == ["登记工作纪律记录", "作废工作纪律记录"]


def test_the_log_tells_that_there_is_a_record_and_none_of_its_words(cast, director):
    """Administrators read the log, and not the records."""
    director.post("/disciplines/", FORM)
    director.post(f"/disciplines/{Discipline.objects.get().pk}/void/", {"version": 1, "reason": "查无实据"})
    admin = cast.client("admin")
    assert admin.get("/disciplines/").status_code == 404
    said = text_of(admin.get("/log/"))
    assert all(word in said for word in ("登记工作纪律记录", "作废工作纪律记录", "报销费用", FORM["document_no"]))
    kept = str(list(LogEntry.objects.values()))
    assert not [word for word in (FORM["facts"], FORM["reported_by"], "查无实据") if word in said or word in kept]


@pytest.mark.parametrize("missing", ["facts", "document_no", "reported_by", "officer"])
def test_grounds_are_needed(director, missing):
    assert director.post("/disciplines/", FORM | {missing: ""}).status_code == 422
    assert not Discipline.objects.exists()


def test_a_director_who_is_an_officer_neither_enters_nor_reads_their_own(cast, director):
    cast.officer.user = cast.users["director"]
    cast.officer.save()
    answer = director.post("/disciplines/", FORM)
    assert answer.status_code == 422
    assert "不能登记本人的记录" in text_of(answer)
    made = Discipline(
        district=cast.district, officer=cast.officer, date="2021-03-09", kind="other", year=2021, serial=1
    )
    made.facts, made.document_no, made.reported_by, made.entered_at = (
        "收受礼品",
        "1号",
        "区纪工委",
        cast.pairing.entered_at,
    )
    made.save()
    assert "收受礼品" not in text_of(director.get("/disciplines/"))
    assert director.post(f"/disciplines/{made.pk}/void/", {"version": 1, "reason": "无"}).status_code == 404
    assert "收受礼品" in text_of(cast.client("oversight").get("/disciplines/"))


def test_the_offices_staff_and_officers_do_not_see_them(cast, director):
    director.post("/disciplines/", FORM)
    assert {cast.client(name).get("/disciplines/").status_code for name in ("staff", "officer", "other_officer")} == {
        404
    }


def test_no_points_follow(cast, director):
    before = compute_run(cast.district).sheets.get(code="A01").digest
    director.post("/disciplines/", FORM)
    assert compute_run(cast.district).sheets.get(code="A01").digest == before
