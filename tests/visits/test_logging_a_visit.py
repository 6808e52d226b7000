"""记走访: who may, under which pairing, on which day, and what stands there afterwards."""

from datetime import date

import pytest
from django.utils.html import escape

from enterprises.models import Policy, Visit
from officers.models import Deputy, LogEntry
from tests.factories import grant, make_enterprise, make_user, pair, visit
from tests.pages.reading import text_of

from .clock import NOW, TODAY, YESTERDAY

NEW = "/visits/new/"


def log(cast, who, fields):
    return cast.client(who).post(NEW, fields)


def problems(answer):
    assert answer.status_code == 422
    return text_of(answer)


def test_an_officer_logs_today_in_one_form(cast, typed):
    answer = log(cast, "officer", typed(work=["briefing", "learn", "help"]))
    found = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/visits/{found.pk}/")
    assert (found.pairing, found.date, found.visitor, found.is_briefing) == (cast.pairing, TODAY, "officer", True)
    assert (found.did, found.entered_by, found.entered_at) == (
        "宣讲政策、了解情况、帮办事项",
        cast.users["officer"],
        NOW,
    )
    assert LogEntry.objects.get().action == "登记走访"


@pytest.mark.parametrize("who", ["deputy", "liaison"])
def test_who_types_for_the_officer_is_named_and_the_visit_is_the_officers(cast, typed, who):
    log(cast, who, typed())
    found = Visit.objects.get()
    assert (found.entered_by, found.visitor) == (cast.users[who], "officer")


def test_a_deputys_own_visit_is_preselected_and_kept_apart(cast, typed):
    page = cast.client("deputy").get(NEW).content.decode()
    assert 'value="deputy" checked' in page
    log(cast, "deputy", typed(visitor="deputy"))
    assert Visit.objects.get().visitor_name == "白予安"


def test_nobody_logs_under_another_officers_pairing(cast, typed):
    answer = log(cast, "officer", typed(pairing=cast.other_pairing.pk))
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_a_deputy_of_another_district_sees_nothing_of_this_one(cast, typed):
    stranger = make_user("other", "外区")
    grant(stranger, "deputy", cast.elsewhere)
    Deputy.objects.filter(pk=cast.deputy.pk).update(user=stranger)
    cast.users["other"] = stranger
    assert log(cast, "other", typed()).status_code == 422
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 9, 25), "日期不能晚于今天（9月24日）"),
        (date(2021, 9, 16), "走访后7天内可以补记（现在是9月17日以后的）；更早的请办公室写明原因补录"),
        (date(2020, 5, 31), "与这家企业的结对从2020年6月1日起"),
        ("", "请选走访日期"),
    ],
)
def test_a_day_that_is_not_allowed_is_refused_at_its_field(cast, typed, day, said):
    assert said in problems(log(cast, "officer", typed(day="other", date=day)))
    assert not Visit.objects.exists()


def test_the_last_day_of_the_term_is_still_taken(cast, typed):
    log(cast, "officer", typed(day="other", date=date(2021, 9, 17)))
    assert Visit.objects.get().date == date(2021, 9, 17)


def test_the_district_sets_the_term(cast, typed):
    cast.district.late_entry_days = 3
    cast.district.save()
    assert "走访后3天内可以补记" in problems(log(cast, "officer", typed(day="other", date=date(2021, 9, 20))))


def test_a_pairing_that_has_ended_takes_visits_of_its_days_only(cast, typed):
    ended = pair(cast.officer, make_enterprise(cast.district, "远岫机电"), ends=date(2021, 9, 20))
    assert "到2021年9月20日止" in problems(log(cast, "officer", typed(pairing=ended.pk)))
    log(cast, "officer", typed(pairing=ended.pk, day="other", date=date(2021, 9, 20)))
    assert Visit.objects.get().pairing == ended


def test_without_a_deputy_nobody_else_went(cast, typed):
    fields = typed(pairing=cast.other_pairing.pk, visitor="deputy")
    assert "这家企业没有分包人" in problems(log(cast, "liaison", fields))


