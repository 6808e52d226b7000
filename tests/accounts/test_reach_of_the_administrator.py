"""T1: an administrator gives nothing outside the own districts, and takes no account that is more than their own."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from officers.models import Grant, User
from officers.workdays import local_day
from tests.accounts.signing_in import signed_in
from tests.factories import PASSWORD, grant, make_district, make_unit, make_user
from tests.pages.reading import text_of

ACTS = ("", "password/", "disable/", "enable/", "unlock/", "sessions/", "link/", "two-factor/")
ROLE = {"role": "leader", "starts": "2021-03-01"}


@pytest.fixture
def admin(cast):
    return cast.client("admin")


def test_no_role_is_given_in_another_district(cast, admin):
    grant(cast.users["admin"], "officer", cast.elsewhere)  # being somebody there makes nobody administrator there
    path = f"/accounts/{cast.users['staff'].pk}/"
    answer = admin.post(path, ROLE | {"district": cast.elsewhere.pk})
    assert answer.status_code == 302  # there is but one district to choose from, and that is taken
    assert set(cast.users["staff"].grants.values_list("district", flat=True)) == {cast.district.pk}


def test_with_several_districts_the_choice_ends_at_the_own_ones(cast, admin):
    below = make_district("below", "河清东区", parent=cast.district)
    path = f"/accounts/{cast.users['staff'].pk}/"
    assert admin.post(path, ROLE | {"district": below.pk}).status_code == 302
    refused = admin.post(path, ROLE | {"district": cast.elsewhere.pk})
    assert refused.status_code == 422
    assert not cast.users["staff"].grants.filter(district=cast.elsewhere).exists()


def test_the_unit_belongs_to_the_district(cast, admin):
    below = make_district("below", "河清东区", parent=cast.district)
    unit = make_unit(below, "东区工信局")
    path = f"/accounts/{cast.users['staff'].pk}/"
    answer = admin.post(path, {**ROLE, "role": "department", "district": cast.district.pk, "unit": unit.pk})
    assert answer.status_code == 422
    elsewhere = make_unit(cast.elsewhere, "外区工信局")
    assert admin.post(path, {**ROLE, "role": "department", "unit": elsewhere.pk}).status_code == 422


@pytest.mark.parametrize(
    "act", ["", "password/", "disable/", "enable/", "unlock/", "sessions/", "link/", "two-factor/"]
)
def test_an_account_of_another_district_looks_as_if_it_did_not_exist(cast, admin, act):
    assert admin.post(f"/accounts/{cast.users['outsider'].pk}/{act}").status_code == 404


@pytest.mark.parametrize(
    "act", ["", "password/", "disable/", "enable/", "unlock/", "sessions/", "link/", "two-factor/"]
)
def test_who_is_more_elsewhere_is_not_taken_over_from_here(cast, admin, act):
    """Whoever sets the password of an account can use all its roles."""
    city = make_district("city", "河清市")
    user = grant(grant(make_user("both", "两处任职"), "office_staff", cast.district), "leader", city)
    answer = admin.post(f"/accounts/{user.pk}/{act}", ROLE)
    assert answer.status_code == 403
    assert "上级地区" in text_of(answer)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.is_active
    assert "重置密码" not in text_of(admin.get(f"/accounts/{user.pk}/"))


def test_who_was_more_elsewhere_once_is_an_account_like_any_other(cast, admin):
    user = grant(make_user("both", "两处任职"), "office_staff", cast.district)
    grant(user, "leader", cast.elsewhere, ends=date(2020, 12, 31))
    assert admin.post(f"/accounts/{user.pk}/disable/").status_code == 302


def test_a_role_elsewhere_is_neither_shown_nor_ended(cast, admin):
    user = grant(grant(make_user("both", "两处任职"), "office_staff", cast.district), "leader", cast.elsewhere)
    shown = admin.get(f"/accounts/{user.pk}/").context["grants"]
    assert [held.role for held, _ in shown] == ["office_staff"]
    there = user.grants.get(role="leader")
    assert admin.post(f"/accounts/grants/{there.pk}/end/").status_code == 404
    there.refresh_from_db()
    assert there.stopped_at is None


def test_the_own_role_in_another_district_is_its_administrators_business(cast, admin):
    """One sees it, as one's own; one does not end it."""
    there = grant(cast.users["admin"], "officer", cast.elsewhere).grants.get(role="officer")
    assert admin.post(f"/accounts/grants/{there.pk}/end/").status_code == 404
    there.refresh_from_db()
    assert there.stopped_at is None


