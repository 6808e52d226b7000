"""满意度 of a round with invitations: it goes out like any other, and a workbook does not change what firms said."""

import pytest
from openpyxl import load_workbook

from assessment.demo.firms import credit_code
from assessment.workbook import export_file, export_for_people
from officers.actor import Actor
from officers.models import District, User
from officers.workbook.report import Count
from surveys.answer import submit
from surveys.invite import reissue
from surveys.models import Answer, Invitation, Response, Survey
from tests.cast import Cast
from tests.surveys.rounds import DURING, OFFICE, firm_at, make_round, published, reply_to

from .making import AT, actor, import_file
from .snapshot import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    cast = Cast()
    for place, firm in enumerate((cast.enterprise, cast.other_enterprise), start=1):
        firm.credit_code = credit_code(place)  # a code that an import takes
        firm.save()
    return published(cast.district)


@pytest.fixture
def exported(survey, tmp_path):
    def export(name="one.xlsx", district=survey.district):
        export_file(tmp_path / name, district)
        return tmp_path / name

    return export


def answered(survey, place, choice="满意"):
    invitation = survey.invitations.select_related("survey").get(place=place)
    submit(invitation, reply_to(survey, choice), None, firm_at(DURING))
    return Response.objects.latest("pk")


def rows(path, sheet="满意度"):
    return [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows(min_row=2)]


def spoiled(path, column, value):
    book = load_workbook(path)
    sheet = book["满意度"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index(column) + 1).value = value
    book.save(path)
    return path


def test_answers_by_link_go_out_and_come_back_the_same(survey, exported):
    answered(survey, 1), answered(survey, 2, "不满意")
    before, path = snapshot(), exported()
    assert len(rows(path)) == 2
    assert import_file(path, survey.district, actor()).is_clean
    assert snapshot() == before
    assert set(Response.objects.values_list("channel", flat=True)) == {"link"}


def test_in_an_empty_district_they_become_an_imported_round(survey, exported):
    answered(survey, 1)
    empty = District.objects.create(code="other", name="另一区")
    path = exported()
    assert import_file(path, empty, actor()).is_clean
    assert rows(exported("two.xlsx", empty)) == rows(path)
    assert Survey.objects.get(district=empty).opens_at is None
    assert Response.objects.get(district=empty).channel == "import"


def test_after_a_void_answer_the_valid_one_stands_for_the_firm(survey, exported):
    first = answered(survey, 1)
    first.void(OFFICE, 1, "他人误填")
    assert [row[-1] for row in rows(exported())] == ["作废"]
    Invitation.objects.filter(place=1).update(submitted=False, submitted_at=None)
    reissue(survey.invitations.get(place=1), OFFICE, "重新填写")
    second = answered(survey, 1, "非常满意")
    path, before = exported(), snapshot()
    assert len(rows(path)) == 1
    assert "非常满意" in rows(path)[0]
    assert import_file(path, survey.district, actor()).is_clean
    assert snapshot() == before
    assert (first.pk, second.pk) == tuple(Response.objects.order_by("pk").values_list("pk", flat=True))


def test_of_several_void_answers_the_last_goes_out(survey, exported):
    for choice in ("满意", "不满意"):
        answered(survey, 1, choice).void(OFFICE, 1, "误填")
        Invitation.objects.filter(place=1).update(submitted=False, submitted_at=None)
    assert len(rows(exported())) == 1
    assert "不满意" in rows(exported())[0]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("服务态度", "非常不满意", "不能改动答卷"),
        ("状态", "作废", "不能改动答卷"),
        ("填报时间", "2021-12-11 10:00:00", "不能改动答卷"),
        ("截止日期", "2021-12-20", "系统里的截止日期是 2021-12-15"),
        ("统一社会信用代码", credit_code(2), "不能增加答卷"),
    ],
)
def test_what_a_firm_answered_is_not_changed_by_a_workbook(survey, exported, column, value, said):
    answered(survey, 1)
    path, before = spoiled(exported(), column, value), snapshot()
    report = import_file(path, survey.district, actor())
    assert said in "".join(error.text for error in report.errors)
    assert snapshot() == before


def test_a_draft_takes_no_replies(survey, exported):
    answered(survey, 1)
    make_round(survey.district, "还没发布的一轮")
    path = spoiled(exported(), "轮次", "还没发布的一轮")
    report = import_file(path, survey.district, actor())
    assert "不能增加答卷" in "".join(error.text for error in report.errors)


def checked_by_a_person(path, district):
    """The rows that a check in the browser refuses, with the sentences."""
    office = Actor("何景澄", AT, User.objects.get(username="hejingcheng"))
    report = import_file(path, district, office, dry_run=True)
    return [(problem.row, problem.column, problem.text) for problem in report.errors], report.counts["满意度"]


@pytest.mark.parametrize("stands", ["nothing", "just this", "something else", "a void answer"])
@pytest.mark.parametrize("closes_on", ["2021-12-15", "2021-12-20"])
def test_a_check_by_a_person_tells_nothing_of_what_firms_answered(survey, exported, stands, closes_on):
    answered(survey, 1)
    path = spoiled(exported(), "截止日期", closes_on)
    found = Response.objects.all()
    if stands == "nothing":
        Answer.objects.all().delete(), found.delete()
    elif stands == "something else":
        Answer.objects.update(choice="不满意")
    elif stands == "a void answer":
        found.get().void(OFFICE, 1, "误填")
    said = f"轮次“{survey.name}”由企业凭链接填写，网页导入不收这一轮的答卷"
    assert checked_by_a_person(path, survey.district) == ([(2, "轮次", said)], Count(rejected=1))


def test_what_a_person_exports_comes_back_by_a_person(survey, tmp_path):
    answered(survey, 1)
    export_for_people(tmp_path / "one.xlsx", survey.district)
    assert checked_by_a_person(tmp_path / "one.xlsx", survey.district) == ([], Count())
