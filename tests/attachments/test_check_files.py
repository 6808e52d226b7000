"""`manage.py check_files`: what lies there without a row, and what a row says and does not lie there."""

import os
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from officers.models import Upload
from tests.factories import attach, upload_workbook, visit
from tests.visits.clock import TODAY

OLD = 1_600_000_000


@pytest.fixture
def kept(cast):
    return attach(visit(cast.pairing, TODAY))


def check(*options):
    said = StringIO()
    call_command("check_files", *options, stdout=said)
    return said.getvalue()


def leave(folder, name, seconds=OLD):
    path = folder / name
    path.write_bytes(b"left behind")
    if seconds:
        os.utime(path, (seconds, seconds))
    return path


def test_where_all_is_well_it_says_so(kept, cast):
    upload = upload_workbook(cast.district)
    upload.path.write_bytes(b"a workbook")
    assert check() == "多余0个；缺失或变了0个\n"


def test_files_without_a_row_are_listed_and_removed_when_asked(kept, lying):
    names = [str(uuid.uuid4()), f"{uuid.uuid4()}.part"]
    for name in names:
        leave(kept.folder(), name)
    book = leave(Upload.folder(), f"{uuid.uuid4()}.xlsx")
    assert check().count("多余文件") == 3
    assert book.exists()
    said = check("--remove")
    assert all(f"attachments/{name}，已删去" in said for name in names)
    assert lying() == [str(kept.file_id)]


def test_what_may_still_be_on_its_way_stays(kept):
    young = leave(kept.folder(), str(uuid.uuid4()), seconds=None)
    assert "多余0个" in check("--remove")
    assert young.exists()


def test_a_file_that_is_missing_or_has_changed_is_an_alarm(kept, cast):
    kept.path.write_bytes(b"another")
    gone = attach(visit(cast.other_pairing, TODAY), name="没了.pdf")
    gone.path.unlink()
    waiting = upload_workbook(cast.district, name="待导入.xlsx")
    said = StringIO()
    with pytest.raises(CommandError, match="从备份恢复"):
        call_command("check_files", "--remove", stdout=said)
    assert f"文件变了：附件{kept.number} 现场照片.pdf" in said.getvalue()
    assert f"缺文件：附件{gone.number} 没了.pdf" in said.getvalue()
    assert f"缺文件：导入{waiting.pk} 待导入.xlsx" in said.getvalue()
    assert kept.path.exists()
