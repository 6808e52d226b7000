"""While a run is computed its page shows how far it is; a reload or a lost worker does no harm."""

from datetime import timedelta

import pytest

from officers import jobs
from officers.jobs import JobRefused
from officers.models import Job
from tests.factories import COMPUTED, begin_run

from .reading import text_of

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def run(cast):
    return begin_run(cast.district)


def page_of(cast, run, **headers):
    return cast.client("director").get(f"/assessment/runs/{run.pk}/", **headers)


def test_a_waiting_run_says_that_it_waits_and_asks_again(cast, run):
    answer = page_of(cast, run)
    assert "已排队，等待后台处理" in text_of(answer)
    assert f'hx-get="/assessment/runs/{run.pk}/" hx-trigger="every 2s"' in answer.content.decode()


def test_a_running_one_tells_how_many_are_done_and_the_time_that_remains(cast, run):
    arrived = COMPUTED + timedelta(days=400)
    Job.objects.filter(pk=run.job_id).update(
        state=Job.State.RUNNING, started_at=arrived, lease_until=arrived, done=41, total=64
    )
    page = page_of(cast, run)
    assert "正在测算64人，已完成41" in text_of(page)
    assert '<progress class="meter" max="64" value="41"' in page.content.decode()


def test_the_remaining_time_is_told_by_the_speed_so_far(cast, run, time_of_request):
    Job.objects.filter(pk=run.job_id).update(
        state=Job.State.RUNNING, started_at=time_of_request - timedelta(seconds=60), done=30, total=60
    )
    assert "还要约2分钟。" in text_of(page_of(cast, run))


@pytest.fixture
def time_of_request(monkeypatch):
    """Requests arrive at this moment."""
    moment = COMPUTED + timedelta(days=400)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


def test_the_part_that_is_swapped_in_equals_the_reloaded_page(cast, run):
    for _ in range(2):
        whole, part = page_of(cast, run).content.decode(), page_of(cast, run, **HTMX).content.decode()
        assert part.strip() in whole
        assert "<html" not in part
        jobs.run(run.job_id, clock=lambda: COMPUTED)


def test_a_finished_run_asks_no_more(cast, run):
    jobs.run(run.job_id, clock=lambda: COMPUTED)
    page = page_of(cast, run).content.decode()
    assert "hx-get" not in page
    assert "htmx-2" not in page


def test_without_script_a_link_shows_the_progress(cast, run):
    assert (
        f'<a class="btn" id="refresh" href="/assessment/runs/{run.pk}/">刷新进度</a>'
        in page_of(cast, run).content.decode()
    )


def test_a_run_that_failed_says_why_and_offers_a_way_on(cast, run):
    job = Job.objects.get(pk=run.job_id)
    assert job.claim(COMPUTED)
    job.fail(COMPUTED, str(JobRefused("考核办法的事实无法计算：缺少日历")))
    answer = page_of(cast, run)
    assert "这次测算没有完成" in text_of(answer)
    assert "考核办法的事实无法计算：缺少日历" in text_of(answer)
    again = {"scheme": "jiaozuo-officers", "year": 2021, "as_of": "2022-03-01", "district": cast.district.pk}
    assert cast.client("director").post("/assessment/", again)["Location"] != f"/assessment/runs/{run.pk}/"


def test_a_leader_reads_the_failure_without_the_button(cast, run):
    Job.objects.filter(pk=run.job_id).update(state=Job.State.FAILED, message="中断5次，已停止，请联系管理员")
    page = text_of(cast.client("leader").get(f"/assessment/runs/{run.pk}/"))
    assert "中断5次" in page
    assert "重新测算" not in page


def test_a_part_asked_for_after_the_session_ended_reloads_the_page(cast, run):
    answer = cast.client("anonymous").get(f"/assessment/runs/{run.pk}/", **HTMX)
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_the_list_shows_how_each_run_stands(cast, run):
    Job.objects.filter(pk=run.job_id).update(state=Job.State.RUNNING, done=3, total=9)
    assert "进行中 3／9" in text_of(cast.client("director").get("/assessment/"))
