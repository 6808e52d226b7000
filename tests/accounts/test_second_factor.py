"""Signing in with a second factor: off, for who wants it, or required for some roles."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from officers import totp
from officers.models import FailedSignIn, LogEntry, SecondFactor
from tests.accounts.signing_in import is_in, sign_in, signed_in
from tests.pages.reading import text_of

CODE = "/login/code/"


def shown(user, steps=0):
    """The code that the authenticator shows now, or some steps later."""
    step = int(timezone.now().timestamp()) // 30 + steps
    return totp.code_at(SecondFactor.objects.get(user=user).secret(), step)


def enrol(client, user):
    """Enrol by the pages. Returns the recovery codes."""
    client.post("/me/two-factor/begin/")
    answer = client.post("/me/two-factor/", {"code": shown(user)})
    assert answer.status_code == 200
    return answer.context["codes"]


def again(user):
    """As if the last code had been used long ago: tests do not wait half a minute."""
    SecondFactor.objects.filter(user=user).update(last_step=0)


@pytest.fixture
def user(cast):
    return cast.users["director"]


@pytest.fixture
def codes(user):
    """The director uses an authenticator."""
    found = enrol(signed_in("hejingcheng"), user)
    again(user)
    return found


@pytest.fixture
def half(codes):
    """A browser in which the right password was given."""
    client = Client()
    assert sign_in("hejingcheng", client=client)["Location"] == CODE
    return client


def test_the_page_shows_a_code_to_scan_and_a_key_to_type(cast, user):
    client = signed_in("hejingcheng")
    assert "开始启用" in text_of(client.get("/me/two-factor/"))
    client.post("/me/two-factor/begin/")
    page = client.get("/me/two-factor/")
    assert totp.spoken(SecondFactor.objects.get(user=user).secret()) in text_of(page)
    source = page.content.decode()
    assert 'class="qr"' in source
    assert "viewBox" in source
    assert "style=" not in source
    assert "no-store" in page["Cache-Control"]


def test_it_counts_from_the_first_right_code_on(cast, user):
    client = signed_in("hejingcheng")
    client.post("/me/two-factor/begin/")
    assert client.post("/me/two-factor/", {"code": "000000"}).status_code == 422
    assert sign_in("hejingcheng")["Location"] == "/"
    answer = client.post("/me/two-factor/", {"code": shown(user)})
    assert len(answer.context["codes"]) == 10
    assert sign_in("hejingcheng")["Location"] == CODE


def test_enrolling_ends_the_sessions_that_have_shown_no_code(cast, user):
    here, there = signed_in("hejingcheng"), signed_in("hejingcheng")
    enrol(here, user)
    assert (is_in(here), is_in(there)) == (True, False)


def test_the_password_alone_opens_nothing(half):
    assert not is_in(half)
    assert half.get("/assessment/").status_code == 302


def test_password_and_code_open_the_door(half, user):
    assert half.post(CODE, {"code": shown(user)})["Location"] == "/"
    assert is_in(half)


def test_a_recovery_code_stands_in_for_the_phone_once(half, codes):
    assert half.post(CODE, {"code": codes[0]}).status_code == 302
    second = Client()
    sign_in("hejingcheng", client=second)
    assert second.post(CODE, {"code": codes[0]}).status_code == 422


def test_a_code_seen_over_the_shoulder_is_used_up(half, user):
    """T14: replay."""
    code = shown(user)
    other = Client()
    sign_in("hejingcheng", client=other)
    assert half.post(CODE, {"code": code}).status_code == 302
    assert other.post(CODE, {"code": code}).status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize("given", ["", " ", "000000", "１２３４５６", "abcdef", "\x00", "9" * 500, None])
def test_no_other_code_opens_it(half, given):
    """T14."""
    answer = half.post(CODE, {} if given is None else {"code": given})
    assert answer.status_code == 422
    assert not is_in(half)


def test_a_full_width_code_is_none(half, user):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in shown(user))
    assert half.post(CODE, {"code": wide}).status_code == 422


def test_guessing_is_stopped_after_five(half, user):
    for _ in range(5):
        half.post(CODE, {"code": "000000"})
    answer = half.post(CODE, {"code": shown(user)})
    assert "15分钟" in text_of(answer)
    assert not is_in(half)
    FailedSignIn.objects.update(last_at=timezone.now() - timedelta(minutes=15))
    assert half.post(CODE, {"code": shown(user)}).status_code == 302


def test_what_is_typed_as_a_name_counts_nowhere_among_the_codes(half, user):
    """However a name is spelled, nobody else locks the codes of an account, or learns that they are locked."""
    for name in (f"code of {user.pk}", f"codes of {user.pk}", f"CODES OF {user.pk}", str(user.pk)):
        for _ in range(5):
            sign_in(name, "wrong")
    assert half.post(CODE, {"code": shown(user)}).status_code == 302
    assert is_in(half)


def test_giving_the_password_again_gives_no_more_guesses(half, user):
    for _ in range(5):
        sign_in("hejingcheng", client=half)
        half.post(CODE, {"code": "000000"})
    sign_in("hejingcheng", client=half)
    assert half.post(CODE, {"code": shown(user)}).status_code == 422


@pytest.mark.parametrize(("seconds", "waits"), [(290, True), (301, False)])
def test_a_right_password_waits_five_minutes_for_its_code(half, user, seconds, waits):
    session = half.session
    session["half"] = session["half"] | {"at": int(timezone.now().timestamp()) - seconds}
    session.save()
    assert (half.get(CODE).status_code == 200) is waits
    half.post(CODE, {"code": shown(user)})
    assert is_in(half) is waits


def test_a_disabled_account_does_not_come_in_by_the_second_step(half, user):
    user.is_active = False
    user.save()
    assert half.post(CODE, {"code": shown(user)})["Location"] == "/login/"


def test_a_changed_password_ends_the_half_way(half, user):
    user.set_password("Another-pass-word-26")
    user.save()
    assert half.get(CODE)["Location"] == "/login/"


def test_who_gave_no_password_sees_no_second_step(client, db):
    assert client.get(CODE)["Location"] == "/login/"


def test_wrong_codes_are_logged_and_no_code_is(half):
    half.post(CODE, {"code": "135791"})
    entry = LogEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.note) == ("登录未成功", "动态口令不对")
    assert not LogEntry.objects.filter(note__contains="135791").exists()


def test_new_recovery_codes_and_the_end_ask_for_a_code(cast, user, codes):
    client = Client()
    sign_in("hejingcheng", client=client)
    client.post(CODE, {"code": codes[0]})
    assert client.post("/me/two-factor/codes/", {"code": "000000"}).status_code == 422
    assert len(client.post("/me/two-factor/codes/", {"code": codes[1]}).context["codes"]) == 10
    assert client.post("/me/two-factor/remove/", {"code": codes[2]}).status_code == 422, "replaced"
    again(user)
    assert client.post("/me/two-factor/remove/", {"code": shown(user)})["Location"] == "/me/"
    assert sign_in("hejingcheng")["Location"] == "/"


def test_the_administrator_helps_who_lost_the_phone(cast, user, codes):
    cast.client("admin").post(f"/accounts/{user.pk}/two-factor/")
    assert sign_in("hejingcheng")["Location"] == "/"
    assert not user.recovery_codes.exists()


def test_where_it_is_off_nobody_is_asked_and_no_page_speaks_of_it(cast, user, codes, settings):
    settings.TWO_FACTOR = "off"
    client = signed_in("hejingcheng")
    assert "动态口令" not in text_of(client.get("/me/"))
    paths = ("", "begin/", "codes/", "remove/")
    assert {client.post(f"/me/two-factor/{path}").status_code for path in paths} == {404}


@pytest.mark.parametrize(("name", "asked"), [("hejingcheng", True), ("linmuchuan", False)])
def test_where_it_is_required_these_roles_enrol_before_all_else(cast, settings, name, asked):
    settings.TWO_FACTOR, settings.TWO_FACTOR_ROLES = "required", ["office_director"]
    client = signed_in(name)
    led = [client.get(path).get("Location") == "/me/two-factor/" for path in ("/me/", "/log/")]
    assert led == [asked, asked]
    assert (client.get("/api/runs/1/sheets/").status_code == 403) is asked


def test_who_has_enrolled_as_required_works_on(cast, user, settings):
    settings.TWO_FACTOR, settings.TWO_FACTOR_ROLES = "required", ["office_director"]
    client = signed_in("hejingcheng")
    enrol(client, user)
    assert is_in(client)
    again(user)
    assert client.post("/me/two-factor/remove/", {"code": shown(user)}).status_code == 403
    assert SecondFactor.of(user)


def test_a_session_from_before_the_switch_signs_in_anew_with_a_code(cast, user, codes, settings):
    settings.TWO_FACTOR = "off"
    client = signed_in("hejingcheng")
    settings.TWO_FACTOR, settings.TWO_FACTOR_ROLES = "required", ["office_director"]
    assert client.get("/me/")["Location"] == "/login/"
    assert sign_in("hejingcheng", client=client)["Location"] == CODE
