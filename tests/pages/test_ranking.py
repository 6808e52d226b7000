"""The district's ranking of a run."""

import re
from datetime import date

from assessment.models import ScoreSheet
from officers.models import Role, Unit
from tests.factories import answer, ask, compute_run, grant, make_enterprise, make_officer, make_unit, pair, publish

from .reading import text_of


def ranked(cast, **choices):
    """A run in which officers answered for in these words stand beside the cast's own."""
    survey = ask(cast.district)
    for number, choice in enumerate(choices.values(), start=11):
        officer = make_officer(cast.district, f"A{number}", f"服务官{number}")
        enterprise = make_enterprise(cast.district, f"企业{number}")
        pair(officer, enterprise)
        answer(survey, enterprise, choice)
    return compute_run(cast.district)


def order(page):
    return re.findall(r"(\d+|—) (?:服务官|林沐川|苏若岚)(\d*)", page)


def test_the_best_come_first_and_equal_totals_share_a_rank(cast):
    run = ranked(cast, first="满意", second="非常满意", third="满意", fourth="不满意")
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/"))
    assert order(page) == [("1", "12"), ("2", "11"), ("2", "13"), ("4", "14"), ("—", ""), ("—", "")]


def test_the_columns_say_out_of_how_many_points(cast):
    run = ranked(cast, only="非常满意")
    page = text_of(cast.client("leader").get(f"/assessment/runs/{run.pk}/"))
    assert "到岗到位 满分10 工作台账上报 满分15" in page
    assert "综合加分 综合减分 总分" in page, "what is added or taken away has no full marks"


def test_each_row_has_its_points_by_item_and_its_grade(cast):
    run = ranked(cast, only="非常满意")
    page = text_of(cast.client("leader").get(f"/assessment/runs/{run.pk}/"))
    # no week visited, no ledger in, no briefing held: only issues and the answers bring points
    assert "1 服务官11 A11 0.00 0.00 0.00 10.00 50.00 0.00 0.00 60.00 称职" in page


def test_the_grades_are_counted_above_the_table(cast):
    run = ranked(cast, first="非常满意", second="满意", third="满意")
    page = text_of(cast.client("staff").get(f"/assessment/runs/{run.pk}/"))
    assert "优秀 0 人 良好 0 人 称职 1 人 不称职 2 人 待定 2 人" in page


def test_a_director_who_is_an_officer_too_reads_no_place_of_their_own(cast):
    """Neither the order, nor a gap in the ranks, nor a grade that is one too many tells it before publication."""
    run = ranked(cast, first="非常满意", second="满意")
    grant(cast.users["officer"], Role.OFFICE_DIRECTOR, cast.district)
    own = run.sheets.filter(code="A01")
    path = f"/assessment/runs/{run.pk}/"

    def read():
        page = text_of(cast.client("officer").get(path))
        return order(page), re.search("优秀 .*? 待定 . 人", page)[0]

    own.update(status="complete", total=55, grade="不称职")
    between = read()
    own.update(status="complete", total=95, grade="优秀")
    assert read() == between == ([("1", "11"), ("2", "12"), ("—", ""), ("—", "")], between[1])
    assert "优秀 0 人" in between[1]
    assert ("1", "") in order(text_of(cast.client("director").get(path)))
    publish(run)
    assert ("1", "") in read()[0]


def test_a_name_leads_to_its_sheet_even_with_a_stroke_in_the_code(cast):
    pair(make_officer(cast.district, "甲/01", "欧阳远舟"), make_enterprise(cast.district, "松岭科技"))
    run = compute_run(cast.district)
    client = cast.client("director")
    link = re.search(r'href="([^"]+)">欧阳远舟', client.get(f"/assessment/runs/{run.pk}/").content.decode())[1]
    assert "欧阳远舟 2021年度考核得分表" in text_of(client.get(link))
    assert "附件" in text_of(client.get(f"{link}print/"))


def test_schemes_with_many_items_are_ranked_by_their_groups(cast):
    make_unit(cast.district, "城北镇", Unit.Kind.TOWN)
    run = compute_run(cast.district, scheme="kunshan-towns", year=2017, as_of=date(2018, 3, 1))
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/"))
    assert "名次 单位 工作推动 满分25 工作规范 满分15 问题解决 满分40 督查落实 满分10 总分 等次" in page


def test_a_year_without_anybody_to_assess_says_so(cast):
    run = compute_run(cast.district, year=2019, as_of=date(2020, 3, 1))
    page = text_of(cast.client("director").get(f"/assessment/runs/{run.pk}/"))
    assert "2019年没有一个首席服务官有过结对" in page


def test_long_rankings_are_paged_and_ranks_run_on(cast):
    run = compute_run(cast.district)
    sheet = run.sheets.get(code="A01")
    copies = [
        ScoreSheet(
            run=run, facts_id=sheet.facts_id, subject_kind="officer", code=f"B{n:03d}", name=f"服务官{n}",
            status="complete", total=n, low=n, high=n, grade="不称职", account=sheet.account, digest=sheet.digest,
        )
        for n in range(101)
    ]  # fmt: skip
    ScoreSheet.objects.bulk_create(copies)
    client = cast.client("director")
    assert "第1页，共2页" in text_of(client.get(f"/assessment/runs/{run.pk}/"))
    assert order(text_of(client.get(f"/assessment/runs/{run.pk}/?page=2")))[0] == ("101", "0")
