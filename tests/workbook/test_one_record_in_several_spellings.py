"""Rows that name the same thing in other letters are the same row: once if they agree, an error if they do not."""

from datetime import date

import pytest

from assessment.models import Record
from enterprises.models import Honour

from .making import FIRM, HONOURS, RECORDS, texts

pytestmark = pytest.mark.django_db
DAY = date(2021, 8, 9)
OFFICERS = [["编号", "姓名"], ["A-01", "张三"], ["A01", "李四"]]
TITLE = ["企业", FIRM, DAY, "称号", "国家", "专精特新", "是"]
FINDING = ["jiaozuo-officers", "A-01", "inaction", DAY, "是", None, None, "1号"]
MARK = ["jilin-departments", "规划局", "leaders", DAY, 27.5, "主任"]


def test_an_enterprise_in_small_letters(brought):
    found = brought(表彰通报=[HONOURS, TITLE, ["企业", FIRM.lower(), *TITLE[2:]]])
    assert found.is_clean
    assert (Honour.objects.count(), found.counts["表彰通报"].identical) == (1, 1)


def test_an_enterprise_in_small_letters_of_which_something_else_is_said(brought):
    found = brought(表彰通报=[HONOURS, TITLE, ["企业", FIRM.lower(), DAY, "称号", "省", "专精特新", "是"]])
    assert texts(found.errors) == ["表 表彰通报 第 3 行 对象类型: 与第 2 行重复，内容不同"]


def test_an_officer_with_a_wide_dash(brought):
    praise = ["首席服务官", "A-01", DAY, "工作表彰", "市", "招商"]
    found = brought(首席服务官=OFFICERS, 表彰通报=[HONOURS, praise, ["首席服务官", "A－01", *praise[2:]]])
    assert found.is_clean
    assert Honour.objects.count() == 1


def test_what_a_blank_cell_means_is_the_same_as_the_word(brought):
    praise = ["首席服务官", "A01", DAY, "工作表彰", "市", "招商"]
    found = brought(表彰通报=[HONOURS, [*praise, "是"], [*praise, None]])
    assert found.is_clean
    assert Honour.objects.count() == 1


def test_a_finding_of_an_officer_with_a_wide_dash(brought):
    wide = [FINDING[0], "A－01", *FINDING[2:]]
    assert brought(首席服务官=OFFICERS, 考核记录=[RECORDS, FINDING, wide]).is_clean
    assert Record.objects.count() == 1
    wide[4] = "否"
    found = brought(首席服务官=OFFICERS, 考核记录=[RECORDS, FINDING, wide])
    assert texts(found.errors) == ["表 考核记录 第 3 行 考核办法: 与第 2 行重复，内容不同"]


def test_a_mark_as_a_number_and_as_text(brought):
    assert brought(考核记录=[RECORDS, MARK, [*MARK[:4], "27.50", "主任"]]).is_clean
    assert Record.objects.get().value == "27.5"
