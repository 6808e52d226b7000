"""政策: added and renamed by the office, each name once, with a year's briefings and supports."""

from datetime import date

import pytest

from enterprises.models import Policy
from officers.models import LogEntry
from tests.factories import make_district, support, visit
from tests.pages.reading import text_of


@pytest.fixture
def policy(cast):
    return Policy.objects.create(district=cast.district, name="稳岗返还")


def test_the_office_adds_a_policy_and_the_log_says_so(cast):
    answer = cast.client("staff").post("/policies/", {"name": "技术改造专项补助"}, follow=True)
    assert "已登记政策“技术改造专项补助”。" in text_of(answer)
    assert Policy.objects.get().district == cast.district
    entry = LogEntry.objects.get()
    assert (entry.action, entry.after) == ("登记政策", {"name": "技术改造专项补助"})


def test_a_name_stands_once_in_a_district(cast, policy):
    answer = cast.client("staff").post("/policies/", {"name": "稳岗返还"})
    assert answer.status_code == 422
    assert "本地区已有同名政策" in text_of(answer)
    assert Policy.objects.count() == 1
    assert not LogEntry.objects.exists()


def test_an_office_above_several_districts_says_which(cast):
    below = make_district("jiefang", "解放片区", parent=cast.district)
    client = cast.client("staff")
    assert client.post("/policies/", {"name": "稳岗返还"}).status_code == 422
    client.post("/policies/", {"name": "稳岗返还", "district": below.pk})
    assert Policy.objects.get().district == below


def test_a_policy_is_renamed_with_both_names_in_the_log_and_found_anew(cast, policy):
    client = cast.client("director")
    client.post(f"/policies/{policy.pk}/", {"seen": "稳岗返还", "name": "失业保险稳岗返还"})
    policy.refresh_from_db()
    assert policy.name == "失业保险稳岗返还"
    entry = LogEntry.objects.get()
    assert (entry.before, entry.after) == ({"name": "稳岗返还"}, {"name": "失业保险稳岗返还"})
    assert "失业保险稳岗返还" in text_of(client.get("/policies/", {"name": "shiye"}))


def test_of_two_who_rename_the_second_reads_the_name_that_stands(cast, policy):
    path = f"/policies/{policy.pk}/"
    cast.client("director").post(path, {"seen": "稳岗返还", "name": "稳岗返还（大型企业）"})
    answer = cast.client("staff").post(path, {"seen": "稳岗返还", "name": "稳岗返还（中小企业）"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "刚被别人改过" in page
    assert 'value="稳岗返还（大型企业）"' in page
    assert Policy.objects.get().name == "稳岗返还（大型企业）"


def test_a_name_that_is_taken_is_refused_and_the_heading_keeps_the_old_one(cast, policy):
    Policy.objects.create(district=cast.district, name="技改补助")
    answer = cast.client("staff").post(f"/policies/{policy.pk}/", {"seen": "稳岗返还", "name": "技改补助"})
    assert answer.status_code == 422
    assert "<h1>稳岗返还</h1>" in answer.content.decode()
    assert "本地区已有同名政策" in text_of(answer)


def test_a_name_that_holds_a_separator_is_counted_whole(cast, policy):
    long = Policy.objects.create(district=cast.district, name="关于减税、降费，稳定就业的通知")
    Policy.objects.create(district=cast.district, name="关于减税")
    visit(cast.pairing, date(2021, 3, 9), is_briefing=True, policies=f"稳岗返还、{long.name}、另一项")
    rows = cast.client("staff").get("/policies/", {"year": 2021}).context["rows"]
    assert {found.name: count for found, count, _ in rows} == {"稳岗返还": 1, long.name: 1, "关于减税": 0}
    assert cast.client("staff").get(f"/policies/{long.pk}/").context["briefings"] == 1


def test_a_years_briefings_and_supports_are_counted(cast, policy):
    visit(cast.pairing, date(2021, 3, 9), is_briefing=True, policies="稳岗返还、《研发费用后补助》")
    visit(cast.pairing, date(2021, 6, 9), is_briefing=True, policies="稳岗返还；稳岗返还")
    visit(cast.pairing, date(2021, 7, 9), is_briefing=True, policies="稳岗返还", void="未到企业")
    visit(cast.pairing, date(2021, 8, 9), policies="稳岗返还")
    visit(cast.pairing, date(2022, 3, 9), is_briefing=True, policies="稳岗返还")
    support(cast.enterprise, date(2021, 5, 20), "稳岗返还")
    support(cast.other_enterprise, date(2021, 6, 20), "稳岗返还")
    void = support(cast.enterprise, date(2021, 7, 20), "稳岗返还")
    void.voided_at, void.void_reason = void.entered_at, "录错"
    void.save()
    [(_, told, given)] = cast.client("staff").get("/policies/", {"year": "2021"}).context["rows"]
    assert (told, given["count"], given["firms"]) == (2, 2, 2)
    [(_, told, given)] = cast.client("officer").get("/policies/", {"year": "2021"}).context["rows"]
    assert (told, given["count"]) == (2, 1)


def test_the_policys_page_says_who_received_what(cast, policy):
    support(cast.enterprise, date(2021, 5, 20), "稳岗返还")
    support(cast.other_enterprise, date(2021, 6, 20), "稳岗返还")
    path = f"/policies/{policy.pk}/"
    office = text_of(cast.client("staff").get(path))
    assert "支持2笔，2家企业" in office
    assert "沁渊精铸有限公司 2021年5月20日" in office
    own = text_of(cast.client("officer").get(path))
    assert "沁渊精铸" in own
    assert "禾岫" not in own


def test_policies_of_another_district_are_not_seen(cast):
    abroad = Policy.objects.create(district=cast.elsewhere, name="外区政策")
    assert "外区政策" not in text_of(cast.client("staff").get("/policies/"))
    assert cast.client("staff").get(f"/policies/{abroad.pk}/").status_code == 404


def test_an_empty_list_says_what_to_do(cast):
    assert "还没有登记政策" in text_of(cast.client("staff").get("/policies/"))
    assert "没有名称含“补助”的政策" in text_of(cast.client("leader").get("/policies/", {"name": "补助"}))
