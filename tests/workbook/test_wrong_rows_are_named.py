"""Each thing that can be wrong, with the sentence that says so."""

from datetime import date

import pytest

from enterprises.models import Visit
from officers.models import Officer

from .making import FIRM, HONOURS, ISSUES, LEDGERS, MARKS, OTHER_FIRM, PAIRINGS, RECORDS, REPLIES, VISITS, texts

pytestmark = pytest.mark.django_db

UNITS = ["单位名称", "单位类别", "分组"]
FIRMS = ["统一社会信用代码", "企业名称"]
SUPPORTS = ["统一社会信用代码", "日期", "政策名称", "金额"]
EXEMPTIONS = ["首席服务官编号", "开始日期", "结束日期", "事由", "批准人"]
DAY = date(2021, 3, 9)
REPLY = [FIRM, "2021年终", "2021-12-20", "2021-12-18 10:00:00", *MARKS]
KINDS = "区直部门 / 街道 / 区镇 / 县区 / 管委会局室 / 其他"
CHOICES = "非常满意 / 满意 / 基本满意 / 不满意 / 非常不满意"
QUARTERS = "一季度 / 二季度 / 三季度 / 四季度"

CASES = [
    ("单位", [UNITS, [None, "街道"]], "单位名称: 不能为空"),
    ("单位", [UNITS, ["东街", "村"]], f"单位类别: 应为 {KINDS}，不是 “村”"),
    ("单位", [UNITS, ["东街", "街道", "C"]], "分组: 应为 A / B，不是 “C”"),
    ("单位", [UNITS, ["东" * 101, "街道"]], "单位名称: 超过100个字"),
    ("首席服务官", [["编号", "姓名", "单位名称"], ["A02", "赵六", "无此局"]], "单位名称: 没有单位 “无此局”"),
    ("企业", [FIRMS, ["91410803MA6XX1FCN1", "丙"]], "统一社会信用代码: 校验位不对 “91410803MA6XX1FCN1”"),
    ("企业", [FIRMS, ["123", "丙"]], "统一社会信用代码: 不是统一社会信用代码 “123”"),
    ("结对", [PAIRINGS, ["A01", FIRM, None, DAY, "2021-03-08"]], "结束日期: 早于开始日期"),
    ("豁免", [EXEMPTIONS, ["A01", DAY, "2021-03-08", "病", "办"]], "结束日期: 早于开始日期"),
    ("豁免", [EXEMPTIONS, ["A01", DAY, DAY, "病", None]], "批准人: 不能为空"),
    ("走访", [VISITS, ["A99", FIRM, DAY]], "首席服务官编号: 没有首席服务官 “A99”"),
    ("走访", [VISITS, ["A01", OTHER_FIRM, DAY]], "走访日期: 2021-03-09 A01 与这家企业没有结对"),
    ("走访", [VISITS, ["A01", FIRM, "2020-05-31"]], "走访日期: 2020-05-31 A01 与这家企业没有结对"),
    ("走访", [VISITS, ["A01", FIRM, DAY, "司机"]], "走访人: 应为 本人 / 分包人，不是 “司机”"),
    ("走访", [VISITS, ["A01", FIRM, DAY, None, "好"]], "政策宣讲: 应为 是 / 否，不是 “好”"),
    ("走访", [VISITS, ["A01", FIRM, DAY, None, True]], "政策宣讲: 应为 是 / 否，不是 “TRUE”"),
    ("走访", [VISITS, ["A01", FIRM, DAY, *[None] * 4, "作废"]], "状态: 应为 有效 / 失实，不是 “作废”"),
    ("工作台账", [LEDGERS, ["A01", "2021-01", None, "2021-02-01 9:00"]], "退回时间: 没有上报时间"),
    ("工作台账", [LEDGERS, ["A01", "2021-01", "2021-02-01 9:00", None, "2021-02-02"]], "重报时间: 没有退回时间"),
    ("工作台账", [LEDGERS, ["A01", "2021-01", "2021-02-02", "2021-02-01"]], "退回时间: 早于上报时间"),
    ("工作台账", [LEDGERS, ["A01", "2021-01", "2021-02-01", "2021-02-03", "2021-02-02"]], "重报时间: 早于退回时间"),
    ("工作台账", [LEDGERS, ["A01", "2021-01", "昨天"]], "上报时间: 不是时间 “昨天”"),
    ("政策支持", [SUPPORTS, [FIRM, DAY, "补贴", "很多"]], "金额: 不是金额 “很多”"),
    ("政策支持", [SUPPORTS, [FIRM, DAY, "补贴", -1]], "金额: 不能为负 “-1”"),
    ("政策支持", [SUPPORTS, [FIRM, DAY, "补贴", "0.00001"]], "金额: 小数不能超过4位 “0.00001”"),
    ("政策支持", [SUPPORTS, [FIRM, DAY, "补贴", 10**10]], "金额: 数目过大 “10000000000”"),
    ("企业问题", [ISSUES, ["W9", FIRM, "一般", DAY, DAY]], "改类日期: 类别为一般的问题不应有改类日期"),
    ("企业问题", [ISSUES, ["W9", FIRM, "紧急", DAY]], "类别: 应为 一般 / 重点，不是 “紧急”"),
    (
        "满意度",
        [REPLIES, [*REPLY[:4], "还行", *MARKS[1:]]],
        f"深入企业: 应为 {CHOICES}，不是 “还行”",
    ),
    ("表彰通报", [HONOURS, ["企业", FIRM, DAY, "称号", None, "创新"]], "级别: 称号须写明级别"),
    ("表彰通报", [HONOURS, ["企业", OTHER_FIRM[::-1], DAY, "称号", "省", "创新"]], "对象编号: 没有企业"),
    ("表彰通报", [HONOURS, ["单位", "无此局", DAY, "通报批评", None, "环保"]], "对象编号: 没有单位 “无此局”"),
]
TOWN, BUREAU, COUNTY = ["kunshan-towns", "城关镇"], ["jilin-departments", "规划局"], ["xinyang-counties", "新县"]
RECORD_CASES = [
    (["no-such", "城关镇", "x", DAY], "考核办法: 没有考核办法“no-such”"),
    (["kunshan-towns@2017.1", "城关镇", "chat", DAY, "是"], "考核办法: 只写办法代码，不写版本 “kunshan-towns@2017.1”"),
    ([*TOWN[:1], "无此镇", "chat", DAY, "是"], "考核对象: 没有单位 “无此镇”"),
    ([*TOWN, "nothing", DAY], "事项: kunshan-towns@2017.1 没有这个事项 “nothing”"),
    (["jiaozuo-officers", "A01", "visit_missed", DAY, 3], "事项: “visit_missed”（少到岗周数）由系统计算，不能登记"),
    ([*TOWN, "chat", DAY], "数值: 不能为空"),
    ([*TOWN, "chat", DAY, "有"], "数值: 应为 是 / 否，不是 “有”"),
    ([*TOWN, "meet_short", DAY, 1.5], "数值: 应为不小于0的整数，不是 “1.5”"),
    ([*TOWN, "meet_short", DAY, "-1"], "数值: 应为不小于0的整数，不是 “-1”"),
    ([*TOWN, "meet_short", DAY, "多次"], "数值: 不是数 “多次”"),
    ([*TOWN, "plan_done", DAY, "3/0"], "数值: 分母不能为0 “3/0”"),
    ([*TOWN, "plan_done", DAY, date(2021, 3, 4)], "数值: 应写成“3/4”这样的文本，不是 “2021-03-04”"),
    ([*TOWN, "task_late", DAY, 1.6], "数值: 应在 0.5 与 1.5 之间，不是 “1.6”"),
    ([*TOWN, "q_score", DAY, 2, None, "春天"], f"关联对象: 应为 {QUARTERS}，不是 “春天”"),
    ([*TOWN, "q_score", DAY, 2.6, None, "一季度"], "数值: 应在 0 与 2.5 之间，不是 “2.6”"),
    ([*BUREAU, "leaders", DAY, 20], "评议人: 评议须写明评议人"),
    ([*BUREAU, "peers", DAY, 9, "规划局"], "评议人: 不能评议自己 “规划局”"),
    ([*TOWN, "survey", DAY, "1e-200"], "数值: 小数不能超过80位 “1e-200”"),
    ([*TOWN, "survey", DAY, "1e-999999999"], "数值: 小数不能超过80位 “1e-999999999”"),
    ([*TOWN, "survey", DAY, "1e999999999"], "数值: 不是数 “1e999999999”"),
    ([*BUREAU, "leaders", DAY, 30.5, "主任"], "数值: 应在 0 与 30 之间，不是 “30.5”"),
    (
        ["xinyang-counties", "新县", "plan_level", DAY, "口头"],
        "数值: 应为 以政府名义 / 仅以部门名义 / 未发文，不是 “口头”",
    ),
    ([*COUNTY, "mood", DAY, 3.5], "数值: 应在 0 与 3 之间，不是 “3.5”"),
    (["jiaozuo-officers", "A01", "inaction", DAY, "是"], "文号: 认定须写明文号"),
]


