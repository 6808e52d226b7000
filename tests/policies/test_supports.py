"""政策支持: one record a support, corrected and voided by the office, counted by enterprise and year."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enterprises.models import Pairing, Policy, PolicySupport
from officers.models import LogEntry, Officer
from officers.words import plain
from tests.counting import queries_of
from tests.factories import ENTERED, make_enterprise, pair, support
from tests.pages.reading import text_of

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())
DAY = date(2021, 5, 20)


@pytest.fixture
def policy(cast):
    return Policy.objects.create(district=cast.district, name="稳岗返还")


def form(under, **other):
    return {"date": "2021-05-20", "policy": under.pk, "amount": "12.34"} | other


def new(cast):
    return f"/supports/new/?enterprise={cast.enterprise.pk}"


def numbers(page):
    return [one.number for one in page.context["page"]]


def test_a_support_is_entered_with_number_author_and_log(cast, policy):
    answer = cast.client("staff").post(new(cast), form(policy))
    one = PolicySupport.objects.get()
    assert answer["Location"] == f"/supports/{one.pk}/"
    assert (one.number, one.enterprise, one.amount, one.entered_by) == (
        "2021-0001", cast.enterprise, Decimal("12.34"), cast.users["staff"],
    )  # fmt: skip
    assert LogEntry.objects.get().action == "登记政策支持"


def test_the_same_support_is_not_entered_twice(cast, policy):
    client = cast.client("staff")
    client.post(new(cast), form(policy))
    answer = client.post(new(cast), form(policy))
    assert answer.status_code == 422
    assert "这一笔政策支持已经登记" in text_of(answer)
    assert (PolicySupport.objects.count(), LogEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("other", "label"),
    [
        ({"date": "2098-05-20"}, "日期不能晚于今天"),
        ({"date": "1999-05-20"}, "年份须在2000至2099之间"),
        ({"amount": "-1"}, "金额（万元）"),
        ({"amount": "1.23456"}, "金额（万元）"),
        ({"policy": ""}, "政策"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_saved(cast, policy, other, label):
    answer = cast.client("staff").post(new(cast), form(policy, **other))
    assert answer.status_code == 422
    assert label in text_of(answer)
    assert not PolicySupport.objects.exists()


def test_a_policy_of_another_district_is_not_accepted(cast, policy):
    abroad = Policy.objects.create(district=cast.elsewhere, name="外区政策")
    assert cast.client("staff").post(new(cast), form(abroad)).status_code == 422
    firm = make_enterprise(cast.elsewhere, "外区企业")
    assert cast.client("staff").get(f"/supports/new/?enterprise={firm.pk}").status_code == 404


def test_a_correction_needs_a_reason_and_the_version_that_was_shown(cast, policy):
    one = support(cast.enterprise, DAY, "稳岗返还")
    client, path = cast.client("staff"), f"/supports/{one.pk}/correct/"
    assert client.post(path, form(policy, version=1)).status_code == 422
    assert client.post(path, form(policy, version=1, words="金额录错", amount="9")).status_code == 302
    stale = client.post(path, form(policy, version=1, words="晚了", amount="8"))
    assert stale.status_code == 409
    assert "刚被别人改过" in text_of(stale)
    one.refresh_from_db()
    assert (one.amount, one.version) == (Decimal(9), 2)
    entry = LogEntry.objects.get()
    assert (entry.action, entry.note, entry.after["amount"]) == ("更正政策支持", "金额录错", "9")


def test_a_void_support_stays_visible_and_counts_nowhere(cast, policy):
    one, other = support(cast.enterprise, DAY, "稳岗返还"), support(cast.enterprise, date(2021, 6, 1), "稳岗返还")
    client = cast.client("staff")
    assert client.post(f"/supports/{one.pk}/void/", {"version": 1, "words": ""}).status_code == 422
    assert client.post(f"/supports/{one.pk}/void/", {"version": 1, "words": "重复"}).status_code == 302
    page = client.get("/supports/")
    assert numbers(page) == [other.number, one.number]
    assert "已作废" in text_of(page)
    assert "1笔，1家企业" in text_of(page)
    assert [row.in_year for row in page.context["page"]] == [1, 1]
    assert "重复" in text_of(client.get(f"/supports/{one.pk}/"))
    for act in ("void", "correct"):
        answer = client.post(f"/supports/{one.pk}/{act}/", form(policy, version=2, words="再次"))
        assert answer.status_code == 409


@pytest.fixture
def three(cast):
    """Three supports of the officer's enterprise in 2021, one in 2022; one of another enterprise."""
    for day in (date(2021, 2, 1), date(2021, 6, 1), date(2021, 12, 31)):
        support(cast.enterprise, day, "稳岗返还")
    support(cast.enterprise, date(2022, 1, 1), "技改补助")
    support(cast.other_enterprise, date(2021, 6, 1), "技改补助")
    return cast


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["2022-0001", "2021-0003", "2021-0004", "2021-0002", "2021-0001"]),
        ({"often": "on"}, ["2021-0003", "2021-0002", "2021-0001"]),
        ({"year": "2022"}, ["2022-0001"]),
        ({"who": "hexiu"}, ["2021-0004"]),
        ({"year": "nonsense", "often": "on"}, ["2021-0003", "2021-0002", "2021-0001"]),
    ],
)
def test_filters_narrow_the_list_and_the_years_count_is_the_enterprises(three, asked, found):
    assert numbers(three.client("staff").get("/supports/", asked)) == found


