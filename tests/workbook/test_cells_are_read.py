"""What each kind of cell may look like."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from stdnum.cn import uscc

from assessment.models import Record
from enterprises.models import Enterprise, Exemption, Ledger, PolicySupport, Submission, Visit
from officers.models import Officer, Unit

from .hostile import rewrite
from .making import FIRM, LEDGERS, RECORDS, VISITS, bring, district_book, moment, texts, write

EXEMPTIONS = ["首席服务官编号", "开始日期", "结束日期", "事由", "批准人"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "cell",
    [
        *(date(2021, 3, 9), moment("2021-03-09 18:30:00"), "2021-03-09", "2021/3/9", "2021年3月9日"),
        *("2021-3-9", "２０２１－０３－０９", " 2021年03月09日 ", "2021-03-09 23:59:59"),
    ],
)
def test_a_date_may_be_written_in_these_ways(brought, cell):
    assert brought(走访=[VISITS, ["A01", FIRM, cell]]).is_clean
    assert Visit.objects.get().date == date(2021, 3, 9)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *[
            (text, text)
            for text in ("2021-13-40", "2021.3.9", "2021-02-29", "明天", "1899-12-31", "2021-03-09 25:00:00")
        ],
        (44264, "44264"),
        (time(8, 30), "08:30:00"),
        ("二" * 50, "二" * 40 + "…"),
    ],
)
def test_anything_else_is_not_a_date(brought, cell, shown):
    found = brought(走访=[VISITS, ["A01", FIRM, cell]])
    assert texts(found.errors) == [f"表 走访 第 2 行 走访日期: 不是日期 “{shown}”"]


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        (moment("2021-02-05 23:59:59"), datetime(2021, 2, 5, 15, 59, 59, tzinfo=UTC)),
        ("2021-02-05 23:59:59", datetime(2021, 2, 5, 15, 59, 59, tzinfo=UTC)),
        ("2021/2/5 9:05", datetime(2021, 2, 5, 1, 5, tzinfo=UTC)),
        (date(2021, 2, 5), datetime(2021, 2, 4, 16, tzinfo=UTC)),
    ],
)
def test_a_time_is_one_of_shanghai(brought, cell, second):
    assert brought(工作台账=[LEDGERS, ["A01", "2021-01", cell]]).is_clean
    assert Submission.objects.get().received_at == second


@pytest.mark.parametrize("cell", ["2021-03", "2021年3月", "2021/3", date(2021, 3, 17), "2021-03-17"])
def test_a_month_may_be_written_in_these_ways(brought, cell):
    assert brought(工作台账=[LEDGERS, ["A01", cell]]).is_clean
    assert Ledger.objects.get().month == date(2021, 3, 1)


@pytest.mark.parametrize("cell", ["2021-13", "三月", 3])
def test_anything_else_is_not_a_month(brought, cell):
    found = brought(工作台账=[LEDGERS, ["A01", cell]])
    assert texts(found.errors) == [f"表 工作台账 第 2 行 月份: 不是月份 “{cell}”"]


def test_text_is_trimmed_and_only_its_full_width_digits_and_letters_are_folded(brought):
    brought(企业=[["统一社会信用代码", "企业名称"], [FIRM, "　Ａ１（焦作）公司，ｂ＋ "]])
    assert Enterprise.objects.get().name == "A1（焦作）公司，b＋"


def test_codes_are_the_same_in_full_and_half_width_and_as_numbers(brought):
    found = brought(
        首席服务官=[["编号", "姓名"], ["Ａ０１", "张三"], [102, "李四"]],
        豁免=[
            ["首席服务官编号", "开始日期", "结束日期", "事由", "批准人"],
            ["102", "2021-01-01", "2021-01-02", "病", "办"],
        ],
        企业=[["统一社会信用代码", "企业名称"], [FIRM.lower(), "甲公司"]],
    )
    assert found.is_clean
    assert set(Officer.objects.values_list("code", flat=True)) == {"A01", "102"}
    assert Exemption.objects.get().officer.name == "李四"
    assert Enterprise.objects.get().credit_code == FIRM


def test_columns_may_come_in_any_order_with_blank_rows_between(brought):
    units = [["分组", "单位类别", "单位名称"], [], ["B", "街道", "东街"], ["", "  ", None], [None, "其他", "发改局"]]
    found = brought(单位=units, 考核记录=None)
    assert found.is_clean
    assert found.counts["单位"].new == 2
    assert Unit.objects.get(name="东街").kind == Unit.Kind.STREET


def test_headers_may_be_starred_spaced_and_broken_over_lines(brought):
    headers = ["首席服务官\n编号 *", "开始 日期＊", "结束日期\xa0*", "\u3000事由", "批准人\n"]
    found = brought(豁免=[headers, ["A01", "2021-01-01", "2021-01-02", "病", "办"]])
    assert found.is_clean
    assert not found.warnings
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize(
    ("kept", "meant"),
    [("0.30000000000000004", "0.3"), ("27.299999999999997", "27.3"), ("1.0000000000000001E-1", "0.1")],
)
def test_a_number_is_the_one_that_is_shown(tmp_path, kept, meant):
    support, mark = [FIRM, date(2021, 4, 8), "补贴", 777], ["jilin-departments", "规划局", "leaders", date(2021, 2, 10)]
    change = {"政策支持": [["统一社会信用代码", "日期", "政策名称", "金额"], support]}
    path = write(tmp_path / "book.xlsx", district_book(**change, 考核记录=[RECORDS, [*mark, 777, "主任"]]))
    rewrite(path, lambda name, content: content.replace(b"<v>777</v>", f"<v>{kept}</v>".encode()))
    assert bring(path).is_clean
    assert PolicySupport.objects.get().amount == Decimal(meant)
    assert Record.objects.get().value == meant


def test_a_blank_cell_means_the_usual(brought):
    brought(走访=[["首席服务官编号", "统一社会信用代码", "走访日期"], ["A01", FIRM, "2021-01-04"]])
    visit = Visit.objects.get()
    assert (visit.visitor, visit.is_briefing, visit.is_void) == (Visit.Visitor.OFFICER, False, False)


def test_sheets_may_be_missing_or_empty(brought):
    found = brought(走访=[], 工作台账=None, 考核记录=[[]])
    assert found.is_clean
    assert "工作台账" not in found.counts
    assert found.counts["走访"].new == 0


@pytest.mark.parametrize("start", ["91410803", "N2410803", "Y1410803", "52410803"])
def test_a_credit_code_may_be_any_kind_of_bodys(brought, start):
    code = f"{start}MA7YY1FCN"
    code += uscc.calc_check_digit(code)
    assert brought(企业=[["统一社会信用代码", "企业名称"], [FIRM, "甲"], [code, "乙"]]).is_clean
    assert Enterprise.objects.filter(credit_code=code).exists()


@pytest.mark.parametrize("code", [FIRM[:-1], FIRM + "0", FIRM.replace("X", "I"), "Z" + FIRM[1:], "91AB0803MA6XX1FCNP"])
def test_anything_else_is_no_credit_code(brought, code):
    found = brought(企业=[["统一社会信用代码", "企业名称"], [FIRM, "甲"], [code, "乙"]])
    assert texts(found.errors) == [f"表 企业 第 3 行 统一社会信用代码: 不是统一社会信用代码 “{code}”"]
