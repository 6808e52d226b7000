"""Every line of a score opens to what stands behind it, and says it in words as well as in shapes."""

import re
from datetime import date

import pytest

from surveys.models import Response, Survey
from tests.factories import answer as reply
from tests.factories import ask, at, compute_run, pair, raise_issue

from .reading import part_of, text_of


@pytest.fixture
def answer(scene):
    return scene.cast.client("director").get(scene.url)


def evidence(answer, item):
    return part_of(answer, f'<details class="ev" id="{item}"', "</details></td>")


def test_the_year_is_a_strip_of_weeks_for_each_enterprise(answer):
    page = answer.content.decode()
    strips = re.findall(r'<div class="weeks" aria-hidden="true">.*?</div>', page, re.DOTALL)
    assert [strip.count("<li") for strip in strips] == [52, 52]
    assert [strip.count("<ol") for strip in strips] == [4, 4]
    counts = [
        {state: strip.count(f'"c c-{state}"') for state in ("met", "miss", "void", "ex", "off")} for strip in strips
    ]
    assert counts == [
        {"met": 47, "miss": 2, "void": 1, "ex": 2, "off": 0},
        {"met": 19, "miss": 5, "void": 0, "ex": 2, "off": 26},
    ]


def test_each_week_says_in_words_what_it_shows(answer):
    page = answer.content.decode()
    assert 'title="第11周 3月15日–21日：缺；分包人到访，不计"' in page
    assert 'title="第45周 11月8日–14日：失实"' in page
    assert 'title="第31周 8月2日–8日：豁免"' in page
    assert 'title="第26周 6月28日–7月4日：不应到"' in page


def test_the_strip_is_repeated_in_sentences(answer):
    said = evidence(answer, "attendance")
    assert "缺：第11周（3月15日–21日）、第40周（10月4日–10日）。" in said
    assert "失实：第45周（11月8日–14日），走访记录经核查作废，按缺计。" in said
    assert "豁免：第31–32周（8月2日–15日），脱产培训（豁免第2021-0001号）。" in said
    assert "未结对或结对不满一周：第1–26周（1月4日–7月4日），不应到。" in said
    assert "分包人白予安到访1周，如实登记，不计入到岗：第11周（3月15日–21日）。" in said


def test_the_weighted_mean_is_worked_out_in_full(answer):
    assert "两家企业按应到周数加权：（8.50×50＋7.50×24）÷74＝8.18分。" in evidence(answer, "attendance")


def test_twelve_ledgers_stand_with_due_day_and_receipt(answer):
    said = evidence(answer, "ledger")
    assert said.count("截止") >= 12
    assert "4月 截止5.6* × 逾期5.7" in said
    assert "12月 截止1.5 收到1.4" in said
    assert "* 截止日为非工作日，顺延至次一工作日。" in said
    assert "4月台账截止5月6日24时，5月7日9时12分收到，逾期。" in said


def test_a_returned_ledger_says_why_it_kept_its_time(answer):
    assert "8月台账9月3日首报，9月6日退回，9月8日重报，在3个工作日内，仍按原上报时间计。" in evidence(answer, "ledger")


def test_briefings_stand_by_quarter_with_their_days(answer):
    said = evidence(answer, "policy")
    assert re.search(r"宣讲1次，政策支持3次，得15.00分 √ 3月24日 × 未宣讲 × 未宣讲 × 未宣讲", said)
    assert re.search(r"– 未结对或结对不满一季 – 未结对或结对不满一季 √ 8月19日、9月22日 × 未宣讲", said)
    assert "按任职季度折算，禾岫食品股份有限公司全年宣讲最低次数为1次" in said


def test_what_began_before_the_scheme_took_effect_says_so(scene):
    """The scheme took effect on 7 March 2020, a Saturday; the first firm is paired since 1 June."""
    pair(scene.officer, scene.food, date(2020, 1, 1), date(2020, 12, 31))
    said = {item: evidence(sheet_of(scene, date(2021, 3, 1), 2020), item) for item in ("attendance", "policy")}
    assert "不应到（办法施行前、未结对、结对不满一周或整周无工作日）" in said["attendance"]
    assert "办法施行（2020年3月7日）前：第1–10周（12月30日–3月8日），不应到。" in said["attendance"]
    assert re.search(r"– 始于办法施行前 – 未结对或结对不满一季 × 未宣讲", said["policy"])
    assert re.search(r"– 始于办法施行前 × 未宣讲 × 未宣讲", said["policy"])


def test_policy_supports_are_listed_with_their_records(answer):
    said = evidence(answer, "policy")
    assert "①技术改造专项补助（5月20日，记录第2021-0001号）；②稳岗返还（8月30日" in said


def test_an_overdue_issue_is_counted_day_by_day(answer):
    said = evidence(answer, "issues")
    assert "第2021-0346号 用电增容申请受阻" in said
    for day in ("9.17 周五 起 提出", "9.18 周六 1 调休上班", "9.19 周日 不计 中秋节假期", "9.26 周日 5 调休上班"):
        assert day in said, day
    assert "9.28 周二 7 截止24时" in said
    assert "9.29 周三 超期 办结" in said
    assert "9月18日（周六）、9月26日（周日）为调休上班日，计入。" in said


