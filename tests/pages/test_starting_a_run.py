"""年度测算 is started by the office, once, whatever is pressed."""

from datetime import date

import pytest
from django.urls import reverse

from assessment.models import AssessmentRun
from officers.models import Job, LogEntry, Unit
from tests.factories import begin_run, make_district, make_unit

from .reading import text_of

ASKED = {"scheme": "jiaozuo-officers", "year": 2021, "as_of": "2022-03-01"}


def start(client, **other):
    return client.post(reverse("runs"), ASKED | other)


def test_starting_queues_a_job_and_leads_to_its_run(cast):
    answer = start(cast.client("staff"))
    run = AssessmentRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/assessment/runs/{run.pk}/")
    assert (run.year, run.as_of, run.job.state) == (2021, date(2022, 3, 1), Job.State.QUEUED)
    assert run.created_by == cast.users["staff"]


def test_a_second_press_and_another_tab_lead_to_the_same_run(cast):
    first = start(cast.client("staff"))
    second = start(cast.client("director"))
    assert first["Location"] == second["Location"]
    assert AssessmentRun.objects.count() == Job.objects.count() == 1


def test_starting_is_written_to_the_log(cast):
    start(cast.client("director"))
    entry = LogEntry.objects.get()
    assert (entry.action, entry.user, entry.address) == ("发起测算", cast.users["director"], "127.0.0.1")


def test_without_a_day_the_annual_one_is_taken(cast):
    start(cast.client("staff"), as_of="")
    assert AssessmentRun.objects.get().as_of == date(2022, 3, 1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("year", "3021", "年度不能晚于今年"),
        ("as_of", "2098-03-01", "截止日不能晚于今天"),
        ("as_of", "2020-12-31", "截止日不能早于2021年1月1日"),
        ("year", "", "年度"),
        ("scheme", "kunshan-towns", "考核办法"),
    ],
)
def test_a_wrong_entry_is_answered_beside_the_field_and_starts_nothing(cast, field, value, sentence):
    answer = start(cast.client("staff"), **{field: value})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "有1处要改" in page
    assert sentence in page
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not AssessmentRun.objects.exists()


def test_only_schemes_are_offered_that_somebody_is_assessed_by(cast):
    page = text_of(cast.client("staff").get(reverse("runs")))
    assert "焦作市示范区" in page
    assert "昆山市服务企业发展考核细则·区镇" not in page
    make_unit(cast.district, "城北镇", Unit.Kind.TOWN)
    assert "昆山市服务企业发展考核细则·区镇" in text_of(cast.client("staff").get(reverse("runs")))


def test_an_empty_district_is_told_to_import_first(cast):
    page = text_of(cast.client("outsider").get(reverse("runs")))
    assert "还没有可以考核的对象" in page
    assert "还没有测算过" in page


def test_a_leader_reads_the_runs_and_is_offered_no_form(cast):
    page = text_of(cast.client("leader").get(reverse("runs")))
    assert "测算记录" in page
    assert "开始测算" not in page


def test_an_office_above_several_districts_says_which(cast):
    below = make_district("jiefang", "解放片区", parent=cast.district)
    client = cast.client("staff")
    assert "解放片区" in text_of(client.get(reverse("runs")))
    start(client, district=below.pk)
    assert AssessmentRun.objects.get().district == below
    assert start(client, district=cast.elsewhere.pk).status_code == 422


def test_runs_of_other_districts_are_not_listed(cast):
    begin_run(cast.elsewhere)
    assert "还没有测算过" in text_of(cast.client("staff").get(reverse("runs")))
