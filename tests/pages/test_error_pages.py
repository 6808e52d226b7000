"""What went wrong is said in a sentence, in the house's style, without telling how the house is built."""

import pytest
from django.test import Client

from .reading import text_of


def test_an_address_that_does_not_exist(cast):
    answer = cast.client("director").get("/no/such/page/")
    assert answer.status_code == 404
    assert "没有这个页面" in text_of(answer)


def test_what_one_may_not_see_looks_the_same(cast):
    missing = cast.client("outsider").get("/assessment/runs/999/")
    assert missing.status_code == 404
    assert text_of(missing) == text_of(cast.client("director").get("/no/such/page/"))


def test_what_one_may_not_do_is_refused_with_a_sentence(cast):
    answer = cast.client("leader").post("/assessment/", {"scheme": "jiaozuo-officers", "year": 2021})
    assert answer.status_code == 403
    assert "发起测算由办公室办理，您的身份不能发起。" in text_of(answer)


def test_a_host_that_is_not_ours(cast):
    answer = Client(headers={"host": "evil.example"}).get("/login/")
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.fixture
def broken(settings, client):
    """A site whose pages fail; Django's client shows the answer instead of the error."""
    settings.ROOT_URLCONF = "tests.pages.failing_urls"
    client.raise_request_exception = False
    return client.get


def test_a_fault_of_ours_tells_nothing_of_itself(broken):
    answer = broken("/fault/")
    assert answer.status_code == 500
    assert "这一页没有打开" in text_of(answer)
    assert "secret" not in answer.content.decode()


def test_a_database_that_does_not_answer_is_a_pause(broken):
    answer = broken("/away/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "系统正忙" in text_of(answer)


def test_a_full_disk_is_said(broken):
    answer = broken("/full/")
    assert answer.status_code == 507
    assert "磁盘写满了，这次没有保存" in text_of(answer)
    assert "secret" not in answer.content.decode()
