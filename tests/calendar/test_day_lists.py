"""A holiday notice's days are read as an office types, pastes or uploads them; what cannot be read is named by line."""

from datetime import date

import pytest
from openpyxl import Workbook

from officers.day_list import DayListProblem, as_text, doubts, from_text, from_workbook
from officers.workdays import DayEntry

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    "line",
    ["2027-01-01 否 元旦", "2027/1/1\t否\t元旦", "2027年1月1日,否,元旦", "1月1日，否，元旦", "  1月1日  否  元旦 "],
)
def test_one_day_in_the_ways_it_is_written(line):
    assert from_text(line, 2027) == {NEW_YEAR: DayEntry(False, "元旦")}


@pytest.mark.parametrize("line", ["2月15日至17日 否 春节", "2月15日 - 2月17日", "2027-02-15 至 2027-02-17 否 春节"])
def test_several_days_at_once(line):
    if "-" in line and "至" not in line:
        with pytest.raises(DayListProblem):
            from_text(line, 2027)
        return
    assert list(from_text(line, 2027)) == [date(2027, 2, 15), date(2027, 2, 16), date(2027, 2, 17)]


def test_a_note_may_hold_the_words_of_a_range():
    assert from_text("2027-01-01 否 到岗日顺延至周一", 2027)[NEW_YEAR].note == "到岗日顺延至周一"


def test_a_notice_begins_with_the_last_days_of_december():
    assert list(from_text("2026-12-31 否 元旦", 2027)) == [date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-01-01 否\n2027-13-40 否", "第2行：不是日期"),
        ("2027-01-01 放假", "第1行：是否工作日或说明应为 是 / 否"),
        ("2028-01-01 否", "不在2027年"),
        ("2026-11-30 否", "不在2027年"),
        ("2027-01-01 否\n2027-01-01 是", "1月1日前面已有不同的写法"),
        ("2月17日至15日 否", "起止日期不对"),
        ("1月1日至6月1日 否", "起止日期不对"),
        ("", "没有读到任何日期"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_guessed(text, said):
    with pytest.raises(DayListProblem) as problem:
        from_text(text, 2027)
    assert any(said in line for line in problem.value.lines)


def test_what_was_read_is_written_so_that_it_is_read_the_same():
    entries = {NEW_YEAR: DayEntry(False, "元旦"), date(2027, 1, 3): DayEntry(True)}
    assert from_text(as_text(entries), 2027) == entries


def workbook(path, title, rows):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_with_the_sheet_of_the_import(tmp_path):
    rows = [["日期", "说明", "是否工作日"], [date(2027, 1, 1), "元旦", "否"], ["2027-01-03", "", "是"]]
    path = workbook(tmp_path / "days.xlsx", "工作日历", rows)
    assert from_workbook(path, 2027) == {NEW_YEAR: DayEntry(False, "元旦"), date(2027, 1, 3): DayEntry(True)}


def test_a_workbook_without_the_sheet_or_a_column_or_no_workbook_at_all(tmp_path):
    with pytest.raises(DayListProblem, match="没有“工作日历”表"):
        from_workbook(workbook(tmp_path / "a.xlsx", "别的", [["日期"]]), 2027)
    with pytest.raises(DayListProblem, match="缺少列：是否工作日"):
        from_workbook(workbook(tmp_path / "b.xlsx", "工作日历", [["日期", "说明"]]), 2027)
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")
    with pytest.raises(DayListProblem):
        from_workbook(tmp_path / "c.xlsx", 2027)


def test_doubts_are_said_to_the_second_person():
    said = "；".join(doubts({date(2027, 3, 9): DayEntry(True)}, 2027))
    assert "1月1日没有列为休息日" in said
    assert "3月9日本来就是周一至周五" in said
    assert "请核对是否漏行" in said