def test_nobody_gives_a_role_to_the_own_account(cast, admin):
    answer = admin.post(f"/accounts/{cast.users['admin'].pk}/", ROLE)
    assert answer.status_code == 403
    assert cast.users["admin"].grants.count() == 1


def test_nobody_ends_the_own_last_administrators_role(cast, admin):
    own = cast.users["admin"].grants.get()
    assert admin.post(f"/accounts/grants/{own.pk}/end/").status_code == 403
    tomorrow = (local_day(timezone.now()) + timedelta(days=1)).isoformat()
    assert admin.post(f"/accounts/grants/{own.pk}/end/", {"ends": tomorrow}).status_code == 403
    grant(cast.users["admin"], "admin", cast.district)
    assert admin.post(f"/accounts/grants/{own.pk}/end/").status_code == 302


def test_another_administrator_may_end_it(cast, admin):
    other = grant(make_user("second", "另一位"), "admin", cast.district)
    assert admin.post(f"/accounts/grants/{other.grants.get().pk}/end/").status_code == 302


def test_a_role_ends_with_the_next_click_and_stays_on_record(cast, admin):
    """T5: before the day is over."""
    director = cast.client("director")
    assert director.get("/assessment/").status_code == 200
    held = cast.users["director"].grants.get()
    assert admin.post(f"/accounts/grants/{held.pk}/end/").status_code == 302
    assert director.get("/assessment/").status_code == 404
    assert "停止" in text_of(admin.get(f"/accounts/{cast.users['director'].pk}/"))
    assert Grant.objects.filter(pk=held.pk).exists()


def test_a_role_given_today_can_be_taken_back_today(cast, admin):
    today = local_day(timezone.now())
    user = grant(make_user("slip", "误授"), "office_director", cast.district, starts=today)
    admin.post(f"/accounts/grants/{user.grants.get().pk}/end/")
    assert not user.on(today).active_grants


def test_a_role_ends_after_its_last_day(cast, admin):
    today = local_day(timezone.now())
    held = cast.users["director"].grants.get()
    last = today + timedelta(days=3)
    assert admin.post(f"/accounts/grants/{held.pk}/end/", {"ends": last.isoformat()}).status_code == 302
    assert cast.users["director"].on(last).active_grants
    assert not cast.users["director"].on(last + timedelta(days=1)).active_grants
    past = admin.post(f"/accounts/grants/{held.pk}/end/", {"ends": (today - timedelta(days=1)).isoformat()})
    assert past.status_code == 422


def test_a_role_that_is_over_is_not_ended_again(cast, admin):
    over = cast.users["stranger"].grants.get()
    assert admin.post(f"/accounts/grants/{over.pk}/end/").status_code == 404


def test_the_same_role_is_not_given_twice_over(cast, admin):
    path = f"/accounts/{cast.users['director'].pk}/"
    answer = admin.post(path, {"role": "office_director", "starts": "2021-03-01"})
    assert answer.status_code == 422
    assert "已有同样的身份" in text_of(answer)


def test_a_new_role_counts_with_the_next_click(cast, admin):
    """T5, the other way."""
    stranger = cast.client("stranger")
    assert stranger.get("/assessment/").status_code == 404
    admin.post(f"/accounts/{cast.users['stranger'].pk}/", ROLE)
    assert stranger.get("/assessment/").status_code == 200


def test_an_administrator_of_the_whole_city_looks_after_its_districts(cast):
    city = make_district("city", "河清市")
    cast.district.parent = city
    cast.district.save()
    grant(make_user("cityadmin", "市管理员"), "admin", city)
    client = signed_in("cityadmin")
    assert client.post(f"/accounts/{cast.users['staff'].pk}/disable/").status_code == 302
    assert not User.objects.get(username="wenyining").is_active
