"""Workbooks written for a test, and the import of them into a district."""

import copy
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook

from assessment.workbook import import_file
from officers.actor import Actor
from officers.models import District

AT = datetime(2022, 3, 1, 1, 0, tzinfo=UTC)
moment = datetime.fromisoformat  # an Excel time has no zone
FIRM, OTHER_FIRM = "91410803MA6XX1FCNP", "91410809MACYELPKLR"
SAMPLES = Path(__file__).parents[1] / "data" / "samples"

PAIRINGS = ["首席服务官编号", "统一社会信用代码", "分包人", "开始日期", "结束日期"]
VISITS = ["首席服务官编号", "统一社会信用代码", "走访日期", "走访人", "政策宣讲", "宣讲政策", "内容", "状态"]
ISSUES = [
    *("问题编号", "统一社会信用代码", "类别", "提出日期", "改类日期"),
    *("上交日期", "办结日期", "状态", "性质", "内容"),
]
REPLIES = [
    *("统一社会信用代码", "轮次", "截止日期", "填报时间"),
    *("深入企业", "服务态度", "工作效率", "问题解决", "政策落实", "状态"),
]
HONOURS = ["对象类型", "对象编号", "日期", "类型", "级别", "工作事项", "服务相关", "文号"]
RECORDS = ["考核办法", "考核对象", "事项", "日期", "数值", "评议人", "关联对象", "文号", "说明"]
LEDGERS = ["首席服务官编号", "月份", "上报时间", "退回时间", "重报时间"]
MARKS = ["满意", "非常满意", "基本满意", "不满意", "非常不满意"]

#: a small district with every sheet, in which nothing is wrong
DISTRICT = {
    "单位": [
        ["单位名称", "单位类别", "分组"],
        ["发改局", "区直部门", "A"],
        ["城关镇", "区镇", None],
        ["新县", "县区", None],
        ["规划局", "管委会局室", None],
    ],
    "首席服务官": [["编号", "姓名", "职务", "单位名称", "手机"], ["A01", "张三", "局长", "发改局", 13800000000]],
    "工作日历": [["日期", "是否工作日", "说明"], [date(2021, 5, 23), "是", "区内调整"]],
    "企业": [
        ["统一社会信用代码", "企业名称", "所在区域", "行业", "联系人", "联系电话"],
        [FIRM, "甲公司", "城关", "制造", "李四", "0391-1234567"],
        [OTHER_FIRM, "乙公司", None, None, None, None],
    ],
    "结对": [PAIRINGS, ["A01", FIRM, "王五", date(2020, 6, 1), None]],
    "豁免": [
        ["首席服务官编号", "开始日期", "结束日期", "事由", "批准人"],
        ["A01", date(2021, 7, 14), date(2021, 7, 17), "学习培训", "办公室"],
    ],
    "走访": [
        VISITS,
        ["A01", FIRM, date(2021, 1, 14), "本人", "是", "惠企十条", "了解用工", "有效"],
        ["A01", FIRM, date(2021, 1, 20), "分包人", "否", None, "走访", "失实"],
    ],
    "工作台账": [
        LEDGERS,
        ["A01", "2021-01", moment("2021-02-05 23:59:59"), None, None],
        ["A01", "2021-02", moment("2021-03-04 09:00:00"), moment("2021-03-05 09:00:00"), moment("2021-03-08 09:00:00")],
        ["A01", "2021-03", None, None, None],
    ],
    "政策支持": [["统一社会信用代码", "日期", "政策名称", "金额"], [FIRM, date(2021, 4, 8), "技改补贴", 12.5]],
    "企业问题": [
        ISSUES,
        ["W01", FIRM, "一般", date(2021, 2, 25), None, None, date(2021, 3, 8), "正常", "用工", "缺工"],
        ["W02", FIRM, "重点", date(2021, 10, 12), date(2021, 10, 15), date(2021, 10, 20), None, "正常", None, "用地"],
        ["W03", FIRM, "重点", date(2021, 11, 1), None, date(2021, 11, 2), None, "撤回", None, "重复"],
    ],
    "表彰通报": [
        HONOURS,
        ["首席服务官", "A01", date(2021, 6, 1), "工作表彰", "市", "招商", None, "焦办〔2021〕1号"],
        ["企业", FIRM, date(2021, 8, 9), "称号", "国家", "专精特新", "是", None],
        ["单位", "发改局", date(2021, 9, 9), "通报批评", None, "环保", None, None],
    ],
    "满意度": [
        REPLIES,
        [FIRM, "2021年终", date(2021, 12, 20), moment("2021-12-18 10:00:00"), *MARKS, "有效"],
    ],
    "考核记录": [
        RECORDS,
        ["kunshan-towns", "城关镇", "meet_short", date(2021, 2, 10), 1, None, None, None, None],
        ["kunshan-towns", "城关镇", "plan_done", date(2021, 2, 10), "3/4", None, None, None, None],
        ["jilin-departments", "规划局", "leaders", date(2021, 2, 10), 27.5, "主任", None, None, None],
        ["jiaozuo-officers", "A01", "inaction", date(2021, 2, 10), "是", None, None, "焦纪〔2021〕2号", None],
        ["kunshan-towns", "城关镇", "登记完毕", date(2021, 12, 31), None, None, None, None, None],
    ],
}


def district_book(**changes):
    """The small district's sheets as lists of rows; a sheet named in `changes` is given instead, None leaves it out."""
    sheets = copy.deepcopy(DISTRICT) | changes
    return {title: rows for title, rows in sheets.items() if rows is not None}


def write(path, sheets):
    """Write sheets as a workbook. Returns the path."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def district():
    """The district of the test."""
    return District.objects.get_or_create(code="default", defaults={"name": "本区"})[0]


def actor(at=AT):
    return Actor.command("import_workbook", at)


def bring(path, **options):
    """Import a workbook. Returns the report."""
    return import_file(path, district(), actor(), **options)


def texts(problems):
    """The sentences of problems as the user reads them."""
    return [str(problem) for problem in problems]
