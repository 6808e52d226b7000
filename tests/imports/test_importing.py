"""What was checked is imported, once: all of it, or its clean rows with the others as a workbook."""

from datetime import date

from openpyxl import load_workbook

from assessment import imports
from enterprises.models import Visit
from officers.actor import Actor
from officers.models import Job, LogEntry, Upload
from tests.factories import at, visit
from tests.pages.reading import text_of
from tests.workbook.making import FIRM, VISITS

from .conftest import files

GOOD, OTHER, BAD = ["A01", FIRM, "2021-03-09"], ["A01", FIRM, "2021-03-16"], ["A01", FIRM, "x"]


def test_a_clean_workbook_comes_in_whole(desk, media):
    upload = desk.press(desk.hand_in(desk.visits(GOOD, OTHER)))
    assert upload.state == "imported"
    assert Visit.objects.count() == 2
    assert "新增2条" in text_of(desk.page(upload))
    assert files(media) == []


def test_records_carry_who_pressed_and_when(desk):
    upload = desk.press(desk.hand_in(desk.visits(GOOD)))
    entered = Visit.objects.get()
    assert (entered.entered_by, entered.entered_at) == (desk.cast.users["staff"], upload.imported_at)
    entry = LogEntry.objects.get(action="导入工作簿")
    assert (entry.user, entry.address, entry.note) == (desk.cast.users["staff"], "127.0.0.1", "走访.xlsx")
    assert entry.after["sha256"] == upload.sha256


def test_with_errors_only_the_clean_rows_are_offered(desk):
    upload = desk.hand_in(desk.visits(GOOD, BAD))
    page = desk.page(upload)
    assert "只导入正确的行" in text_of(page)
    assert 'value="clean"' in page.content.decode()
    answer = desk.client.post(f"/imports/{upload.pk}/start/", {"mode": "all"})
    assert (answer.status_code, Job.objects.count()) == (422, 1)
    assert "只能导入正确的行" in text_of(answer)


def test_clean_rows_come_in_and_the_others_can_be_fetched_with_their_reasons(desk):
    upload = desk.press(desk.hand_in(desk.visits(GOOD, BAD)), "clean")
    assert (upload.state, Visit.objects.count()) == ("imported", 1)
    assert "有1行没有导入" in text_of(desk.page(upload))
    answer, file = desk.download(f"/imports/{upload.pk}/rejected/")
    assert "filename*=utf-8''%E8%B5%B0%E8%AE%BF-%E6%9C%AA%E5%AF%BC%E5%85%A5.xlsx" in answer["Content-Disposition"]
    rows = list(load_workbook(file)["走访"].iter_rows(values_only=True))
    assert rows[0] == (*VISITS, "原因")
    assert rows[1][:3] == tuple(BAD)
    assert rows[1][-1] == "走访日期: 不是日期 “x”"
    # mended and handed in again, they come in
    mended = desk.press(desk.hand_in(desk.visits(OTHER)))
    assert (mended.state, Visit.objects.count()) == ("imported", 2)


def test_a_second_press_starts_nothing_twice(desk):
    upload = desk.hand_in(desk.visits(GOOD))
    desk.press(upload, work=False)
    desk.press(upload, work=False)
    assert Job.objects.filter(kind="import-workbook").count() == 1
    desk.work()
    desk.press(upload)
    assert Job.objects.filter(kind="import-workbook").count() == 1
    assert Visit.objects.count() == 1
    assert LogEntry.objects.filter(action="导入工作簿").count() == 1


def test_of_two_who_press_at_one_moment_one_starts_the_import(desk):
    upload = desk.hand_in(desk.visits(GOOD))
    both = [Upload.objects.get(pk=upload.pk) for _ in range(2)]
    people = [Actor(name, at(2021, 4, 1), desk.cast.users[name]) for name in ("staff", "director")]
    begun = [imports.begin(seen, "all", actor) for seen, actor in zip(both, people, strict=True)]
    assert begun == [True, False]
    assert Upload.objects.get(pk=upload.pk).imported_by == desk.cast.users["staff"]


def test_records_that_changed_since_the_check_are_judged_again(desk):
    upload = desk.hand_in(desk.visits(GOOD))
    visit(desk.cast.pairing, date(2021, 3, 9))
    upload = desk.press(upload)
    assert (upload.state, Visit.objects.count()) == ("imported", 1)
    assert upload.outcome["counts"]["走访"] == {"new": 0, "updated": 0, "unchanged": 1, "identical": 0, "rejected": 0}


def test_what_is_wrong_only_at_the_import_brings_nothing_in_and_waits_with_the_new_report(desk):
    upload = desk.hand_in(desk.visits(GOOD, OTHER))
    type(desk.cast.pairing).objects.filter(pk=desk.cast.pairing.pk).update(ends="2021-03-10")
    upload = desk.press(upload)
    assert (upload.state, upload.error_count, Visit.objects.count()) == ("checked", 1, 0)
    page = text_of(desk.page(upload))
    assert "没有导入任何记录" in page
    assert "导入时又发现1处错误" in page
    assert not LogEntry.objects.filter(action="导入工作簿").exists()
    assert desk.press(upload, "clean").state == "imported"
    assert Visit.objects.count() == 1


def test_only_the_file_that_was_checked_is_imported(desk):
    upload = desk.hand_in(desk.visits(GOOD))
    upload.path.write_bytes(desk.visits(OTHER).read())
    upload = desk.press(upload)
    assert upload.is_stuck
    assert not Visit.objects.exists()
    page = text_of(desk.page(upload))
    assert "与检查时不同" in page
    assert "没有改动任何记录" in page
    assert desk.client.post(f"/imports/{upload.pk}/drop/").status_code == 302
    upload.refresh_from_db()
    assert upload.state == "dropped"


def test_a_workbook_that_is_in_can_neither_be_dropped_nor_imported_again(desk):
    upload = desk.press(desk.hand_in(desk.visits(GOOD)))
    desk.client.post(f"/imports/{upload.pk}/drop/")
    desk.press(upload)
    assert upload.state == "imported"


def test_a_check_that_broke_off_can_be_taken_up_again(desk):
    upload = desk.hand_in(desk.visits(GOOD), check=False)
    Job.objects.update(state="failed", message="中断5次，已停止，请联系管理员")
    assert "检查没有完成" in text_of(desk.page(upload))
    assert desk.client.post(f"/imports/{upload.pk}/again/").status_code == 302
    desk.work()
    upload.refresh_from_db()
    assert upload.state == "checked"


def test_while_a_job_works_another_is_not_started(desk):
    upload = desk.hand_in(desk.visits(GOOD), check=False)
    desk.client.post(f"/imports/{upload.pk}/again/")
    assert Job.objects.count() == 1


def test_rows_are_judged_by_who_presses_and_nobody_presses_for_themselves(desk):
    desk.cast.officer.user = desk.cast.users["staff"]
    desk.cast.officer.save()
    upload = desk.hand_in(desk.visits(GOOD))
    assert "请由办公室另一人导入" in text_of(desk.page(upload))
    desk.client = desk.cast.client("director")
    assert (desk.press(upload, "clean").state, Visit.objects.count()) == ("imported", 1)
    upload = desk.hand_in(desk.visits(OTHER))
    assert upload.error_count == 0
    desk.client = desk.cast.client("staff")
    assert (desk.press(upload).state, upload.error_count, Visit.objects.count()) == ("checked", 1, 1)