def test_a_major_issue_that_was_closed_but_never_handed_over_says_so(scene):
    raise_issue(scene.food, "W1", date(2021, 9, 17), "诉求", ("closed", date(2021, 9, 29)), level="major")
    assert "截止9月23日 至今未上交（9月29日办结） 超期" in evidence(sheet_of(scene), "issues")


def test_the_other_issues_are_a_table_with_their_strips_behind_it(answer):
    said = evidence(answer, "issues")
    assert re.search(
        r"2021-0042 门前道路照明损坏 沁渊精铸有限公司 一般 2月22日 3月3日 2月26日办结 4个工作日 √ 按时", said
    )
    assert re.search(r"2021-0130 .*? 重点 4月23日 4月27日 4月26日上交 2个工作日 √ 按时", said)
    assert "第2021-0130号逐日计数" in said


def test_a_withdrawn_issue_is_shown_as_void(answer):
    assert "企业撤回，不计" in evidence(answer, "issues")


def test_the_survey_shows_means_and_no_single_answer(answer):
    said = evidence(answer, "satisfaction")
    assert "沁渊精铸有限公司 1份答卷" in said
    assert "（44.00＋40.00）÷2＝42。" in said
    assert "2021年度调查12月15日截止，全区有效答卷2份。" in said
    assert "非常满意" not in said


def test_a_mean_of_thirds_is_told_to_four_decimals(scene):
    for name in ("上半年调查", "第三季度调查"):
        reply(ask(scene.cast.district, name), scene.foundry, "满意")
    said = evidence(sheet_of(scene), "satisfaction")
    assert "（41.3333＋40.00）÷2≈40.6667。" in said


ROUNDS = (("上半年调查", "满意"), ("第三季度调查", "非常满意"), ("第四季度调查", "满意"))
BY_ASPECT = r'<th scope="row">深入企业</th>\s*<td class="num">9.00</td>\s*<td class="num faint">不列示</td>'


def three_more(scene, given_here):
    """Three more replies of the foundry, so many of them through this system."""
    rounds = [(ask(scene.cast.district, name, date(2021, 9, 30)), choice) for name, choice in ROUNDS]
    for survey, choice in rounds:
        reply(survey, scene.foundry, choice)
    here = [survey.pk for survey, _ in rounds[:given_here]]
    Survey.objects.filter(pk__in=here).update(opens_at=at(2021, 9, 1))


def sheet_of(scene, as_of=date(2022, 3, 1), year=2021):
    run = compute_run(scene.cast.district, year=year, as_of=as_of)
    return scene.cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/")


@pytest.mark.parametrize("given_here", [0, 3])
def test_aspects_are_listed_only_for_enterprises_with_three_replies(scene, given_here):
    assert not re.search(BY_ASPECT, scene.cast.client("director").get(scene.url).content.decode())
    three_more(scene, given_here)
    assert re.search(BY_ASPECT, sheet_of(scene).content.decode())
    # before the year ends two previews would tell the reply between them by subtraction
    page = sheet_of(scene, date(2021, 12, 31))
    assert "4份答卷" in text_of(page)
    assert not re.search(BY_ASPECT, page.content.decode())


@pytest.mark.parametrize("given_here", [1, 2])
def test_answers_that_the_office_typed_in_hide_nobody(scene, given_here):
    """Whoever typed the others would take them away from the mean and hold a firm's own answer."""
    three_more(scene, given_here)
    page = sheet_of(scene)
    assert "4份答卷" in text_of(page)
    assert not re.search(BY_ASPECT, page.content.decode())


def test_an_answer_made_void_after_the_year_is_not_told_by_the_means_before_and_after(scene):
    three_more(scene, 3)
    last = reply(ask(scene.cast.district, "年末调查", date(2021, 12, 20)), scene.foundry, "不满意")
    Survey.objects.filter(pk=last.survey_id).update(opens_at=at(2021, 9, 1))
    by_aspect = r'<th scope="row">深入企业</th>\s*<td class="num">[0-9.]+</td>'
    assert re.search(by_aspect, sheet_of(scene).content.decode())
    Response.objects.filter(pk=last.pk).update(voided_at=at(2022, 1, 1), void_reason="不是本单位所填")
    assert not re.search(by_aspect, sheet_of(scene).content.decode())
    Response.objects.filter(pk=last.pk).update(voided_at=at(2021, 12, 31, 23, 59))
    assert re.search(by_aspect, sheet_of(scene).content.decode())


def test_honours_of_the_same_work_are_merged_in_sight(answer):
    said = evidence(answer, "bonus")
    assert "惠企政策直达 同一项工作，按1次计 省级称号 本人 11月26日" in said
    assert "+1.00 已并入" in said
    assert "防汛复产 区级工作表彰 沁渊精铸有限公司" in said


def test_a_criticism_of_an_enterprise_says_that_it_is_not_the_officers_own(answer):
    said = evidence(answer, "malus")
    assert "安全生产检查 区级通报批评 禾岫食品股份有限公司" in said
    assert "不计入“一年内被通报（批评）2次以上”" in said


def test_nothing_is_said_by_colour_alone(answer):
    legend = part_of(answer, '<ul class="legend"', "</ul>")
    for words in ("到岗", "缺", "失实（走访记录作废，按缺计）", "不应到", "豁免"):
        assert words in legend
    assert "暂定" not in text_of(answer)
