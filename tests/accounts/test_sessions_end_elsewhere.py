"""T5, T13: a changed password, a disabled account or one button end what is open elsewhere, at once and for good."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from officers.models import SignIn
from officers.tasks import clear_away
from tests.accounts.signing_in import is_in, sign_in, signed_in
from tests.factories import PASSWORD
from tests.pages.reading import text_of

NEW = "Chun-feng-hua-yu-26"
PHONE = "Mozilla/5.0 (Linux; Android 13; HUAWEI) AppleWebKit/537.36 Chrome/99.0 Mobile MicroMessenger/8.0"


def change(client, old=PASSWORD, new=NEW):
    return client.post("/me/password/", {"old": old, "new": new, "again": new})


@pytest.fixture
def both(cast):
    """The director at the desk and at another one."""
    return signed_in("hejingcheng"), signed_in("hejingcheng")


def test_changing_the_password_ends_the_other_session_and_keeps_this_one(both):
    here, there = both
    assert change(here)["Location"] == "/me/"
    assert (is_in(here), is_in(there)) == (True, False)


def test_the_session_that_goes_on_has_a_new_key(both):
    here, _ = both
    old = here.cookies["session"].value
    change(here)
    assert here.cookies["session"].value != old
    assert not Session.objects.filter(pk=old).exists()
    assert SignIn.objects.filter(session_key=here.cookies["session"].value).exists()


def test_one_button_ends_the_other_sessions(both):
    here, there = both
    assert "退出其他设备" in text_of(here.get("/me/"))
    here.post("/me/sessions/end/")
    assert (is_in(here), is_in(there)) == (True, False)
    assert len(here.get("/me/").context["sign_ins"]) == 1


def test_a_disabled_account_is_out_with_the_next_click_and_stays_out(cast, both):
    """T5. Enabling it again brings no old session back: a copied cookie would be good for ever."""
    here, there = both
    admin, path = cast.client("admin"), f"/accounts/{cast.users['director'].pk}/"
    admin.post(f"{path}disable/")
    assert (is_in(here), is_in(there)) == (False, False)
    assert sign_in("hejingcheng").status_code == 200
    admin.post(f"{path}enable/")
    assert (is_in(here), is_in(there)) == (False, False)
    assert sign_in("hejingcheng").status_code == 302


def test_old_cookies_of_a_disabled_account_are_worthless_after_it_is_enabled(cast, both):
    """The same without a request in between, which would have ended the session by itself."""
    here, there = both
    admin, path = cast.client("admin"), f"/accounts/{cast.users['director'].pk}/"
    admin.post(f"{path}disable/")
    admin.post(f"{path}enable/")
    assert (is_in(here), is_in(there)) == (False, False)


@pytest.mark.parametrize("act", ["password", "sessions"])
def test_the_administrator_ends_all_sessions_of_an_account(cast, both, act):
    cast.client("admin").post(f"/accounts/{cast.users['director'].pk}/{act}/")
    assert [is_in(each) for each in both] == [False, False]


def test_one_sees_where_one_is_signed_in(cast):
    desk, phone = signed_in("linmuchuan"), signed_in("linmuchuan", headers={"user-agent": PHONE})
    said = text_of(desk.get("/me/"))
    assert "安卓手机，微信" in said
    assert "未知设备，其他浏览器" in said
    assert said.count("本设备") == 1
    phone.post("/logout/")
    assert "安卓手机，微信" not in text_of(desk.get("/me/"))


def test_nobody_sees_where_others_are_signed_in(cast):
    signed_in("linmuchuan", headers={"user-agent": PHONE})
    assert "安卓手机" not in text_of(signed_in("suruolan").get("/me/"))


def test_a_session_that_is_idle_for_too_long_is_not_shown(cast):
    signed_in("linmuchuan")
    user = cast.users["officer"]
    now = timezone.now()
    assert len(user.sign_ins.open_at(now)) == 1
    assert not user.sign_ins.open_at(now + timedelta(minutes=31))


def test_what_was_noted_of_an_ended_session_is_cleared_away(cast):
    gone, stays = signed_in("linmuchuan"), signed_in("suruolan")
    gone.post("/logout/")
    clear_away()
    assert [row.user.username for row in SignIn.objects.all()] == ["suruolan"]
    assert is_in(stays)


def test_signing_in_over_a_planted_session_gives_a_new_one(cast):
    """T13: fixation."""
    client = Client()
    client.get("/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    planted = client.cookies["session"].value
    sign_in("hejingcheng", client=client)
    assert client.cookies["session"].value != planted
    stolen = Client()
    stolen.cookies["session"] = planted
    assert not is_in(stolen)
