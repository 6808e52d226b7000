"""While a workbook is checked, imported or written, its page shows how far it is; a reload does no harm."""

from openpyxl import load_workbook

from officers.models import Job
from surveys.answer import submit
from tests.factories import answer as replied
from tests.factories import ask
from tests.pages.reading import text_of
from tests.surveys.rounds import firm_at, footprint, published, reply_to
from tests.workbook.making import FIRM

HTMX = {"headers": {"hx-request": "true"}}


def test_a_waiting_check_says_so_and_asks_again(desk):
    upload = desk.hand_in(desk.book(), check=False)
    page = desk.page(upload)
    assert "已排队，等待后台处理" in text_of(page)
    assert f'hx-get="/imports/{upload.pk}/" hx-trigger="every 2s"' in page.content.decode()
    assert f'<a class="btn" id="refresh" href="/imports/{upload.pk}/">刷新进度</a>' in page.content.decode()


def test_a_running_one_tells_how_far_it_is(desk):
    upload = desk.hand_in(desk.book(), check=False)
    Job.objects.update(state="running", done=4000, total=9000, message="走访")
    page = desk.page(upload)
    assert "正在检查：走访，已读4000／9000行" in text_of(page)
    assert '<progress class="meter" max="9000" value="4000"' in page.content.decode()


def test_the_part_that_is_swapped_in_equals_the_reloaded_page(desk):
    upload = desk.hand_in(desk.visits(["A01", FIRM, "x"]), check=False)
    for _ in range(2):
        whole, part = desk.page(upload).content.decode(), desk.page(upload, **HTMX).content.decode()
        assert "<html" not in part
        assert without_tokens(part).strip() in without_tokens(whole)
        desk.work()
        upload.refresh_from_db()
    assert "hx-get" not in desk.page(upload).content.decode()


def without_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_an_export_is_written_by_a_job_and_fetched(desk):
    answer = desk.client.post("/imports/exports/")
    assert "已排队" in text_of(desk.client.get(answer["Location"]))
    desk.client.post("/imports/exports/")
    assert Job.objects.count() == 1
    desk.work()
    page = desk.client.get(answer["Location"])
    assert "下载工作簿" in text_of(page)
    assert "企业 2" in text_of(page)
    answer, file = desk.download(f"{answer['Location']}file/")
    assert "attachment" in answer["Content-Disposition"]
    # what was written comes in again and changes nothing
    file.name = "导出.xlsx"
    upload = desk.hand_in(file)
    assert (upload.error_count, upload.report["counts"]["企业"]["unchanged"]) == (0, 2)
    assert "与现有记录完全一致" in text_of(desk.page(upload))


def test_an_export_for_the_office_holds_no_single_answers(cast, desk):
    """T21: each firm was promised that the office does not see its answers; what a workbook brought was never ours."""
    survey = published(cast.district, name="凭链接填写的一轮")
    submit(survey.invitations.first(), reply_to(survey, "非常不满意"), footprint(), firm_at())
    replied(ask(cast.district, "导入的一轮"), cast.enterprise, *["基本满意"] * 5)
    started = desk.client.post("/imports/exports/")
    desk.work()
    _, file = desk.download(f"{started['Location']}file/")
    rows = list(load_workbook(file)["满意度"].values)
    assert [row[1] for row in rows[1:]] == ["导入的一轮"]
    assert "非常不满意" not in str(rows)


def test_who_serves_enterprises_gets_no_answers_of_imported_rounds_either(cast, desk):
    """T20: the office's own officer would read before publication what single firms said of them."""
    replied(ask(cast.district, "导入的一轮"), cast.enterprise, *["基本满意"] * 5)
    whole = desk.client.post("/imports/exports/")
    cast.officer.user = cast.users["staff"]
    cast.officer.save()
    desk.client = cast.client("staff")
    started = desk.client.post("/imports/exports/")
    assert started["Location"] != whole["Location"]
    desk.work()
    assert "没有答卷" in text_of(desk.client.get(started["Location"]))
    _, file = desk.download(f"{started['Location']}file/")
    assert load_workbook(file)["满意度"].max_row == 1
    assert desk.client.get(f"{whole['Location']}file/").status_code == 404
    assert whole["Location"] not in desk.client.get("/imports/").content.decode()
    assert cast.client("director").get(f"{whole['Location']}file/").status_code == 200
