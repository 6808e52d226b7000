"""月结: what is closed stands still until the office opens it again with a reason; late entries say why."""

from datetime import date

from enterprises.models import ClosedMonth, Visit
from officers.models import District, LogEntry
from tests.factories import at, visit
from tests.pages.reading import text_of

from .clock import TODAY

AUGUST = date(2021, 8, 1)
SEPTEMBER = date(2021, 9, 1)


def close(cast, month=AUGUST, who="staff", **more):
    return cast.client(who).post("/months/close/", {"month": month}, **more)


def test_closing_is_written_down_with_who_and_when(cast):
    answer = close(cast, follow=True)
    closed = ClosedMonth.objects.get()
    assert (closed.district, closed.starts, closed.ends) == (cast.district, AUGUST, date(2021, 8, 31))
    assert closed.closed_by == cast.users["staff"]
    assert LogEntry.objects.get().action == "月结"
    assert "2021年8月已月结" in text_of(answer)


def test_closing_takes_a_second_press_that_says_what_it_shuts(cast):
    visit(cast.pairing, date(2021, 8, 3))
    page = text_of(cast.client("staff").get("/months/"))
    assert "月结 有效走访1条，月结后不再登记、更正、作废；要改须写明原因重开。 确认月结" in page


def test_a_month_that_is_not_over_cannot_be_closed(cast):
    answer = close(cast, date(2021, 9, 30))
    assert answer.status_code == 422
    assert "2021年9月还没有过完，不能月结" in text_of(answer)
    assert not ClosedMonth.objects.exists()


def test_a_month_is_closed_once(cast):
    close(cast)
    answer = close(cast, who="director")
    assert answer.status_code == 422
    assert "这个月已经月结" in text_of(answer)


