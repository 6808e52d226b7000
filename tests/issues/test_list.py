"""The list of issues: counted by state, those under way by deadline, narrowed by what is asked, exported as shown."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enterprises.docket import MOST_RUNNING, Docket
from enterprises.models import Issue, IssueStep
from tests.counting import queries_of
from tests.factories import ENTERED, make_enterprise, make_officer, make_unit, pair, raise_issue
from tests.pages.reading import text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
TODAY = date(2021, 9, 24)


def codes(page):
    return [row.issue.code for row in page.context["rows"]]


@pytest.fixture
def some(cast):
    """One issue of each state on 24 September 2021."""
    firm = cast.enterprise
    raise_issue(firm, "fresh", date(2021, 9, 23), "冷库用电负荷不够")
    raise_issue(firm, "near", date(2021, 9, 14), "厂区门前道路")
    raise_issue(firm, "late", date(2021, 9, 8), "用电增容申请受阻")
    raise_issue(firm, "major", date(2021, 9, 23), "用地规划条件变更", level="major")
    raise_issue(firm, "handed", date(2021, 9, 1), "环评批复衔接", ("escalated", date(2021, 9, 3)), level="major")
    raise_issue(firm, "closed", date(2021, 8, 2), "限高杆", ("closed", date(2021, 8, 5)))
    raise_issue(firm, "withdrawn", date(2021, 8, 3), "子女入学", ("withdrawn", None))
    raise_issue(firm, "merged", date(2021, 8, 4), "同一限高杆", ("merged", date(2021, 8, 5)))
    raise_issue(cast.other_enterprise, "other", date(2021, 9, 22), "天然气压力")
    return cast


def of(docket, key):
    return [row.issue.code for row in docket.watch(docket.chosen(key))]


def test_each_choice_holds_its_issues_in_its_order(some):
    docket = Docket(Issue.objects.all(), TODAY)
    assert of(docket, "running") == ["late", "near", "major", "other", "fresh"]
    assert of(docket, "near") == ["near", "major"]
    assert of(docket, "late") == ["late"]
    assert of(docket, "handed") == ["handed"]
    assert of(docket, "closed") == ["closed"]
    assert of(docket, "ended") == ["merged", "withdrawn"]
    assert docket.counts == {
        "running": 5, "near": 2, "late": 1, "handed": 1, "closed": 1, "ended": 2, "all": 9,
    }  # fmt: skip


def test_a_void_step_does_not_count(some):
    IssueStep.objects.filter(issue__code="closed").update(voided_at=ENTERED)
    assert "closed" in of(Docket(Issue.objects.all(), TODAY), "running")


def test_officers_deputies_and_liaisons_see_their_own(some):
    assert "other" not in codes(some.client("officer").get("/issues/"))
    assert codes(some.client("other_officer").get("/issues/")) == ["other"]
    assert set(codes(some.client("deputy").get("/issues/"))) == {"fresh", "near", "late", "major"}
    assert len(codes(some.client("liaison").get("/issues/"))) == 5
    assert len(codes(some.client("leader").get("/issues/"))) == 5


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "禾岫"}, ["other"]),
        ({"who": "hexiu"}, ["other"]),
        ({"who": "苏若岚"}, ["other"]),
        ({"who": "srl"}, ["other"]),
        ({"who": "没有"}, []),
        ({"level": "major"}, ["major"]),
        ({"since": "2021-09-22", "level": "general"}, ["other", "fresh"]),
        ({"until": "2021-09-14"}, ["late", "near"]),
        ({"since": "不是日期"}, ["late", "near", "major", "other", "fresh"]),
        ({"state": "nonsense"}, ["late", "near", "major", "other", "fresh"]),
        ({"state": "closed"}, ["closed"]),
        ({"state": "all", "level": "major"}, ["major", "handed"]),
    ],
)
def test_filters_narrow_the_list(some, asked, found):
    assert codes(some.client("staff").get("/issues/", asked)) == found


def test_a_unit_is_that_of_the_officer_on_the_day_it_was_raised(some):
    unit = make_unit(some.district, "区商务局")
    newcomer = make_officer(some.district, "A03", "陈思屿", unit=unit)
    some.other_pairing.ends = date(2021, 9, 23)
    some.other_pairing.save()
    pair(newcomer, some.other_enterprise, date(2021, 9, 24))
    raise_issue(some.other_enterprise, "newer", date(2021, 9, 24), "蒸汽")
    assert codes(some.client("staff").get("/issues/", {"unit": unit.pk})) == ["newer"]
    page = text_of(some.client("staff").get("/issues/", {"who": "苏若岚"}))
    assert "现由陈思屿结对" in page


def test_an_issue_of_another_district_is_not_listed(some):
    raise_issue(make_enterprise(some.elsewhere, "外区企业"), "abroad", date(2021, 9, 23), "外区的事")
    assert "abroad" not in codes(some.client("staff").get("/issues/", {"state": "all"}))
    assert codes(some.client("outsider").get("/issues/")) == ["abroad"]


def test_empty_lists_say_where_to_go(cast):
    page = text_of(cast.client("staff").get("/issues/"))
    assert "现在没有在办的问题" in page
    assert "清除筛选" in text_of(cast.client("staff").get("/issues/", {"who": "没有"}))
    assert "现在没有在办的问题" in text_of(cast.client("officer").get("/issues/"))


def test_the_export_holds_what_is_filtered_and_text_stays_text(some):
    Issue.objects.filter(code="late").update(content="=HYPERLINK(1)")
    answer = some.client("staff").post("/issues/export/?who=沁渊&state=running")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    head, *rows = list(book["企业问题"].iter_rows())
    assert [row[0].value for row in rows] == ["late", "near", "major", "fresh"]
    late = {title.value: cell for title, cell in zip(head, rows[0], strict=True)}
    assert (late["内容"].value, late["内容"].data_type) == ("=HYPERLINK(1)", "s")
    assert (late["首席服务官"].value, late["单位"].value) == ("林沐川", "区工信局")
    assert late["截止日"].value.date() == date(2021, 9, 17)
    assert late["状态"].value == "已超期"


def test_an_officer_exports_only_own_issues(some):
    answer = some.client("other_officer").post("/issues/export/?state=all")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert [row[0] for row in book["企业问题"].iter_rows(min_row=2, values_only=True)] == ["other"]


def fill(cast, rows):
    """As many issues under way, closed and withdrawn in turn."""
    have = Issue.objects.count()
    issues = Issue.objects.bulk_create(
        Issue(
            district=cast.district, year=2021, serial=10_000 + n, code=f"N{n}", enterprise=cast.enterprise,
            raised_on=TODAY - timedelta(days=n % 30), first_level="general", content="诉求", entered_at=ENTERED,
        )
        for n in range(have, rows)
    )  # fmt: skip
    IssueStep.objects.bulk_create(
        IssueStep(
            district=cast.district, issue=issue, sequence=1, kind="closed", on=TODAY, entered_at=ENTERED,
        )
        for issue in issues[::4]
    )  # fmt: skip


PAGES = {
    "issues": ("staff", "/issues/"),
    "issues, closed": ("staff", "/issues/?state=closed"),
    "issues, filtered": ("staff", "/issues/?who=linmuchuan&state=late"),
    "issues, own": ("officer", "/issues/"),
    "issues-export": ("staff", "/issues/export/?state=all"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_at_10_and_at_2000_rows(cast, name):
    who, path = PAGES[name]
    client = cast.client(who)
    fill(cast, 10)
    client.get(path)  # the first one also notes when the session was seen
    few = queries_of(client, path)
    fill(cast, 2000)
    assert (few, queries_of(client, path)) == (COUNTS[name], COUNTS[name])


def test_beyond_the_bound_the_page_says_so(cast):
    Issue.objects.bulk_create(
        Issue(
            district=cast.district, year=2021, serial=10_000 + n, code=f"N{n}", enterprise=cast.enterprise,
            raised_on=TODAY, first_level="general", content="诉求", entered_at=ENTERED,
        )
        for n in range(MOST_RUNNING + 1)
    )  # fmt: skip
    page = text_of(cast.client("staff").get("/issues/"))
    assert f"超过{MOST_RUNNING}件在办" in page
    assert f"办理中 {MOST_RUNNING + 1}" in page
