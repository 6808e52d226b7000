"""import_workbook and export_workbook as they are called: what they print, where, and how they end."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from config.environment import BASE_DIR
from enterprises.models import Visit
from officers.models import District
from officers.workbook import exporting
from officers.workbook.gate import MEGABYTE

from .making import DISTRICT, FIRM, PAIRINGS, VISITS, district_book, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(tmp_path):
    return write(tmp_path / "book.xlsx", district_book())


@pytest.fixture
def wrong(tmp_path):
    return write(tmp_path / "wrong.xlsx", district_book(走访=[VISITS, ["A01", FIRM, "2021-13-40"]]))


def test_an_empty_database_gets_its_district_at_once(book, capsys):
    call_command("import_workbook", str(book))
    district = District.objects.get()
    assert (district.code, district.name) == ("default", "本区")
    out = capsys.readouterr().out
    assert "走访: 新增 2  更新 0  未变 0\n" in out
    assert "考核记录: 新增 5  更新 0  未变 0\n" in out


def test_a_failed_first_import_leaves_no_district_behind(wrong, capsys):
    with pytest.raises(CommandError) as ended:
        call_command("import_workbook", str(wrong))
    assert ended.value.returncode == 1
    assert "共 1 处错误，未导入任何记录" in str(ended.value)
    captured = capsys.readouterr()
    assert captured.err == "表 走访 第 2 行 走访日期: 不是日期 “2021-13-40”\n"
    assert captured.out == ""
    assert not District.objects.exists()


def test_every_error_is_told_however_many(tmp_path, capsys):
    book = write(tmp_path / "wrong.xlsx", district_book(走访=[VISITS, *[["A01", FIRM, "2021-13-40"]] * 1203]))
    with pytest.raises(CommandError, match="共 1203 处错误"):
        call_command("import_workbook", str(book))
    told = capsys.readouterr().err.splitlines()
    assert (len(told), told[-1]) == (1203, "表 走访 第 1204 行 走访日期: 不是日期 “2021-13-40”")


def test_a_dry_run_prints_the_counts_and_changes_nothing(book, capsys):
    call_command("import_workbook", str(book), "--dry-run")
    out = capsys.readouterr().out
    assert "走访: 新增 2  更新 0  未变 0\n" in out
    assert out.endswith("试运行，未写入\n")
    assert not District.objects.exists()


def test_clean_rows_alone_and_where_the_others_went(wrong, tmp_path, capsys):
    call_command("import_workbook", str(wrong), "--skip-errors", "--rejected", str(tmp_path / "left.xlsx"))
    captured = capsys.readouterr()
    assert "走访: 新增 0  更新 0  未变 0  未导入 1\n" in captured.out
    assert f"有误的行已另存为 {tmp_path / 'left.xlsx'}\n" in captured.out
    assert "不是日期" in captured.err


def test_no_progress_where_there_is_no_terminal(book, capsys):
    call_command("import_workbook", str(book))
    assert capsys.readouterr().err == ""


def test_the_size_of_the_file_may_be_limited_otherwise(book, capsys):
    heavy = book.with_name("heavy.xlsx")
    heavy.write_bytes(book.read_bytes() + os.urandom(MEGABYTE))
    with pytest.raises(CommandError, match="文件超过 1 MB"):
        call_command("import_workbook", str(heavy), "--max-size", "1")
    call_command("import_workbook", str(book), "--max-size", "1")
    assert "走访: 新增 2" in capsys.readouterr().out


def test_warnings_go_to_standard_error(tmp_path, capsys):
    call_command("import_workbook", str(write(tmp_path / "book.xlsx", district_book(说明=[["x"]]))))
    assert capsys.readouterr().err == "提醒：表 说明: 不认识的表，未读取\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["none.xlsx"],
        ["book.xlsx", "--district", "none"],
        ["book.xlsx", "--max-size", "0"],
        ["book.xlsx", "--max-size", "-5"],
        ["book.xlsx", "--rejected", "left.xlsx"],
    ],
)
def test_wrong_usage_ends_with_two(book, monkeypatch, arguments):
    monkeypatch.chdir(book.parent)
    with pytest.raises(CommandError) as ended:
        call_command("import_workbook", *arguments)
    assert ended.value.returncode == 2


def test_of_several_districts_one_must_be_named(book):
    District.objects.create(code="a", name="甲区")
    District.objects.create(code="b", name="乙区")
    for command in ("import_workbook", "export_workbook"):
        with pytest.raises(CommandError, match="--district") as ended:
            call_command(command, str(book))
        assert ended.value.returncode == 2
    call_command("import_workbook", str(book), "--district", "b")
    assert set(Visit.objects.values_list("district__code", flat=True)) == {"b"}


def test_two_districts_use_the_same_codes_for_their_own(book, tmp_path):
    for code in ("a", "b"):
        District.objects.create(code=code, name=code)
        call_command("import_workbook", str(book), "--district", code)
    changed = district_book(结对=[PAIRINGS, *DISTRICT["结对"][1:]], 走访=[VISITS, ["A01", FIRM, "2021-05-05"]])
    call_command("import_workbook", str(write(tmp_path / "b.xlsx", changed)), "--district", "b")
    assert Visit.objects.filter(district__code="a").count() == 2
    assert Visit.objects.filter(district__code="b").count() == 3


def test_the_export_says_how_many_rows_each_sheet_has(book, tmp_path, capsys):
    call_command("import_workbook", str(book))
    call_command("export_workbook", str(tmp_path / "out.xlsx"))
    assert "企业问题: 3 行\n" in capsys.readouterr().out
    assert (tmp_path / "out.xlsx").exists()


def test_an_export_to_nowhere_ends_with_two(book, tmp_path):
    call_command("import_workbook", str(book))
    with pytest.raises(CommandError, match="不能写入") as ended:
        call_command("export_workbook", str(tmp_path / "none" / "out.xlsx"))
    assert ended.value.returncode == 2


def test_rejected_rows_with_nowhere_to_go_keep_everything_out(wrong, tmp_path):
    with pytest.raises(CommandError, match="不能写入") as ended:
        call_command("import_workbook", str(wrong), "--skip-errors", "--rejected", str(tmp_path / "none" / "x.xlsx"))
    assert ended.value.returncode == 2
    assert not District.objects.exists()


def test_the_rejected_rows_do_not_replace_the_file_they_come_from(wrong, monkeypatch):
    monkeypatch.chdir(wrong.parent)
    before = wrong.read_bytes()
    with pytest.raises(CommandError, match="导入的文件本身") as ended:
        call_command("import_workbook", str(wrong), "--skip-errors", "--rejected", wrong.name)
    assert ended.value.returncode == 2
    assert wrong.read_bytes() == before


def test_an_export_that_fails_leaves_the_older_file_alone(book, tmp_path, monkeypatch):
    call_command("import_workbook", str(book))
    (tmp_path / "out.xlsx").write_bytes(b"older")
    monkeypatch.setattr(exporting, "ROWS_A_SHEET", 3)
    with pytest.raises(CommandError, match="表 单位 超过 2 行，Excel 放不下") as ended:
        call_command("export_workbook", str(tmp_path / "out.xlsx"))
    assert ended.value.returncode == 1
    assert (tmp_path / "out.xlsx").read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsx", "out.xlsx"]


def test_the_process_ends_with_the_same_numbers(book, wrong, tmp_path):
    """Against an empty database of its own, as the command is run from a shell."""
    environment = os.environ | {
        # the tests' own settings would name a database of their own
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "VAR_DIR": str(tmp_path),
    }

    def run(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    assert run("migrate", "-v0").returncode == 0
    assert run("import_workbook").returncode == 2
    failed = run("import_workbook", str(wrong))
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "表 走访 第 2 行 走访日期: 不是日期 “2021-13-40”\n" in failed.stderr
    done = run("import_workbook", str(book))
    assert (done.returncode, done.stderr) == (0, "")
    assert "走访: 新增 2  更新 0  未变 0\n" in done.stdout
