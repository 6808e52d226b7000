"""The first page sends everybody to where their role works."""

import re

import pytest

from officers.models import Role
from tests.factories import grant

from .reading import text_of


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("director", "/today/"),
        ("staff", "/today/"),
        ("leader", "/assessment/"),
        ("officer", "/home/"),
        ("deputy", "/home/"),
        ("liaison", "/home/"),
        ("admin", "/accounts/"),
        ("oversight", "/log/"),
    ],
)
def test_those_with_work_here_are_sent_to_it(cast, name, place):
    assert cast.client(name).get("/")["Location"] == place


def test_a_director_who_is_an_officer_too_begins_with_the_office(cast):
    grant(cast.users["director"], Role.OFFICER, cast.district)
    assert cast.client("director").get("/")["Location"] == "/today/"


def test_an_administrator_who_is_something_else_too_begins_there(cast):
    grant(cast.users["admin"], Role.DEPUTY, cast.district)
    assert cast.client("admin").get("/")["Location"] == "/home/"


@pytest.mark.parametrize("role", [Role.RATER, Role.REVIEWER, Role.DEPARTMENT])
def test_other_roles_read_that_there_is_nothing_to_do(cast, role):
    grant(cast.users["stranger"], role, cast.district, cast.unit)
    said = f"您的身份是{role.label}，目前没有需要在这里办理的事项"
    assert said in text_of(cast.client("stranger").get("/"))


def test_who_holds_no_grant_reads_whom_to_ask(cast):
    assert "您的账号还没有授权" in text_of(cast.client("stranger").get("/"))


def test_the_navigation_offers_only_what_may_be_opened(cast):
    def offered(name, path):
        page = cast.client(name).get(path).content.decode()
        return re.findall(r">([^<>]+)</a>", page.partition('aria-label="主导航"')[2].partition("</nav>")[0])

    shared = ["走访与台账", "问题与政策", "表彰与日历", "名录与结对"]
    read = [*shared, "满意度", "考核"]
    assert offered("director", "/assessment/") == ["今日", *read, "系统"]
    assert offered("staff", "/assessment/") == ["今日", *read]
    assert offered("leader", "/assessment/") == ["今日", *read]
    assert offered("officer", "/assessment/mine/") == ["首页", *shared, "考核"]
    assert offered("admin", "/accounts/") == ["表彰与日历", "系统"]
    assert offered("stranger", "/") == []


@pytest.mark.parametrize("name", ["director", "staff", "leader", "officer", "deputy", "liaison", "admin", "oversight"])
def test_what_is_offered_can_be_opened(cast, name):
    client = cast.client(name)
    page = client.get("/calendar/").content.decode()
    groups = re.findall(r'href="([^"]+)"', page.partition('aria-label="主导航"')[2].partition("</nav>")[0])
    assert groups
    for address in groups:
        answer = client.get(address)
        assert answer.status_code == 200, address
        beside = answer.content.decode().partition('class="subnav"')[2].partition("</nav>")[0]
        for under in re.findall(r'href="([^"]+)"', beside):
            assert client.get(under).status_code == 200, under


def test_an_officer_without_sheets_reads_what_will_stand_here(cast):
    assert "还没有您的得分表" in text_of(cast.client("officer").get("/assessment/mine/"))
