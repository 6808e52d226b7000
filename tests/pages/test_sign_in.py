"""Signing in and out."""

import pytest
from django.test import Client

from tests.factories import PASSWORD

from .reading import text_of

WRONG = "登录名或密码不对，请重新输入。"


def sign_in(name, password=PASSWORD, **more):
    return Client().post("/login/", {"username": name, "password": password, **more})


def test_name_and_password_lead_to_the_first_page(cast):
    answer = sign_in("hejingcheng")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_who_asked_for_a_page_comes_back_to_it(cast):
    asked = Client().get("/assessment/")
    assert asked["Location"] == "/login/?next=/assessment/"
    assert sign_in("hejingcheng", next="/assessment/")["Location"] == "/assessment/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(cast, target):
    assert sign_in("hejingcheng", next=target)["Location"] == "/"


def test_unknown_name_wrong_password_and_disabled_account_get_the_same_answer(cast):
    pages = [text_of(sign_in(*each)) for each in (("unknown",), ("hejingcheng", "wrong"), ("gone",))]
    assert all(WRONG in page for page in pages)
    assert len(set(pages)) == 1


def test_a_session_ends_when_its_account_is_disabled(cast):
    client = cast.client("director")
    user = cast.users["director"]
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert client.get("/assessment/")["Location"] == "/login/?next=/assessment/"


def test_a_role_that_was_taken_away_is_gone_with_the_next_click(cast):
    client = cast.client("director")
    assert client.get("/assessment/").status_code == 200
    cast.users["director"].grants.all().delete()
    assert client.get("/assessment/").status_code == 404


def test_signing_out_ends_the_session_on_the_server(cast):
    client = cast.client("director")
    old = client.cookies["session"].value
    assert client.post("/logout/")["Location"] == "/login/"
    stolen = Client()
    stolen.cookies["session"] = old
    assert stolen.get("/assessment/").status_code == 302


def test_no_link_can_sign_anybody_out(cast):
    client = cast.client("director")
    assert client.get("/logout/").status_code == 405
    assert client.get("/assessment/").status_code == 200


def test_a_form_without_its_token_is_refused_with_a_sentence(cast):
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "hejingcheng", "password": PASSWORD})
    assert answer.status_code == 403
    assert "没有提交" in text_of(answer)


def test_the_new_session_has_a_new_identity(cast):
    client = Client()
    client.get("/login/")
    client.post("/login/", {"username": "hejingcheng", "password": PASSWORD})
    first = client.cookies["session"].value
    client.post("/logout/")
    client.post("/login/", {"username": "hejingcheng", "password": PASSWORD})
    assert client.cookies["session"].value != first
