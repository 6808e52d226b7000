"""The first page sends everybody to where their role works."""

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
    ],
)
def test_those_with_work_here_are_sent_to_it(cast, name, place):
    assert cast.client(name).get("/")["Location"] == place


def test_a_director_who_is_an_officer_too_begins_with_the_office(cast):
    grant(cast.users["director"], Role.OFFICER, cast.district)
    assert cast.client("director").get("/")["Location"] == "/today/"


def test_other_roles_read_that_there_is_nothing_to_do(cast):
    assert "您的身份是监督，目前没有需要在这里办理的事项" in text_of(cast.client("oversight").get("/"))


def test_who_holds_no_grant_reads_whom_to_ask(cast):
    assert "您的账号还没有授权" in text_of(cast.client("stranger").get("/"))


def test_the_navigation_offers_only_what_may_be_opened(cast):
    def offered(name, path):
        page = cast.client(name).get(path).content.decode()
        return [label for label in ("考核</a>", "我的得分表</a>") if label in page.partition('aria-label="主导航"')[2]]

    assert offered("leader", "/assessment/") == ["考核</a>"]
    assert offered("officer", "/assessment/mine/") == ["我的得分表</a>"]
    assert offered("stranger", "/") == []


def test_an_officer_without_sheets_reads_what_will_stand_here(cast):
    assert "还没有您的得分表" in text_of(cast.client("officer").get("/assessment/mine/"))
