"""The sheet of any scheme: evidence follows from where the measures come from, never from the item's name."""

import re
from datetime import date

import pytest

from assessment.models import Record
from officers.models import Unit
from tests.factories import COMPUTED, compute_run, make_unit, record

from .reading import part_of, text_of


@pytest.fixture
def noted(cast):
    """Writes assessors' records of a unit under a scheme."""

    def note(unit, scheme, item, value="", day=date(2021, 6, 1), **more):
        return record(
            Record, cast.district, day.year, scheme_code=scheme, unit=unit, item=item, value=value, date=day, **more
        )

    return note


def sheet_of(cast, scheme, unit, year):
    run = compute_run(cast.district, scheme=scheme, year=year, as_of=date(year + 1, 3, 1))
    return cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/{unit.name}/")


@pytest.fixture
def bureau(cast):
    return make_unit(cast.district, "建设局", Unit.Kind.BUREAU)


def test_records_stand_in_a_table_with_their_numbers(cast, bureau, noted):
    noted(bureau, "jilin-departments", "d01", "2", note="未列出完成时限", document_no="吉经办〔2021〕3号")
    answer = sheet_of(cast, "jilin-departments", bureau, 2021)
    said = part_of(answer, 'id="daily"', "</details></td>")
    assert "三年行动方案重点任务未开展 6月1日 2次 吉经办〔2021〕3号 未列出完成时限 2021-0001" in said


def test_a_record_that_was_taken_back_is_struck_with_its_reason_and_a_mark_only_counted(cast, bureau, noted):
    void = {"voided_at": COMPUTED, "void_reason": "乙误填。"}
    noted(bureau, "jilin-departments", "d01", "2", note="未列出完成时限", **void)
    noted(bureau, "jilin-departments", "leaders", "28", rater="乙", **void)
    answer = sheet_of(cast, "jilin-departments", bureau, 2021)
    said = part_of(answer, 'id="daily"', "</details></td>")
    assert "没有考核记录，另有作废1条" in said
    assert "任务未开展 6月1日 2次 — 未列出完成时限；作废，原因：乙误填 2021-0001" in said
    assert "<s>2次</s>" in answer.content.decode()
    said = part_of(answer, 'id="leaders"', "</details></td>")
    assert "领导评议平均分：评议作废1份，不计。" in said
    assert "乙" not in said


def test_each_line_brings_the_words_it_alone_quotes(cast, bureau, noted):
    noted(bureau, "jilin-departments", "d01", "1")
    noted(bureau, "jilin-departments", "登记完毕", day=date(2021, 12, 31))
    said = part_of(sheet_of(cast, "jilin-departments", bureau, 2021), 'id="daily"', "</details></td>")
    assert "实行扣分制考核" in said
    assert "未开展相关工作的每项扣3分" in said


def test_a_panel_shows_how_many_rated_and_their_mean_but_no_single_mark(cast, bureau, noted):
    for rater, mark in (("甲", "28"), ("乙", "27"), ("丙", "27.5")):
        noted(bureau, "jilin-departments", "leaders", mark, rater=rater)
    said = part_of(sheet_of(cast, "jilin-departments", bureau, 2021), 'id="leaders"', "</details></td>")
    assert "领导评议平均分：3人评议，均分27.5000。" in said
    assert "甲" not in said


def test_the_gap_to_the_peers_is_shown_with_both_sides(cast, noted):
    units = [make_unit(cast.district, f"部门{group}{n}", group=group) for group in "AB" for n in (1, 2)]
    for unit, value in zip(units, ("90", "80", "70", "60"), strict=True):
        noted(unit, "kunshan-departments", "survey_mean", value, day=date(2017, 6, 1))
    answer = sheet_of(cast, "kunshan-departments", units[1], 2017)
    said = part_of(answer, 'id="survey"', "</details></td>")
    assert "满意度低于平均值：本单位80，同组2个单位均值85.00。" in said
    assert "抽样满意度均分 6月1日 80分" in said


def test_a_veto_is_told_with_the_records_that_decide_it(cast, bureau, noted):
    for item, value in (("v_case", "是"), ("leaders", "30"), ("peers", "10"), ("firms", "10"), ("monitors", "10")):
        noted(
            bureau,
            "jilin-departments",
            item,
            value,
            rater="甲" if item != "v_case" else "",
            document_no="吉纪〔2021〕1号",
        )
    noted(bureau, "jilin-departments", "登记完毕", day=date(2021, 12, 31))
    said = text_of(sheet_of(cast, "jilin-departments", bureau, 2021))
    assert "不达标（一票否决）" in said
    assert re.search(r"一票否决：.*? 责任人违纪案件被查处 6月1日 是 吉纪〔2021〕1号", said)


def test_a_veto_that_is_open_is_named_with_who_supplies_what_it_rests_on(cast, bureau):
    waiting = "“一票否决：直接评为不达标档次”（缺考核记录，由办公室登记）。"
    page = sheet_of(cast, "jilin-departments", bureau, 2021)
    said = part_of(page, "<h2>结果运用", "</section>")
    assert f"待定：{waiting}" in said
    assert "其余情形目前没有" not in said
    printed = text_of(cast.client("director").get(f"{page.wsgi_request.path}print/"))
    assert f"待定：{waiting}" in printed
    run = page.wsgi_request.path.partition("sheets/")[0]
    ranking = text_of(cast.client("director").get(run))
    assert f"待定：缺考核记录，由办公室登记；缺评议分，由评议人评议、办公室登记；{waiting}区间" in ranking
    assert "缺veto" not in ranking


def test_a_complete_book_without_records_says_that_nothing_happened(cast, bureau, noted):
    noted(bureau, "jilin-departments", "登记完毕", day=date(2021, 12, 31))
    said = part_of(sheet_of(cast, "jilin-departments", bureau, 2021), 'id="daily"', "</details></td>")
    assert "没有考核记录，已登记完毕" in said