def test_in_a_closed_month_nothing_is_entered_voided_or_corrected(cast, typed, staff):
    old = visit(cast.pairing, date(2021, 8, 30), content="看了车间")
    ClosedMonth.close(cast.district, AUGUST, staff)
    office = cast.client("director")
    late = typed(day="other", date=date(2021, 8, 31), late_reason="漏记")
    answers = [
        office.post("/visits/new/", late),
        office.post(f"/visits/{old.pk}/void/", {"reason": "未到场", "version": 1}),
        office.post(f"/visits/{old.pk}/replace/", late | {"reason": "写错", "version": 1}),
        office.post(f"/visits/{old.pk}/replace/", typed(reason="写错", version=1)),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "2021年8月已经月结，要先由办公室重开这个月" in text_of(answer)
    assert list(Visit.objects.values_list("pk", "voided_at")) == [(old.pk, None)]


def test_the_officers_term_does_not_reach_into_a_closed_month(cast, typed, staff):
    cast.district.late_entry_days = 30
    cast.district.save()
    ClosedMonth.close(cast.district, AUGUST, staff)
    answer = cast.client("officer").post("/visits/new/", typed(day="other", date=date(2021, 8, 31)))
    assert "2021年8月已经月结" in text_of(answer)
    assert cast.client("officer").post("/visits/new/", typed(day="other", date=SEPTEMBER)).status_code == 302


def test_reopening_needs_a_reason_and_leaves_the_history(cast, typed, staff):
    closed = ClosedMonth.close(cast.district, AUGUST, staff)
    client = cast.client("director")
    assert client.post(f"/months/{closed.pk}/reopen/", {"reason": " "}).status_code == 422
    assert client.post(f"/months/{closed.pk}/reopen/", {"reason": "漏记一次"}).status_code == 302
    closed.refresh_from_db()
    assert (closed.reopened_by, closed.reopen_reason) == (cast.users["director"], "漏记一次")
    late = typed(day="other", date=date(2021, 8, 31), late_reason="漏记")
    assert client.post("/visits/new/", late).status_code == 302
    assert close(cast).status_code == 302
    assert ClosedMonth.objects.count() == 2
    assert "漏记一次" in text_of(client.get("/months/"))


def test_who_reopens_second_is_told(cast, staff):
    closed = ClosedMonth.close(cast.district, AUGUST, staff)
    closed.reopen(staff, "漏记")
    answer = cast.client("director").post(f"/months/{closed.pk}/reopen/", {"reason": "再来"})
    assert answer.status_code == 409
    assert ClosedMonth.objects.get().reopen_reason == "漏记"


def test_late_entry_is_the_offices_with_a_reason_that_everybody_sees(cast, typed):
    fields = typed(day="other", date=date(2021, 9, 1))
    answer = cast.client("staff").post("/visits/new/", fields)
    assert "走访已过7天，请写明补录原因" in text_of(answer)
    cast.client("staff").post("/visits/new/", fields | {"late_reason": "住院期间由同事代记"})
    found = Visit.objects.get()
    assert (found.late_reason, found.entered_by) == ("住院期间由同事代记", cast.users["staff"])
    page = text_of(cast.client("officer").get(f"/visits/{found.pk}/"))
    assert "补录原因" in page
    assert "住院期间由同事代记" in page


def test_a_reason_typed_without_need_makes_no_late_entry(cast, typed):
    cast.client("staff").post("/visits/new/", typed(late_reason="多写的"))
    assert Visit.objects.get().late_reason == ""


def test_an_officer_gives_no_reason_and_gets_no_longer_term(cast, typed):
    answer = cast.client("officer").post(
        "/visits/new/", typed(day="other", date=date(2021, 9, 1), late_reason="我来补")
    )
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_the_director_sets_the_term_and_the_clerk_does_not(cast):
    assert cast.client("staff").post("/months/late-entry/", {"days": 3}).status_code == 403
    refused = cast.client("director").post("/months/late-entry/", {"days": 61})
    assert (refused.status_code, refused.context["form"].errors["days"]) == (422, ["不能大于60"])
    assert 'id="id_days_error"' in refused.content.decode()
    assert cast.client("director").post("/months/late-entry/", {"days": 3}).status_code == 302
    assert District.objects.get(pk=cast.district.pk).late_entry_days == 3
    entry = LogEntry.objects.get()
    assert (entry.before, entry.after) == ({"late_entry_days": 7}, {"late_entry_days": 3})


def test_the_page_counts_valid_and_late_visits(cast):
    visit(cast.pairing, date(2021, 8, 3))
    visit(cast.pairing, date(2021, 8, 4), late_reason="漏记")
    visit(cast.pairing, date(2021, 8, 5), void="未到场")
    said = text_of(cast.client("staff").get("/months/"))
    assert "2021年8月 2条 1条" in " ".join(said.split())


def test_another_districts_month_is_not_there(cast, staff):
    closed = ClosedMonth.close(cast.elsewhere, AUGUST, staff)
    assert cast.client("staff").post(f"/months/{closed.pk}/reopen/", {"reason": "试"}).status_code == 404
    assert cast.client("staff").get("/months/?district=linyi").status_code == 404
    assert visit(cast.pairing, date(2021, 8, 3)).pk
    assert at(2021, 9, 24).date() == TODAY


def test_a_month_closed_long_ago_can_be_reopened_and_closed_again(cast, staff):
    visit(cast.pairing, date(2018, 3, 6))
    visit(cast.pairing, date(2018, 4, 6))
    closed = ClosedMonth.close(cast.district, date(2018, 3, 1), staff)
    office = cast.client("staff")
    row = office.get("/months/").context["rows"][-1]
    assert (row["month"], row["closed"], row["count"]) == (date(2018, 3, 1), closed, 1)
    assert len(office.get("/months/").context["rows"]) == 25
    office.post(f"/months/{closed.pk}/reopen/", {"reason": "漏记一次"})
    assert 'value="2018-03-01"' in office.get("/months/").content.decode()


def test_months_are_offered_from_the_first_record_on(cast):
    office = cast.client("staff")
    page = office.get("/months/")
    assert page.context["rows"] == []
    assert "从登记第一条走访的月份起" in text_of(page)
    visit(cast.pairing, date(2021, 7, 5))
    assert [row["month"].month for row in office.get("/months/").context["rows"]] == [8, 7]
    close(cast, date(2021, 5, 1))
    assert [row["month"].month for row in office.get("/months/").context["rows"]] == [8, 7, 6, 5]