def test_a_policy_narrows_the_list(three):
    policy = Policy.objects.get(name="技改补助")
    page = three.client("leader").get("/supports/", {"policy": policy.pk})
    assert numbers(page) == ["2022-0001", "2021-0004"]
    assert [one.in_year for one in page.context["page"]] == [1, 1]


def test_officers_see_their_own_enterprises_only(three):
    assert "2021-0004" not in numbers(three.client("officer").get("/supports/"))
    assert numbers(three.client("other_officer").get("/supports/")) == ["2021-0004"]
    other = PolicySupport.objects.get(enterprise=three.other_enterprise)
    assert three.client("officer").get(f"/supports/{other.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "deputy", "liaison"])
def test_who_handed_an_enterprise_over_sees_what_it_received_until_then(three, who):
    Pairing.objects.filter(pk=three.pairing.pk).update(ends=date(2021, 6, 1))
    pair(three.other_officer, three.enterprise, date(2021, 6, 2))
    Officer.objects.filter(pk=three.other_officer.pk).update(unit=None)  # nobody of the liaison's
    client = three.client(who)
    assert numbers(client.get("/supports/")) == ["2021-0002", "2021-0001"]
    later = PolicySupport.objects.get(enterprise=three.enterprise, date=date(2021, 12, 31))
    assert client.get(f"/supports/{later.pk}/").status_code == 404
    assert {"2022-0001", "2021-0003", "2021-0001"} < set(numbers(three.client("other_officer").get("/supports/")))


def test_the_export_holds_what_is_filtered(three):
    answer = three.client("staff").post("/supports/export/?often=on")
    rows = load_workbook(BytesIO(b"".join(answer.streaming_content)))["政策支持"].iter_rows(values_only=True)
    head, *rows = rows
    assert [dict(zip(head, row, strict=True))["该企业当年笔数"] for row in rows] == [3, 3, 3]


def test_amounts_are_said_to_the_cent_and_further_where_they_go_further():
    said = [plain(Decimal(text)) for text in ("86.5000", "100.0000", "1234.2500", "1.2345", "0.0000")]
    assert said == ["86.50", "100.00", "1,234.25", "1.2345", "0.00"]
    assert plain(None) == "—"


def fill(cast, policy, rows):
    have = PolicySupport.objects.count()
    PolicySupport.objects.bulk_create(
        PolicySupport(
            district=cast.district, year=2021, serial=100 + n, enterprise=cast.enterprise, policy=policy,
            date=date(2000, 1, 1) + timedelta(days=n), entered_at=ENTERED,
        )
        for n in range(have, rows)
    )  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_a_page_asks_the_same_at_10_and_at_2000_rows(cast, policy, name):
    path, client = {"policy": f"/policies/{policy.pk}/"}.get(name, f"/{name}/"), cast.client("staff")
    fill(cast, policy, 10)
    client.get(path)
    few = queries_of(client, path)
    fill(cast, policy, 2000)
    Policy.objects.bulk_create(Policy(district=cast.district, name=f"政策{n}").spell() for n in range(200))
    assert (few, queries_of(client, path)) == (COUNTS[name], COUNTS[name])
