"""An officer who stands in sees and works on what the absent one answers for, on those days and no others."""

from datetime import date, timedelta

import pytest

from enterprises.models import Enterprise, Issue, Pairing, Visit
from officers.models import Acting
from tests.factories import ENTERED, grant, pair, raise_issue, record, visit

FIRST, LAST = date(2021, 9, 20), date(2021, 9, 26)
DAY = timedelta(days=1)


@pytest.fixture
def acting(cast):
    """The other officer stands in for the officer for a week."""
    return record(
        Acting, cast.district, officer=cast.officer, stand_in=cast.other_officer, starts=FIRST, ends=LAST,
        reason="学习", approver="何景澄",
    )  # fmt: skip


def seen(cast, day, model=Enterprise, who="other_officer"):
    return set(model.objects.visible_to(cast.users[who].on(day)))


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_on_its_days_both_officers_see_the_enterprise(cast, acting, day):
    assert seen(cast, day) == {cast.enterprise, cast.other_enterprise}
    assert seen(cast, day, who="officer") == {cast.enterprise}


@pytest.mark.parametrize("day", [FIRST - DAY, LAST + DAY])
def test_before_and_after_it_opens_nothing(cast, acting, day):
    assert seen(cast, day) == {cast.other_enterprise}


def test_void_it_opens_nothing(cast, acting):
    Acting.objects.update(voided_at=ENTERED, void_reason="误录")
    assert seen(cast, FIRST) == {cast.other_enterprise}


def test_only_what_is_in_force_that_day_is_opened(cast, acting):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=FIRST)
    assert cast.enterprise in seen(cast, FIRST)
    assert cast.enterprise not in seen(cast, FIRST + DAY)


def test_visits_and_issues_come_with_the_pairing(cast, acting):
    made = visit(cast.pairing, date(2021, 3, 9))
    raised = raise_issue(cast.enterprise, "W1", date(2021, 3, 9), "用电")
    assert made in seen(cast, FIRST, Visit)
    assert raised in seen(cast, FIRST, Issue)
    user = cast.users["other_officer"].on(FIRST)
    assert list(Issue.objects.workable_by(user, FIRST)) == [raised]
    assert cast.pairing in Pairing.objects.in_force_on(FIRST).visible_to(user)


def test_it_does_not_pass_on(cast, acting):
    """Who stands in for the one who stands in sees the second's own enterprises, not the first's."""
    third = cast.users["deputy"]
    grant(third, "officer", cast.district)
    officer = type(cast.officer).objects.create(district=cast.district, code="A03", name="第三", user=third)
    record(
        Acting, cast.district, officer=cast.other_officer, stand_in=officer, starts=FIRST, ends=LAST, reason="学习",
        approver="何景澄",
    )  # fmt: skip
    assert seen(cast, FIRST, who="deputy") == {cast.enterprise, cast.other_enterprise}  # the first as its deputy
    Pairing.objects.update(deputy=None)
    assert seen(cast, FIRST, who="deputy") == {cast.other_enterprise}


def test_the_grant_of_another_district_opens_nothing(cast, acting):
    cast.users["other_officer"].grants.update(district=cast.elsewhere)
    assert not seen(cast, FIRST)


def test_it_stays_one_query(cast, acting, django_assert_num_queries):
    user = cast.users["other_officer"].on(FIRST)
    with django_assert_num_queries(1):
        assert len(Enterprise.objects.visible_to(user)) == 2


def test_rows_do_not_multiply(cast, acting):
    pair(cast.officer, cast.enterprise, date(2019, 1, 1), date(2019, 12, 31))
    user = cast.users["other_officer"].on(FIRST)
    assert Enterprise.objects.visible_to(user).count() == 2
