"""Where the office's day leads, also when its reader keeps several districts."""

import html
import re
from datetime import date

import pytest

from assessment.views.today import today
from enterprises.models import Submission
from tests.factories import at, hand_in, make_enterprise, make_officer, pair

FRIDAY, NOVEMBER = at(2021, 9, 24, 9), at(2039, 11, 1)


@pytest.fixture
def second(cast):
    """Another district under the one where the director is: the first by name, or by key, is not always the one."""
    cast.elsewhere.parent = cast.district
    cast.elsewhere.save()
    officer = make_officer(cast.elsewhere, "C01", "叶清越")
    pair(officer, make_enterprise(cast.elsewhere, "月渚船舶有限公司"), ends=date(2021, 12, 31))
    for each in (officer, cast.officer):
        hand_in(each, 8, at(2021, 9, 3))
    return officer


def shown_by(cast, path):
    """The district of the page behind a link as it stands in the source."""
    context = cast.client("director").get(html.unescape(path)).context
    return context["board"].district if "board" in context else context["district"]


@pytest.mark.parametrize("which", ["district", "elsewhere"])
def test_what_is_linked_is_of_the_same_district(cast, second, ask, which):
    """The pages of ledgers and of the calendar show one district, unasked the first."""
    district = getattr(cast, which)
    Submission.objects.update(content={})
    source = "".join(
        ask(today, "director", moment, district=str(district.pk)).content.decode() for moment in (FRIDAY, NOVEMBER)
    )
    linked = set(re.findall(r'href="(/(?:ledgers|calendar)/(?:\?[^"]*)?)"', source.partition("<main")[2]))
    assert {path.partition("?")[0] for path in linked} == {"/ledgers/", "/calendar/"}
    assert {shown_by(cast, path) for path in linked} == {district}


@pytest.mark.parametrize(
    "path",
    [
        "/ledgers/{officer}/2021/8/",
        "/ledgers/?district={district}&q=nobody",
        "/officers/{officer}/",
        "/criticisms/?district={district}",
        "/criticisms/{officer}/2021/",
    ],
)
def test_what_a_page_of_one_district_links_is_of_the_same(cast, second, path):
    page = cast.client("director").get(path.format(officer=second.pk, district=second.district_id))
    assert page.status_code == 200
    source = page.content.decode().partition("<main")[2]
    linked = re.findall(r'href="(/(?:ledgers|criticisms)/\?[^"]*)"', source)
    assert linked
    assert {shown_by(cast, each) for each in linked} == {second.district}


@pytest.mark.parametrize(
    ("name", "count", "path"),
    [("director", 1, "/pairings/new/?enterprise={code}"), ("director", 2, "/enterprises/?paired=no"),
     ("leader", 1, "/enterprises/?paired=no")],
)  # fmt: skip
def test_enterprises_without_an_officer_lead_to_where_they_get_one(cast, ask, name, count, path):
    alone = [make_enterprise(cast.district, f"松岑包装{n}") for n in range(count)]
    link = path.format(code=alone[0].credit_code)
    assert f'href="{link}"' in ask(today, name, FRIDAY).content.decode()
    assert alone[0].credit_code in cast.client(name).get(link).content.decode()
