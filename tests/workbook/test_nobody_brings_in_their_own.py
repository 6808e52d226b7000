"""In the browser nobody of the office brings in what counts for themselves; what stands may be said again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.workbook import export_for_people
from enterprises.models import Enterprise, Pairing
from enterprises.sheets.enterprises import OWN_PHONE
from officers.actor import Actor
from officers.models import Deputy, District, Officer, Unit
from officers.workbook.report import Count
from officers.workbook.sheet import OWN
from tests.factories import grant, make_user

from .making import AT, DISTRICT, FIRM, MARKS, OTHER_FIRM, PAIRINGS, bring, import_file, moment, write
from .snapshot import snapshot

pytestmark = pytest.mark.django_db
TIME, ENDS = moment("2021-12-18 10:00:00"), date(2021, 12, 20)
FIRST = {title: rows[0] for title, rows in DISTRICT.items()}

#: rows that add or change something about A01, or about the firm of A01 and its deputy
OF_THE_OFFICER = {
    "an exemption": ("豁免", ["A01", date(2021, 9, 1), date(2021, 9, 2), "学习", "办公室"]),
    "a longer exemption": ("豁免", ["A01", date(2021, 7, 14), date(2021, 7, 30), "学习培训", "办公室"]),
    "a ledger": ("工作台账", ["A01", "2021-03", moment("2021-04-01 09:00:00"), None, None]),
    "an honour": ("表彰通报", ["首席服务官", "A01", date(2021, 9, 1), "工作表彰", "市", "招商", None, None]),
    "another level": (
        "表彰通报",
        ["首席服务官", "A01", date(2021, 6, 1), "工作表彰", "省", "招商", None, "焦办〔2021〕1号"],
    ),
    "a finding": (
        "考核记录",
        ["jiaozuo-officers", "A01", "inaction", date(2021, 2, 10), "否", *[None] * 2, "焦纪", None],
    ),
    "a pairing": ("结对", ["A01", OTHER_FIRM, None, date(2021, 1, 1), None]),
}
OF_THE_FIRM = {
    "another end": ("结对", ["A01", FIRM, "王五", date(2020, 6, 1), date(2022, 12, 31)]),
    "another deputy": ("结对", ["A01", FIRM, "新来的", date(2020, 6, 1), None]),
    "a visit": ("走访", ["A01", FIRM, date(2021, 5, 6), "本人", "是", None, "看了车间", "有效"]),
    "a visit made void": ("走访", ["A01", FIRM, date(2021, 1, 14), "本人", "是", "惠企十条", "了解用工", "失实"]),
    "a support": ("政策支持", [FIRM, date(2021, 5, 8), "没有登记的政策", 8]),
    "another amount": ("政策支持", [FIRM, date(2021, 4, 8), "技改补贴", 99]),
    "an issue": ("企业问题", ["W09", FIRM, "一般", date(2021, 5, 6), *[None] * 3, "正常", None, "缺电"]),
    "an issue closed": ("企业问题", ["W03", FIRM, "重点", date(2021, 11, 1), None, None, ENDS, "正常", None, None]),
    "an issue moved away": ("企业问题", ["W01", OTHER_FIRM, "一般", date(2019, 1, 1), *[None] * 3, "正常", None, None]),
    "a title of the firm": ("表彰通报", ["企业", FIRM, date(2021, 8, 9), "称号", "省", "专精特新", "是", None]),
    "an answer": ("满意度", [FIRM, "又一轮", ENDS, TIME, *MARKS, "有效"]),
    "another closing day": ("满意度", [FIRM, "2021年终", date(2022, 1, 5), TIME, *MARKS, "有效"]),
    "another answer": ("满意度", [FIRM, "2021年终", ENDS, TIME, *["非常满意"] * 5, "有效"]),
}  # fmt: skip


def told(report):
    return [(problem.row, problem.text) for problem in report.errors]


@pytest.fixture
def small(brought):
    assert brought().is_clean
    return District.objects.get()


@pytest.fixture
def office(small):
    """Two of the office: the first is the officer A01 too."""
    own, colleague = make_user("hejingcheng", "何景澄"), make_user("wenyining", "温以宁")
    Officer.objects.filter(code="A01").update(user=own)
    return Actor("何景澄", AT, own), Actor("温以宁", AT, colleague)


@pytest.fixture
def rows(small, tmp_path):
    """A function that imports rows of one sheet as somebody."""

    def bring_rows(actor, title, *given, **options):
        path = write(tmp_path / "rows.xlsx", {title: [FIRST[title], *given]})
        return import_file(path, small, actor, **options)

    return bring_rows


@pytest.mark.parametrize("what", [*OF_THE_OFFICER, *OF_THE_FIRM])
def test_what_says_anything_new_of_the_importer_is_left_to_a_colleague(office, rows, what):
    title, row = (OF_THE_OFFICER | OF_THE_FIRM)[what]
    before = snapshot()
    report = rows(office[0], title, row, skip_errors=True)
    assert (told(report), report.counts[title]) == ([(2, OWN)], Count(rejected=1))
    assert snapshot() == before
    assert told(rows(office[1], title, row, dry_run=True)) == []


@pytest.mark.parametrize("what", OF_THE_FIRM)
def test_so_is_what_is_about_the_firm_of_a_deputy(office, rows, what):
    Officer.objects.update(user=None)
    Deputy.objects.filter(name="王五").update(user=office[0].user)
    title, row = OF_THE_FIRM[what]
    assert told(rows(office[0], title, row)) == [(2, OWN)]


def test_nobody_becomes_a_deputy_by_a_workbook_of_their_own(office, rows, small):
    Officer.objects.update(user=None)
    Deputy.objects.create(district=small, name="何景澄", user=office[0].user)
    row = ["A01", OTHER_FIRM, "何景澄", date(2021, 1, 1), None]
    assert told(rows(office[0], "结对", row)) == [(2, OWN)]
    assert told(rows(office[1], "结对", row)) == []


def test_a_liaison_brings_in_no_answers_of_the_firms_of_the_unit(office, rows, small):
    _, colleague = office
    unit = Unit.objects.get(name="发改局")
    Officer.objects.update(unit=unit)
    grant(colleague.user, "liaison", small, unit)
    title, row = OF_THE_FIRM["another answer"]
    assert told(rows(colleague, title, row)) == [(2, OWN)]
    assert told(rows(colleague, title, [OTHER_FIRM, *row[1:]])) == []


def test_what_stands_may_be_said_again(office, small, tmp_path):
    before = snapshot()
    export_for_people(tmp_path / "out.xlsx", small)
    for path in (tmp_path / "out.xlsx", write(tmp_path / "in.xlsx", DISTRICT)):
        report = import_file(path, small, office[0])
        assert report.imported
        assert {title: count.unchanged for title, count in report.counts.items()} == {
            title: len(rows) - 1 for title, rows in DISTRICT.items()
        }
    assert snapshot() == before


def test_a_former_firm_is_a_colleagues_business_only_for_the_days_it_was_ones_own(office, rows):
    Pairing.objects.update(ends=date(2021, 12, 31))
    support = [FIRM, date(2021, 12, 31), "技改补贴", 5]
    assert told(rows(office[0], "政策支持", support)) == [(2, OWN)]
    assert told(rows(office[0], "政策支持", [FIRM, date(2022, 1, 1), "技改补贴", 5])) == []


def test_a_hand_over_of_ones_own_firm_is_told_row_by_row(office, rows, tmp_path):
    bring(write(tmp_path / "more.xlsx", {"首席服务官": [["编号", "姓名"], ["A02", "苏若岚"]]}))
    ends = ["A01", FIRM, "王五", date(2020, 6, 1), date(2021, 12, 31)]
    report = rows(office[0], "结对", ends, ["A02", FIRM, None, date(2022, 1, 1), None], skip_errors=True)
    assert not report.refused
    assert told(report) == [
        (2, OWN),
        (3, "与已登记的结对重叠（A01，2020-06-01 至 今）：同一企业同一天只能有一个结对"),
    ]
    assert report.errors[0].column == PAIRINGS[0]


def test_where_links_go_is_not_said_by_who_serves_the_firm(office, rows):
    own, other = ([code, name, None, None, None, "13900000000"] for code, name in ((FIRM, "甲"), (OTHER_FIRM, "乙")))
    report = rows(office[0], "企业", own, other, skip_errors=True)
    assert [(problem.row, problem.column, problem.text) for problem in report.errors] == [(2, "联系电话", OWN_PHONE)]
    assert dict(Enterprise.objects.values_list("credit_code", "phone")) == {
        FIRM: "0391-1234567",
        OTHER_FIRM: "13900000000",
    }
    assert told(rows(office[0], "企业", [FIRM, "甲公司改名", "城关", "制造", "李四", "0391-1234567"])) == []
    assert told(rows(office[1], "企业", own)) == []


@pytest.mark.parametrize("title", ["豁免", "工作台账", "走访", "企业问题"])
def test_the_questions_asked_do_not_grow_with_the_rows(office, rows, title):
    def asked(n):
        made = {
            "豁免": lambda i: ["A01", date(2021, 8, i), date(2021, 8, i), "学习", "办公室"],
            "工作台账": lambda i: ["A01", f"20{30 + i}-01", None, None, None],
            "走访": lambda i: ["A01", FIRM, date(2021, 8, i), "本人", "否", None, "看", "有效"],
            "企业问题": lambda i: [f"W{i}", FIRM, "一般", date(2021, 8, i), None, None, None, "正常", None, None],
        }[title]
        with CaptureQueriesContext(connection) as queries:
            report = rows(office[0], title, *[made(i) for i in range(1, n + 1)], dry_run=True)
        assert report.error_count == n
        return len(queries)

    assert asked(3) == asked(25)
