"""No link leads to a closed door: what a page names is linked for those who may open it, and for nobody else."""

import re
from datetime import date

import pytest

from enterprises.models import Honour
from officers.actor import Actor
from officers.models import CalendarChange, Deputy
from tests.factories import at, grant, honour, make_enterprise, pair, raise_issue, support, visit

HREF = re.compile(r'href="(/[^"#]*)"')
PEOPLE = ("officer", "deputy", "liaison", "staff", "director", "leader")


@pytest.fixture
def places(cast):
    """The pages that name others, with one record each."""
    row = visit(cast.pairing, date(2026, 3, 3))
    issue = raise_issue(cast.enterprise, "I1", date(2026, 3, 3), "用电增容")
    given = support(cast.enterprise, date(2026, 3, 3), "惠企政策")
    return {
        "visit": f"/visits/{row.pk}/",
        "issue": f"/issues/{issue.pk}/",
        "support": f"/supports/{given.pk}/",
        "enterprise": f"/enterprises/{cast.enterprise.pk}/",
        "officer": f"/officers/{cast.officer.pk}/",
        "ledgers": "/ledgers/",
        "home": "/home/",
        "visits": "/visits/",
        "issues": "/issues/",
    }


def links(answer):
    text = answer.content.decode().replace("&amp;", "&")
    return sorted(set(HREF.findall(text)) - {path for path in HREF.findall(text) if path.startswith("/static/")})


@pytest.mark.parametrize("who", PEOPLE)
def test_every_link_of_a_page_opens_for_its_reader(cast, places, who):
    client, closed, opened = cast.client(who), [], 0
    for name, path in places.items():
        answer = client.get(path)
        if answer.status_code == 200:
            opened += 1
            closed += [(name, link) for link in links(answer) if client.get(link).status_code not in (200, 302)]
    assert not closed
    assert opened > 3


@pytest.mark.parametrize(
    ("page", "who", "leads"),
    [
        ("visit", "staff", ("enterprise", "officer")),
        ("visit", "officer", ("enterprise", "officer")),
        ("visit", "deputy", ("enterprise",)),
        ("issue", "leader", ("enterprise", "officer")),
        ("issue", "deputy", ("enterprise",)),
        ("support", "officer", ("enterprise",)),
        ("ledgers", "staff", ("officer",)),
    ],
)
def test_what_a_page_names_is_linked_for_those_who_may_open_it(cast, places, page, who, leads):
    found = links(cast.client(who).get(places[page]))
    assert {name for name in ("enterprise", "officer") if places[name] in found} == set(leads)


def test_the_page_of_an_enterprise_leads_to_what_is_done_for_it(cast, places):
    visit_new = f"/visits/new/?pairing={cast.pairing.pk}"
    issue_new = f"/issues/new/?enterprise={cast.enterprise.pk}"
    assert {visit_new, issue_new} <= set(links(cast.client("officer").get(places["enterprise"])))
    assert {f"{visit_new}&office=1", issue_new} <= set(links(cast.client("staff").get(places["enterprise"])))
    reader = links(cast.client("leader").get(places["enterprise"]))
    assert not [link for link in reader if "/new/" in link], "who only reads is offered nothing to record"


def test_the_office_lands_in_the_visit_of_that_pairing_though_it_keeps_others(cast, places):
    grant(cast.users["staff"], "deputy", cast.district)
    own = Deputy.objects.create(district=cast.district, name="温以宁", user=cast.users["staff"])
    pair(cast.other_officer, make_enterprise(cast.district, "自己的企业"), deputy=own)
    page = cast.client("staff").get(f"/visits/new/?pairing={cast.pairing.pk}&office=1")
    assert re.search(rf'name="pairing" value="{cast.pairing.pk}"[^>]* checked', page.content.decode())


def test_the_lists_are_filtered_by_what_the_link_came_from(cast, places):
    other = raise_issue(cast.other_enterprise, "I2", date(2026, 3, 3), "用水")
    found = links(cast.client("staff").get(places["enterprise"]))
    (path,) = [link for link in found if link.startswith("/issues/?who=")]
    listed = links(cast.client("staff").get(path))
    assert places["issue"] in listed
    assert f"/issues/{other.pk}/" not in listed


def test_what_waits_for_the_office_stands_on_its_day_with_the_page_that_decides_it(cast):
    waiting = honour(date(2026, 3, 3), "冷链项目", enterprise=cast.enterprise)
    Honour.objects.filter(pk=waiting.pk).update(service_related=False)
    days = {"2027-01-01": [False, "元旦"]}
    change = CalendarChange(
        district=cast.district, scope="year", year=2027, document_no="国办发明电〔2026〕7号", days=days
    )
    change.enter(Actor("温以宁", at(2026, 3, 2), user=cast.users["staff"]))
    for who, reads_change in (("director", True), ("leader", False)):
        answer = cast.client(who).get("/today/")
        assert "1项企业表彰待确认是否与服务相关" in answer.content.decode()
        assert "/honours/?state=waiting" in links(answer)
        assert (f"/calendar/changes/{change.pk}/" in links(answer)) is reads_change
        assert not [link for link in links(answer) if cast.client(who).get(link).status_code not in (200, 302)]
