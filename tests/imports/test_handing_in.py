"""A workbook is handed in, kept by a name of our own, and checked without changing a record."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessment import imports
from enterprises.models import Visit
from officers.models import Job, LogEntry, Upload
from tests.pages.reading import text_of
from tests.workbook import hostile
from tests.workbook.making import FIRM, VISITS

from .conftest import files


def test_the_check_says_what_would_come_in_and_changes_nothing(desk):
    upload = desk.hand_in(desk.visits(["A01", FIRM, "2021-03-09"], ["A01", FIRM, "2021-13-40"]))
    assert (upload.state, upload.error_count, Visit.objects.count()) == ("checked", 1, 0)
    page = text_of(desk.page(upload))
    assert "走访 1 0 0 ×1" in page.replace("× 1", "×1")
    assert "走访 第2行" not in page
    assert "第3行 走访日期 不是日期 “2021-13-40”" in page


def test_the_bytes_lie_under_a_name_of_our_own_and_are_not_served(desk, media):
    file = desk.book("../../报表<b>.xlsx")
    upload = desk.hand_in(file, check=False)
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    assert files(media) == [f"{upload.file_id}.xlsx"]
    assert (upload.sha256, upload.path.stat().st_size) == (digest, upload.size)
    assert "/" not in upload.name
    for path in (f"/media/uploads/{upload.file_id}.xlsx", f"/uploads/{upload.file_id}.xlsx"):
        assert desk.client.get(path).status_code == 404


def test_handing_in_is_written_to_the_log(desk):
    upload = desk.hand_in(desk.book(), check=False)
    entry = LogEntry.objects.get()
    assert (entry.action, entry.user, entry.record_id) == ("上传工作簿", desk.cast.users["staff"], str(upload.pk))
    assert entry.after == {"sha256": upload.sha256, "size": upload.size}


def test_the_same_file_is_not_taken_twice_while_it_waits(desk, media):
    file = desk.book()
    first = desk.hand_in(file)
    file.seek(0)
    second = desk.hand_in(file)
    assert first == second
    assert (Upload.objects.count(), Job.objects.count(), len(files(media))) == (1, 1, 1)
    assert "已经上传过" in text_of(desk.page(first))


def test_once_dropped_it_can_be_handed_in_again(desk, media):
    file = desk.book()
    first = desk.hand_in(file)
    assert desk.client.post(f"/imports/{first.pk}/drop/").status_code == 302
    assert files(media) == []
    file.seek(0)
    assert desk.hand_in(file) != first


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("旧表.xls", b"\xd0\xcf\x11\xe0 old", "请先另存为 .xlsx"),
        ("像表.xlsx", b"<html>", "不是 Excel 工作簿"),
        ("程序.exe", b"PK\x03\x04", "不是 Excel 工作簿"),
        ("空.xlsx", b"", "这个文件是空的"),
        ("大.xlsx", b"PK\x03\x04" + bytes(20 * 1024 * 1024), "文件超过20 MB"),
    ],
)
def test_what_a_glance_can_tell_is_answered_beside_the_field(desk, media, name, content, sentence):
    answer = desk.client.post("/imports/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Upload.objects.exists()
    assert files(media) == []


def test_a_harmful_file_is_refused_with_a_sentence_and_its_bytes_go(desk, tmp_path, media):
    path = tmp_path / "bomb.xlsx"
    hostile.rewritten(
        path, lambda name, data: data.replace(b"<worksheet", hostile.BOMB.encode() + b"<worksheet") if "sheet" in name
        else data,
    )  # fmt: skip
    upload = desk.hand_in(SimpleUploadedFile("炸弹.xlsx", path.read_bytes()))
    assert upload.state == "refused"
    assert "DTD" in text_of(desk.page(upload))
    assert files(media) == []


def test_what_fails_while_it_is_kept_leaves_neither_row_nor_file(desk, media, monkeypatch):
    def break_off(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(imports, "_enqueue", break_off)
    desk.client.raise_request_exception = False
    assert desk.client.post("/imports/", {"file": desk.book()}).status_code == 422
    assert not Upload.objects.exists()
    assert not LogEntry.objects.exists()
    assert files(media) == []


def test_characters_that_cannot_be_saved_are_shown_as_a_mark(desk):
    upload = desk.hand_in(desk.visits(["A01", FIRM, "_x0000_坏_xD800_"]))
    assert upload.state == "checked"
    assert "不是日期 “" in text_of(desk.page(upload))


def test_the_report_shows_cells_titles_and_names_as_text(desk):
    evil = "<img src=x onerror=alert(1)>"
    book = desk.book(f"{evil}.xlsx", 走访=[VISITS, ["A01", FIRM, evil]], **{"<b>表": [["x"]]})
    upload = desk.hand_in(book)
    for page in (desk.page(upload), desk.client.get("/imports/")):
        text = page.content.decode()
        assert "<img" not in text
        assert "<b>表" not in text
        assert "&lt;img src=x onerror=alert(1)&gt;" in text
