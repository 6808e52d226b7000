"""Who is reminded of what on which day: on the days the rules name, of what is still open, and nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises import reminders
from enterprises.models import Pairing
from officers.models import Role, User
from tests.factories import (
    at,
    exempt,
    grant,
    hand_in,
    make_district,
    make_enterprise,
    make_officer,
    make_user,
    pair,
    raise_issue,
    visit,
)

# 2021: 5 April is a holiday, so the ledgers of March are due on the 6th
DUE = date(2021, 4, 6)
DAYS = {
    "ledger_4": date(2021, 3, 30),
    "ledger_2": date(2021, 4, 1),
    "ledger_0": DUE,
    "ledger_late": date(2021, 4, 7),
}


def of_march(cast, calendar, day):
    """Rule by person of the reminders of the ledgers of March."""
    made = reminders.ledgers(cast.district, day, calendar)
    return {each.person_id: each for each in made if each.object_key.endswith("2021-03")}


@pytest.mark.parametrize("rule", DAYS)
def test_a_ledger_is_told_4_2_and_0_working_days_before_its_rolled_day_and_on_the_first_day_late(cast, calendar, rule):
    made = of_march(cast, calendar, DAYS[rule])
    assert {each.rule for each in made.values()} == {rule}
    assert made.keys() == {cast.users["officer"].pk, cast.users["other_officer"].pk}
    own = made[cast.users["officer"].pk]
    assert (own.due, own.link, own.link_args) == (DUE, "ledger", [cast.officer.pk, 2021, 3])
    assert "3月工作台账还没有上报" in own.text
    assert "4月6日" in own.text


def test_on_every_other_working_day_of_the_month_nothing_is_said(cast, calendar):
    days = calendar.workdays_between(date(2021, 3, 1), date(2021, 4, 30))
    assert {day for day in days if of_march(cast, calendar, day)} == set(DAYS.values())


def test_who_has_handed_in_is_not_told(cast, calendar):
    hand_in(cast.officer, 3, at(2021, 3, 29))
    assert of_march(cast, calendar, DUE).keys() == {cast.users["other_officer"].pk}


def test_a_ledger_sent_back_is_told_until_the_due_day_and_not_called_late(cast, calendar):
    ledger = hand_in(cast.officer, 3, at(2021, 3, 29), returned=at(2021, 3, 31))
    told = of_march(cast, calendar, DUE)[cast.users["officer"].pk]
    assert "已退回，请重报" in told.text
    assert cast.users["officer"].pk not in of_march(cast, calendar, DAYS["ledger_late"])
    ledger.submissions.create(district=cast.district, sequence=2, received_at=at(2021, 4, 1))
    assert cast.users["officer"].pk not in of_march(cast, calendar, DUE)


def test_who_owes_no_ledger_is_not_told(cast, calendar):
    exempt(cast.officer, date(2021, 3, 1), date(2021, 3, 31), "脱产培训")
    Pairing.objects.filter(pk=cast.other_pairing.pk).update(starts=date(2021, 3, 8))
    assert of_march(cast, calendar, DUE) == {}


def test_an_officer_without_an_account_or_with_a_closed_one_is_not_told(cast, calendar):
    pair(make_officer(cast.district, "A03", "季闻野"), make_enterprise(cast.district, "枢原机械有限公司"))
    User.objects.filter(pk=cast.users["other_officer"].pk).update(is_active=False)
    assert of_march(cast, calendar, DUE).keys() == {cast.users["officer"].pk}


@pytest.mark.parametrize(
    "change",
    [{"stopped_at": at(2021, 3, 1)}, {"ends": date(2021, 3, 24)}, {"starts": date(2021, 3, 26)}, {"role": "leader"}],
    ids=["stopped", "ended", "not-begun", "another-role"],
)
def test_whose_account_is_no_officers_any_more_is_told_nothing(cast, calendar, change):
    raise_issue(cast.enterprise, "W1", date(2021, 3, 18), "用电增容申请受阻")  # 7 working days: 29 March
    day, person = date(2021, 3, 25), cast.users["officer"]
    assert person.pk in {each.person_id for each in reminders.issues(cast.district, day, calendar)}
    person.grants.update(**change)
    told = {each.person_id for each in reminders.owed(cast.district, day, calendar)}
    assert told == {cast.users["other_officer"].pk}


def test_a_grant_of_the_district_above_reaches_down(cast, calendar):
    city = make_district("jiaozuo", "焦作市")
    for district, parent in ((cast.district, city), (cast.elsewhere, None)):
        district.parent = parent
        district.save()
    for name, district in (("officer", city), ("other_officer", cast.elsewhere)):
        cast.users[name].grants.update(district=district)
    assert of_march(cast, calendar, DUE).keys() == {cast.users["officer"].pk}


def unvisited(cast, calendar, day):
    return {each.person_id: each for each in reminders.weeks(cast.district, day, calendar)}


def test_enterprises_not_visited_are_named_on_the_last_but_one_working_day_of_the_week(cast, calendar):
    # the week of the Mid-Autumn holiday: 22, 23, 24 and Sunday 26 September 2021 are its working days
    days = [date(2021, 9, day) for day in range(20, 27)]
    told = {day: unvisited(cast, calendar, day) for day in days}
    assert [day for day in days if told[day]] == [date(2021, 9, 24)]
    own = told[date(2021, 9, 24)][cast.users["officer"].pk]
    assert own.text == "本周还有1家未走访（9月26日周日前）：沁渊精铸有限公司"
    assert (own.rule, own.due, own.link) == ("week", date(2021, 9, 26), "visit-new")


def test_a_visit_by_the_officer_is_enough_and_no_other(cast, calendar):
    thursday = date(2021, 3, 25)
    visit(cast.pairing, date(2021, 3, 22), visitor="deputy")
    visit(cast.pairing, date(2021, 3, 23), void="经核查未到企业")
    assert cast.users["officer"].pk in unvisited(cast, calendar, thursday)
    visit(cast.pairing, date(2021, 3, 24))
    assert unvisited(cast, calendar, thursday).keys() == {cast.users["other_officer"].pk}


def test_a_week_that_is_not_owed_is_not_told(cast, calendar):
    exempt(cast.officer, date(2021, 3, 22), date(2021, 3, 26), "脱产培训")
    Pairing.objects.filter(pk=cast.other_pairing.pk).update(starts=date(2021, 3, 23))
    assert unvisited(cast, calendar, date(2021, 3, 25)) == {}


def test_many_enterprises_are_one_reminder_that_counts_the_rest(cast, calendar):
    for n in range(8):
        pair(cast.officer, make_enterprise(cast.district, f"第{n}机械厂"))
    text = unvisited(cast, calendar, date(2021, 3, 25))[cast.users["officer"].pk].text
    assert text.startswith("本周还有9家未走访")
    assert text.endswith("等9家")


def of_issues(cast, calendar, day):
    return [(each.person_id, each.rule) for each in reminders.issues(cast.district, day, calendar)]


def test_an_issue_is_told_with_two_working_days_left_and_on_the_first_day_past(cast, calendar):
    issue = raise_issue(cast.enterprise, "W1", date(2021, 9, 17), "用电增容申请受阻")  # 7 working days: 28 September
    days = calendar.workdays_between(date(2021, 9, 17), date(2021, 10, 31))
    told = {day: found for day in days if (found := of_issues(cast, calendar, day))}
    person = cast.users["officer"].pk
    assert told == {date(2021, 9, 26): [(person, "issue_2")], date(2021, 9, 29): [(person, "issue_late")]}
    [made] = reminders.issues(cast.district, date(2021, 9, 26), calendar)
    text = "剩2个工作日，9月28日截止：沁渊精铸有限公司的问题“用电增容申请受阻”还没有办结"
    assert (made.text, made.link, made.link_args) == (text, "issue", [issue.pk])


@pytest.mark.parametrize("step", [("closed", date(2021, 9, 22)), ("withdrawn", None)])
def test_an_issue_that_is_done_with_is_not_told(cast, calendar, step):
    raise_issue(cast.enterprise, "W1", date(2021, 9, 17), "用电增容申请受阻", step)
    assert of_issues(cast, calendar, date(2021, 9, 26)) == []


def test_a_major_issue_is_to_be_handed_over(cast, calendar):
    raise_issue(cast.enterprise, "W1", date(2021, 11, 3), "用地规划条件变更", level="major")  # 3 days: 8 November
    [made] = reminders.issues(cast.district, date(2021, 11, 4), calendar)
    assert "11月8日截止" in made.text
    assert "还没有上交" in made.text


def test_who_serves_the_enterprise_now_is_told(cast, calendar):
    raise_issue(cast.enterprise, "W1", date(2021, 9, 17), "用电增容申请受阻")
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 9, 20))
    pair(cast.other_officer, cast.enterprise, starts=date(2021, 9, 21))
    assert of_issues(cast, calendar, date(2021, 9, 26)) == [(cast.users["other_officer"].pk, "issue_2")]


def test_another_districts_people_are_not_told(cast, calendar):
    officer = make_officer(cast.elsewhere, "B01", "外区官", grant(make_user("abroad"), Role.OFFICER, cast.elsewhere))
    pair(officer, make_enterprise(cast.elsewhere, "外区企业"))
    assert officer.user_id not in of_march(cast, calendar, DUE)
    assert officer.user_id not in unvisited(cast, calendar, date(2021, 3, 25))


def test_the_queries_do_not_grow_with_the_officers(cast, calendar):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            list(reminders.owed(cast.district, date(2021, 4, 1), calendar))
        return len(queries)

    few = asked()
    for n in range(30):
        user = grant(make_user(f"c{n}"), Role.OFFICER, cast.district)
        officer = make_officer(cast.district, f"C{n:02d}", f"官{n}", user)
        firm = make_enterprise(cast.district, f"企业{n}")
        pair(officer, firm)
        raise_issue(firm, f"W{n}", date(2021, 3, 29), "诉求", ("reclassified", date(2021, 3, 30)))
    assert asked() == few