def test_the_second_of_a_day_is_refused_with_the_way_to_the_first(cast, typed):
    first = visit(cast.pairing, TODAY)
    answer = log(cast, "officer", typed())
    assert "这一天对这家企业的走访已经登记" in problems(answer)
    assert f'href="/visits/{first.pk}/"' in answer.content.decode()
    assert Visit.objects.count() == 1


def test_policies_are_kept_only_of_a_briefing(cast, typed):
    policy = Policy.objects.create(district=cast.district, name="稳岗返还")
    log(cast, "officer", typed(policies=[policy.pk]))
    log(cast, "officer", typed(policies=[policy.pk], work=["briefing"], day=YESTERDAY))
    assert list(Visit.objects.order_by("date").values_list("policies", flat=True)) == ["稳岗返还", ""]


def test_the_page_names_this_weeks_state_and_offers_the_unvisited_first(cast):
    other = pair(cast.officer, make_enterprise(cast.district, "远岫机电"))
    visit(cast.pairing, date(2021, 9, 22))
    visit(other, date(2021, 9, 14))
    page = cast.client("officer").get(NEW)
    said = text_of(page)
    assert "本周已到：9月22日" in said
    assert "本周未到，上次9月14日" in said
    assert said.index("远岫机电") < said.index("沁渊精铸")
    assert f'value="{other.pk}" required checked' in page.content.decode()


def test_a_void_visit_is_no_visit_of_this_week(cast):
    visit(cast.pairing, date(2021, 9, 22), void="未到场")
    assert "本周未到" in text_of(cast.client("officer").get(NEW))


def test_the_pairing_of_the_address_is_chosen(cast):
    other = pair(cast.officer, make_enterprise(cast.district, "远岫机电"))
    page = cast.client("officer").get(NEW, {"pairing": other.pk}).content.decode()
    assert f'value="{other.pk}" required checked' in page


def test_five_hundred_characters_and_no_more(cast, typed):
    assert log(cast, "officer", typed(content="字" * 500)).status_code == 302
    assert log(cast, "officer", typed(content="字" * 501, day=YESTERDAY)).status_code == 422


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "＜script＞", '"><img src=x onerror=alert(1)>'])
def test_what_is_typed_is_never_markup(cast, typed, text):
    log(cast, "officer", typed(content=text))
    found = Visit.objects.get()
    client = cast.client("director")
    for path in (f"/visits/{found.pk}/", "/visits/", f"/visits/{found.pk}/replace/"):
        assert text not in client.get(path).content.decode().replace("＜script＞", "")
        assert escape(text) in client.get(path).content.decode()


@pytest.mark.parametrize("ends", [None, YESTERDAY], ids=["in-force", "ended"])
@pytest.mark.parametrize("who", ["officer", "staff"])
def test_a_new_issue_is_registered_next_with_the_enterprise_and_the_day_filled_in(cast, typed, who, ends):
    other = pair(cast.officer, make_enterprise(cast.district, "第二家"), date(2020, 6, 1), ends)
    answer = log(cast, who, typed(pairing=other.pk, raised="on", day=YESTERDAY))
    assert answer["Location"] == f"/issues/new/?enterprise={other.enterprise.pk}&raised_on={YESTERDAY.isoformat()}"
    form = cast.client(who).get(answer["Location"]).context["form"]
    assert (str(form["enterprise"].value()), str(form["raised_on"].value())) == (
        str(other.enterprise.pk),
        YESTERDAY.isoformat(),
    )
    filled = {name: form[name].value() for name in ("enterprise", "raised_on", "first_level", "form_key")}
    assert cast.client(who).post(answer["Location"], filled | {"content": "用电增容"}).status_code == 302


@pytest.mark.parametrize("path", [NEW, f"{NEW}?office=1"])
def test_an_officer_without_enterprises_is_told_so_and_is_no_office(cast, path):
    cast.users["newcomer"] = grant(make_user("yeqingyue", "叶清越"), "officer", cast.district)
    page = text_of(cast.client("newcomer").get(path))
    assert "现在没有与您结对的企业" in page
    assert "由办公室在这里写明原因补录" not in page