@pytest.mark.parametrize(("title", "rows", "said"), CASES, ids=[f"{case[0]}-{case[2]}" for case in CASES])
def test_a_wrong_cell_is_named_with_sheet_row_and_column(brought, title, rows, said):
    left_out = {"单位": ("首席服务官", "表彰通报", "考核记录"), "企业": ("结对",), "结对": ("走访",)}.get(title, ())
    found = brought(**{title: rows}, **dict.fromkeys(left_out))
    named = [text for text in texts(found.errors) if text.startswith(f"表 {title} 第 2 行")]
    assert len(named) == 1
    assert named[0].startswith(f"表 {title} 第 2 行 {said}")
    assert not found.imported
    assert not Officer.objects.exists()


@pytest.mark.parametrize(("row", "said"), RECORD_CASES, ids=[case[1] for case in RECORD_CASES])
def test_a_record_is_checked_against_the_measures_of_its_scheme(brought, row, said):
    found = brought(考核记录=[RECORDS, row])
    assert len(found.errors) == 1
    assert str(found.errors[0]).startswith(f"表 考核记录 第 2 行 {said}")


def test_every_error_of_a_row_and_of_all_rows_is_told_at_once(brought):
    found = brought(走访=[VISITS, ["A99", FIRM, "x", "司机"], ["A01", "1", DAY], ["A01", FIRM, DAY]])
    assert texts(found.errors) == [
        "表 走访 第 2 行 走访日期: 不是日期 “x”",
        "表 走访 第 2 行 走访人: 应为 本人 / 分包人，不是 “司机”",
        "表 走访 第 2 行 首席服务官编号: 没有首席服务官 “A99”",
        "表 走访 第 3 行 统一社会信用代码: 不是统一社会信用代码 “1”",
    ]
    assert not Visit.objects.exists()


