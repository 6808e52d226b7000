"""Telephone numbers are read in full by the office and by those whose own they are; leaders read them masked (T72)."""

from datetime import date

import pytest

from enterprises.models import Enterprise, Pairing
from officers.models import Deputy, Officer
from officers.phones import is_number, masked
from tests.factories import grant, pair

FULL = {"13800000101", "13800000201", "13900000301"}
MASKED = {"138****0101", "138****0201", "139****0301"}


@pytest.fixture(autouse=True)
def phones(cast):
    Officer.objects.filter(pk=cast.officer.pk).update(phone="13800000101")
    Deputy.objects.filter(pk=cast.deputy.pk).update(phone="13800000201", unit=cast.unit)
    Enterprise.objects.filter(pk=cast.enterprise.pk).update(phone="13900000301", contact="薛见川")


def shown(cast, who, path):
    body = cast.client(who).get(path).content.decode()
    return {number for number in FULL | MASKED if number in body}


@pytest.mark.parametrize("path", ["/directory/", "/enterprises/{}/"])
@pytest.mark.parametrize(
    ("who", "expected"),
    [("staff", FULL), ("director", FULL), ("leader", MASKED), ("officer", FULL), ("deputy", FULL), ("liaison", FULL)],
)
def test_each_reads_what_concerns_them(cast, path, who, expected):
    assert shown(cast, who, path.format(cast.enterprise.pk)) == expected


@pytest.mark.parametrize(
    ("path", "number"), [("/officers/", "0101"), ("/deputies/", "0201"), ("/officers/{}/", "0101")]
)
def test_lists_of_people_are_masked_for_leaders(cast, path, number):
    path = path.format(cast.officer.pk)
    assert shown(cast, "leader", path) == {f"138****{number}"}
    assert shown(cast, "staff", path) == {f"1380000{number}"}


def test_an_officer_finds_own_enterprises_and_the_people_of_the_unit_alone(cast):
    body = cast.client("officer").get("/directory/").content.decode()
    assert cast.enterprise.name in body
    assert cast.other_enterprise.name not in body
    assert "苏若岚" in body  # of the same unit
    Officer.objects.filter(pk=cast.other_officer.pk).update(unit=None)
    assert "苏若岚" not in cast.client("officer").get("/directory/").content.decode()


def test_who_handed_an_enterprise_over_calls_it_no_more(cast):
    Pairing.objects.filter(pk=cast.pairing.pk).update(ends=date(2021, 1, 1), deputy=None)
    pair(cast.other_officer, cast.enterprise, date(2021, 1, 2))
    assert "13900000301" not in cast.client("officer").get("/directory/").content.decode()
    assert shown(cast, "officer", f"/enterprises/{cast.enterprise.pk}/") == {"139****0301"}


def test_an_office_elsewhere_and_a_leader_here_reads_masked_numbers(cast):
    grant(cast.users["leader"], "office_staff", cast.elsewhere)
    assert shown(cast, "leader", "/directory/") == MASKED


def test_the_numbers_are_links_that_call(cast):
    assert 'href="tel:13900000301"' in cast.client("officer").get("/directory/").content.decode()


@pytest.mark.parametrize(
    "text", ["13800000101", "0391-5550001", "5550001", "010-55500012-801", "13800000101、0391-5550001"]
)
def test_numbers(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["12345", "138000001011", "tel:110", "1380000010a", "13800000101,"])
def test_no_numbers(text):
    assert not is_number(text)


def test_masks_hide_the_middle():
    assert masked("13800000101、5550001") == "138****0101、****01"
