"""T15: an initial password opens one page, on which it is replaced; so does one that has grown old."""

from datetime import timedelta

import pytest
from django.utils import timezone

from officers.models import LogEntry, User
from officers.passwords import INITIAL_GROUPS, initial_password
from tests.accounts.signing_in import is_in, sign_in, signed_in
from tests.factories import PASSWORD, make_district
from tests.pages.reading import text_of

NEW = "Chun-feng-hua-yu-26"
FORM = {"old": PASSWORD, "new": NEW, "again": NEW}


@pytest.fixture
def newcomer(cast):
    """The director, who has a one-time password."""
    User.objects.filter(username="hejingcheng").update(must_change_password=True)
    return signed_in("hejingcheng")


@pytest.mark.parametrize("path", ["/", "/assessment/", "/me/", "/log/", "/me/sessions/end/"])
def test_every_page_leads_to_the_new_password(newcomer, path):
    method = newcomer.post if "end" in path else newcomer.get
    assert method(path)["Location"] == "/me/password/"


def test_a_post_does_nothing_before_the_new_password(newcomer):
    before = LogEntry.objects.count()
    answer = newcomer.post("/assessment/", {"scheme": "jiaozuo-officers", "year": "2021"})
    assert answer["Location"] == "/me/password/"
    assert LogEntry.objects.count() == before


def test_the_json_interface_answers_403_with_a_sentence(newcomer):
    answer = newcomer.get("/api/runs/1/sheets/")
    assert answer.status_code == 403
    assert "新密码" in answer.json()["detail"]


def test_a_part_of_a_page_is_told_to_load_the_whole(newcomer):
    answer = newcomer.get("/assessment/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_one_can_go_away_instead(newcomer):
    newcomer.post("/logout/")
    assert not is_in(newcomer)


def test_the_new_password_opens_the_rest(newcomer):
    assert "初始密码" in text_of(newcomer.get("/me/password/"))
    assert newcomer.post("/me/password/", FORM)["Location"] == "/"
    assert newcomer.get("/assessment/").status_code == 200
    assert sign_in("hejingcheng", PASSWORD).status_code == 200, "the one-time password is gone"
    assert sign_in("hejingcheng", NEW).status_code == 302


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"old": "wrong"}, "old"),
        ({"again": "Another-pass-word-26"}, "again"),
        ({"new": PASSWORD, "again": PASSWORD}, "new"),
        ({"new": "", "again": ""}, "new"),
    ],
)
def test_what_is_not_accepted_changes_nothing(newcomer, changed, field):
    answer = newcomer.post("/me/password/", FORM | changed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert User.objects.get(username="hejingcheng").must_change_password


@pytest.mark.parametrize(("days", "due"), [(89, False), (90, True)])
def test_an_old_password_is_due(cast, settings, days, due):
    settings.PASSWORD_MAX_DAYS = 90
    changed = timezone.now() - timedelta(days=days)
    User.objects.filter(username="hejingcheng").update(password_changed_at=changed)
    answer = signed_in("hejingcheng").get("/assessment/")
    assert (answer.status_code == 302) is due


def test_its_day_is_shown_before_it_is_due(cast, settings):
    settings.PASSWORD_MAX_DAYS = 90
    User.objects.filter(username="hejingcheng").update(password_changed_at=timezone.now())
    assert "前须更换" in text_of(signed_in("hejingcheng").get("/me/"))


def test_a_password_of_unknown_age_is_due(cast, settings):
    settings.PASSWORD_MAX_DAYS = 90
    assert signed_in("hejingcheng").get("/assessment/")["Location"] == "/me/password/"


def test_where_the_rule_is_off_no_password_grows_old(cast, settings):
    settings.PASSWORD_MAX_DAYS = 0
    User.objects.filter(username="hejingcheng").update(password_changed_at=timezone.now() - timedelta(days=9999))
    client = signed_in("hejingcheng")
    assert client.get("/assessment/").status_code == 200
    assert "前须更换" not in text_of(client.get("/me/"))


def test_one_time_passwords_differ_and_pass_every_rule(db):
    """T15."""
    from django.contrib.auth.password_validation import validate_password

    made = {initial_password() for _ in range(200)}
    assert len(made) == 200
    letters = set("-" + "".join(INITIAL_GROUPS))
    for password in made:
        assert set(password) <= letters
        validate_password(password)


def test_a_fresh_installation_has_no_account(db):
    """T15: no default account."""
    assert not User.objects.exists()
    make_district()
    assert not User.objects.exists()