def test_a_missing_required_column_is_told_once(brought):
    found = brought(走访=[["首席服务官编号", "统一社会信用代码"], ["A01", FIRM], ["A01", FIRM]])
    assert texts(found.errors) == ["表 走访 第 1 行 走访日期: 缺少这一列"]


def test_a_column_that_comes_twice_is_an_error(brought):
    found = brought(
        单位=[["单位名称", "单位类别", "单位名称"], ["发改局", "街道", "东街"]], 考核记录=None, 表彰通报=None
    )
    assert "表 单位 第 1 行 单位名称: 这一列出现了两次" in texts(found.errors)


def test_unknown_sheets_and_columns_are_left_alone_with_a_warning(brought):
    found = brought(说明=[["随便"]], 豁免=[[*EXEMPTIONS, "备注"], ["A01", DAY, DAY, "病", "办", "x"]])
    assert found.imported
    assert texts(found.warnings) == ["表 说明: 不认识的表，未读取", "表 豁免 第 1 行 备注: 不认识的列，未读取"]


def test_of_two_sheets_with_one_title_the_second_is_left_alone_with_a_warning(brought):
    other = [VISITS, ["A01", FIRM, date(2021, 5, 5)]]
    found = brought(**{"走访 ": other})
    assert texts(found.warnings) == ["表 走访 : 不认识的表，未读取"]
    assert Visit.objects.count() == 2
    assert brought(走访=None, **{"走访 ": other}).counts["走访"].new == 1


def test_an_issue_raised_without_a_pairing_is_a_warning(brought):
    found = brought(企业问题=[ISSUES, ["W9", OTHER_FIRM, "一般", DAY, None, None, "2021-03-08"]])
    assert found.imported
    assert texts(found.warnings) == [
        "表 企业问题 第 2 行 办结日期: 早于提出日期",
        "表 企业问题 第 2 行 提出日期: 这一天这家企业没有结对，不计入任何首席服务官",
    ]


def test_the_first_thousand_errors_are_listed_and_all_counted(brought):
    found = brought(走访=[VISITS, *[["A01", FIRM, "x"]] * 1203])
    assert (len(found.errors), found.error_count) == (1000, 1203)


def test_one_round_with_two_closing_days_is_an_error(brought):
    other = [OTHER_FIRM, "2021年终", "2021-12-21", *REPLY[3:]]
    found = brought(满意度=[REPLIES, REPLY, other])
    assert texts(found.errors) == [
        "表 满意度 第 3 行 截止日期: 轮次“2021年终”在第 2 行的截止日期是 2021-12-20，这里是 2021-12-21"
    ]


def test_a_deputys_visit_needs_a_deputy(brought):
    found = brought(结对=[PAIRINGS, ["A01", FIRM, None, date(2020, 6, 1)]], 走访=[VISITS, ["A01", FIRM, DAY, "分包人"]])
    assert texts(found.errors) == ["表 走访 第 2 行 走访人: 这一结对没有分包人"]


def test_a_character_that_no_database_keeps_is_refused(brought):
    found = brought(走访=[VISITS, ["A01", FIRM, DAY, *[None] * 3, "好_x0000_坏"]])
    assert texts(found.errors) == ["表 走访 第 2 行 内容: 含有不能保存的字符"]


def test_rows_that_say_the_same_count_once(brought):
    found = brought(走访=[VISITS, ["A01", FIRM, DAY], ["A01", FIRM, "2021年3月9日", "本人"]])
    assert found.is_clean
    assert (found.counts["走访"].new, found.counts["走访"].identical) == (1, 1)


def test_rows_of_one_key_that_differ_are_an_error(brought):
    found = brought(走访=[VISITS, ["A01", FIRM, DAY, None, "是"], ["A01", FIRM, DAY, None, "否"]])
    assert texts(found.errors) == ["表 走访 第 3 行 首席服务官编号: 与第 2 行重复，内容不同"]
