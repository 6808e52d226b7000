"""A firm's e-mail address is entered by the office and masked where telephone numbers are (T72)."""

import pytest

from enterprises.models import Enterprise
from enterprises.sheets.enterprises import Enterprises
from officers.models import LogEntry
from officers.phones import masked_address
from tests.permissions.people import seen

FULL, MASKED = "xue@firm.example", "x****@firm.example"


@pytest.fixture
def entered(cast):
    form = {"credit_code": "91410899MA9D00037E", "name": "沁渊精铸有限公司", "seen": seen(cast.enterprise)}
    answer = cast.client("staff").post(f"/enterprises/{cast.enterprise.pk}/edit/", form | {"email": FULL})
    assert answer.status_code == 302
    return Enterprise.objects.get(pk=cast.enterprise.pk)


@pytest.mark.parametrize(
    ("who", "shown"), [("staff", FULL), ("director", FULL), ("officer", FULL), ("deputy", FULL), ("leader", MASKED)]
)
def test_each_reads_the_address_as_they_read_the_telephone(cast, entered, who, shown):
    page = cast.client(who).get(f"/enterprises/{entered.pk}/").content.decode()
    assert {text for text in (FULL, MASKED) if text in page} == {shown}


def test_what_is_no_address_is_told(cast):
    form = {"credit_code": "91410899MA9D00037E", "name": "沁渊精铸有限公司", "seen": seen(cast.enterprise)}
    answer = cast.client("staff").post(f"/enterprises/{cast.enterprise.pk}/edit/", form | {"email": "门卫代收"})
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors


@pytest.mark.parametrize(("who", "shown"), [("director", FULL), ("oversight", MASKED)])
def test_the_log_tells_it_in_full_to_those_who_read_telephones(cast, entered, who, shown):
    user = cast.users[who].on(LogEntry.objects.first().at.date())
    [entry] = LogEntry.objects.told_to(user).filter(action="更正企业")
    assert ("电子邮箱", "空", shown) in entry.changes()


def test_the_workbook_does_not_know_it():
    assert "email" not in {column.name for column in Enterprises.columns}


@pytest.mark.parametrize(("address", "shown"), [("a@b.cn", "a****@b.cn"), ("a@b@c.cn", "a****@c.cn"), ("x", "****")])
def test_masked(address, shown):
    assert masked_address(address) == shown
