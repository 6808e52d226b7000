"""Before publication nobody learns what enterprises answered about them, nor what would tell it."""

import json

import pytest

from officers.models import Role
from tests.factories import grant, publish

from .reading import text_of

#: the satisfaction, the total, the sums that hold it, the grade, the distance to the next one
SECRETS = ("42.00", "44.00", "40.00", "87.18", "良好（", "距优秀", "有效答卷2份", "（44.00＋40.00）")


@pytest.fixture(params=["", "print/"], ids=["screen", "print"])
def page(request, scene):
    return scene.cast.client("officer").get(scene.url + request.param)


def test_an_officer_reads_the_other_items_with_their_evidence(page):
    said = text_of(page)
    assert "8.18" in said
    assert "缺：第11周（3月15日–21日）" in said


def test_an_officer_reads_no_figure_that_tells_the_satisfaction(page):
    said = text_of(page)
    assert "公布前不显示" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_digest_is_left_out_because_few_totals_fit_it(scene, page):
    sheet = scene.run.sheets.get(code="A01")
    said = text_of(page)
    assert sheet.digest[:4] + " " + sheet.digest[4:8] not in said


def test_the_list_of_own_sheets_keeps_the_total_back(scene):
    said = text_of(scene.cast.client("officer").get("/assessment/mine/"))
    assert "2021年度第" in said
    assert "87.18" not in said
    assert "良好" not in said


def test_the_interface_for_programs_keeps_it_back_too(scene):
    sheet = scene.cast.client("officer").get(f"/api/runs/{scene.run.pk}/sheets/A01/").json()["sheets"][0]
    assert [sheet[key] for key in ("total", "low", "high", "grade", "flags")] == [None] * 5
    hidden = next(item for item in sheet["items"] if item["code"] == "satisfaction")
    assert (hidden["points"], hidden["lines"]) == (None, [])
    assert {"code": "survey", "points": None} in sheet["groups"]
    assert not [secret for secret in SECRETS if secret in json.dumps(sheet, ensure_ascii=False)]


def test_a_director_who_is_an_officer_too_learns_nothing_early_about_themselves(scene):
    grant(scene.cast.users["officer"], Role.OFFICE_DIRECTOR, scene.cast.district)
    client = scene.cast.client("officer")
    assert "87.18" not in text_of(client.get(scene.url))
    ranking = text_of(client.get(f"/assessment/runs/{scene.run.pk}/"))
    assert "87.18" not in ranking
    assert "42.00" not in ranking
    assert "苏若岚" in ranking


def test_the_office_sees_what_the_officer_does_not(scene):
    assert "87.18" in text_of(scene.cast.client("staff").get(scene.url))


@pytest.mark.parametrize("who", ["deputy", "liaison"])
def test_who_serves_an_officers_firms_learns_nothing_early_by_a_post_at_the_office(scene, who):
    """Not on the sheet, in print or by a program, nor where it stands; and they too never read which firms answered."""
    grant(scene.cast.users[who], Role.OFFICE_DIRECTOR, scene.cast.district)
    client = scene.cast.client(who)
    addresses = (
        scene.url,
        f"{scene.url}print/",
        f"/api/runs/{scene.run.pk}/sheets/A01/",
        f"/assessment/runs/{scene.run.pk}/",
    )
    for address in addresses:
        shown = client.get(address).content.decode()
        assert not [secret for secret in SECRETS if secret in shown], address
    publish(scene.run)
    shown = text_of(client.get(scene.url))
    assert "87.18" in shown
    assert "沁渊精铸有限公司 1份答卷" not in shown


def test_who_serves_firms_does_not_count_them_by_the_districts_number(scene):
    """What all firms answered, less what a page without one's own firms counts, would be one's own firms' answers."""
    grant(scene.cast.users["officer"], Role.OFFICE_DIRECTOR, scene.cast.district)
    other = f"/assessment/runs/{scene.run.pk}/sheets/A02/"
    assert "全区有效答卷" in text_of(scene.cast.client("staff").get(other))
    assert "全区有效答卷" not in text_of(scene.cast.client("officer").get(other))
    facts = scene.cast.client("officer").get(f"/api/runs/{scene.run.pk}/sheets/A02/").json()["sheets"][0]
    assert "全区有效答卷" not in json.dumps(facts, ensure_ascii=False)
    publish(scene.run)
    assert "全区有效答卷" in text_of(scene.cast.client("officer").get(other))
