"""The home of officers, deputies and liaisons: whose work it shows, in which words, and what it never shows."""

from datetime import date

import pytest
from django.http import Http404

from assessment import schemes
from assessment.models import AssessmentRun, SchemeVersion
from assessment.rules.reading import read_scheme
from assessment.views.officer_home import officer_home
from enterprises.confirm_week import confirm_week, week_on
from enterprises.models import Issue, Pairing, Visit
from officers.actor import Actor
from officers.models import Acting, Role
from tests.factories import (
    answer,
    at,
    compute_run,
    exempt,
    grant,
    hand_in,
    honour,
    make_enterprise,
    make_officer,
    make_unit,
    pair,
    raise_issue,
    record,
    visit,
    visit_weekly,
)
from tests.factories import ask as survey_round
from tests.pages.reading import text_of

NOW = at(2021, 9, 24, 9)  # the Friday of week 38, whose Sunday is a make-up day


@pytest.fixture
def busy(cast):
    """林沐川 in September: one enterprise visited this week, one not, an issue, a briefing and a ledger open."""
    foundry, first = cast.enterprise, cast.pairing
    visit_weekly(first, range(1, 53))
    visit(first, date(2021, 8, 10), is_briefing=True)
    second = pair(cast.officer, make_enterprise(cast.district, "松岑包装有限公司"))
    visit_weekly(second, [week for week in range(1, 38) if week not in (30, 36)])
    visit(second, date(2021, 8, 11), is_briefing=True)
    raise_issue(foundry, "2021-0346", date(2021, 9, 17), "用电增容申请受阻")
    for month in range(1, 9):
        hand_in(cast.officer, month, at(2021, month + 1, 3))
    confirm_week(cast.officer, week_on(date(2021, 9, 13)), "", Actor("林沐川", at(2021, 9, 20), cast.users["officer"]))
    return cast


def text(ask, name="officer", moment=NOW):
    return text_of(ask(officer_home, name, moment))


def test_the_line_under_the_date_tells_the_week_and_its_make_up_days(busy, ask):
    shown = text(ask)
    assert "9月24日 周五" in shown
    assert "第38周（9月20日–26日）。周日（26日）调休上班。" in shown


def test_what_is_to_do_stands_by_deadline_with_days_and_points(busy, ask):
    shown = text(ask)
    wanted = (
        "共3件，涉及4.5分",
        "本周到松岑包装走访一次 9月26日（周日）24时截止", "△ 剩1个工作日 不办扣0.5分",
        "办结：用电增容申请受阻 沁渊精铸，一般问题；9月28日截止", "△ 剩3个工作日 不办扣2分",
        "报9月工作台账 10月8日截止（5日为国庆节假期，顺延）", "剩6个工作日 不办扣2分",
        "未加权",
    )  # fmt: skip
    places = [shown.index(each) for each in wanted]
    assert places == sorted(places)


def test_the_strip_of_an_issue_counts_the_days_that_are_left(busy, ask):
    source = ask(officer_home, "officer", NOW).content.decode()
    strip = source.partition('class="left"')[2].partition("</li>")[0]
    assert [strip.count(f'class="{kind}"') for kind in ("off", "make", "work")] == [1, 1, 2]


def test_each_enterprise_shows_its_week_its_quarter_and_ten_weeks_in_words(busy, ask):
    shown = text(ask)
    assert "本周已到：9月24日 第3季度已宣讲" in shown
    assert "上次走访9月17日 第3季度已宣讲" in shown
    assert "近十周：第29周到岗，第30周缺，第31周到岗" in shown
    assert "第36周缺，第37周到岗，第38周本周未到" in shown


def test_a_deputys_visit_this_week_is_shown_as_not_counting(cast, ask):
    visit(cast.pairing, date(2021, 9, 22), visitor=Visit.Visitor.DEPUTY)
    assert "分包人本周到访，不计" in text(ask)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2021, 9, 26, 23, 59), "▲ 今天24时截止"),
        (at(2021, 9, 17, 9), "▲ 今天24时截止"),  # the Saturday is a make-up day in the next week
        (at(2021, 9, 10, 9), "▲ 今天是最后1个工作日"),
        (at(2021, 9, 11, 9), "▲ 已无工作日"),
    ],
)
def test_the_last_day_is_told_as_such(cast, ask, moment, words):
    if moment.day == 17:
        raise_issue(cast.enterprise, "2021-0001", date(2021, 9, 8), "用电增容")
    assert words in text(ask, moment=moment)


def test_what_is_late_is_listed_by_itself_without_points(cast, ask):
    visit_weekly(cast.pairing, range(1, 39))
    raise_issue(cast.enterprise, "2021-0001", date(2021, 9, 1), "用电增容")
    shown = text(ask)
    late = shown[shown.index("已过期限，仍要办") : shown.index("我的企业")]
    assert "补报8月工作台账 9月6日已截止；补报留档，不改变计分" in late
    assert "9月10日已截止，仍须办结" in late
    assert "不办扣" not in late


def test_the_points_so_far_stand_by_item_without_total_or_grade(busy, ask):
    honour(date(2021, 9, 1), "惠企政策", officer=busy.officer)
    shown = text(ask)
    assert "／50 日常工作" in shown
    assert "13.00／15" not in shown
    assert "15.00／15" in shown
    assert "综合加减分：目前+1.00分。" in shown
    assert "企业满意度50分：结果公布前不显示。未知不当作0分，所以现在不计总分和等次。" in shown


def test_no_mark_of_an_enterprise_ever_occurs(busy, ask):
    before = text(ask)
    rounds = survey_round(busy.district, closes_on=date(2021, 9, 1))
    answer(rounds, busy.enterprise, "满意", "基本满意", "不满意", "满意", "满意")  # a mean of 33.00
    assert text(ask) == before


def test_the_latest_sheet_is_linked_and_nobody_elses(busy, ask):
    assert "办公室测算后，这里可以查看得分表" in text(ask)
    run = compute_run(busy.district)
    source = ask(officer_home, "officer", NOW).content.decode()
    assert f'href="/assessment/runs/{run.pk}/sheets/A01/"' in source
    assert "/sheets/A02/" not in source


def test_a_deputy_sees_the_enterprises_beside_which_they_stand_and_no_points(busy, ask):
    shown = text(ask, "deputy")
    assert "林沐川 要办的事" in shown
    assert "用电增容申请受阻" in shown
    assert "松岑包装" not in shown
    assert "暂计得分" not in shown


def test_a_deputy_is_told_of_the_ledger_to_fill_in_and_who_hands_it_in(busy, ask):
    handed = "您填写、存草稿，由首席服务官本人或联络员上报"
    shown = text(ask, "deputy")
    assert f"填写9月工作台账 10月8日截止（5日为国庆节假期，顺延） {handed}" in shown
    assert f'href="/ledgers/{busy.officer.pk}/2021/9/"' in ask(officer_home, "deputy", NOW).content.decode()
    assert handed not in text(ask) + text(ask, "liaison")
    Pairing.objects.filter(pk=busy.pairing.pk).update(starts=date(2021, 10, 6))
    assert "填写9月工作台账" not in text(ask, "deputy", at(2021, 10, 8, 9)), "of a month before the own pairing"


def test_a_liaison_sees_every_officer_of_the_unit_and_no_points(busy, ask):
    elsewhere = make_unit(busy.district, "区发改委")
    pair(make_officer(busy.district, "A03", "周砚秋", unit=elsewhere), make_enterprise(busy.district, "别家有限公司"))
    shown = text(ask, "liaison")
    assert shown.index("林沐川 要办的事") < shown.index("苏若岚 要办的事")
    assert "报9月工作台账" in shown
    assert "周砚秋" not in shown
    assert "别家" not in shown
    assert "暂计得分" not in shown


def test_who_stands_in_sees_what_that_takes_while_it_lasts(busy, ask):
    record(
        Acting, busy.district, officer=busy.officer, stand_in=busy.other_officer, starts=date(2021, 9, 20),
        ends=date(2021, 9, 24), reason="脱产培训", approver="何景澄",
    )  # fmt: skip
    shown = text(ask, "other_officer")
    assert shown.index("苏若岚 要办的事") < shown.index("林沐川 要办的事")
    assert "本周到松岑包装走访一次" in shown
    assert shown.count("报9月工作台账") == 1, "the own one: the absent officer's is not theirs to write"
    assert shown.count("暂计得分") == 1
    assert "林沐川" not in text(ask, "other_officer", at(2021, 9, 25, 9))


def test_each_thing_to_do_leads_to_where_it_is_done(busy, ask):
    source = ask(officer_home, "officer", NOW).content.decode()
    second = Pairing.objects.get(enterprise__name="松岑包装有限公司")
    issue = Issue.objects.get(code="2021-0346")
    for url in (f"/visits/new/?pairing={second.pk}", f"/issues/{issue.pk}/", f"/ledgers/{busy.officer.pk}/2021/9/"):
        assert f'href="{url}"' in source
    assert 'href="/visits/new/"' in source
    assert 'href="/issues/new/"' in source


def test_an_officer_sees_no_other_officers_work(busy, ask):
    assert "禾岫食品" not in text(ask)
    assert "林沐川" not in text(ask, "other_officer")


def test_a_deputy_whose_pairing_is_over_sees_it_no_more(busy, ask):
    Pairing.objects.filter(pk=busy.pairing.pk).update(ends=date(2021, 9, 23))
    assert "您目前没有服务的企业" in text(ask, "deputy")


def test_who_is_officer_and_liaison_sees_the_own_work_first_and_only_its_points(busy, ask):
    grant(busy.users["other_officer"], Role.LIAISON, busy.district, busy.unit)
    shown = text(ask, "other_officer")
    assert shown.index("苏若岚 要办的事") < shown.index("林沐川 要办的事")
    assert shown.count("暂计得分") == 1


@pytest.mark.parametrize("name", ["director", "leader", "admin", "oversight", "stranger", "outsider"])
def test_others_have_no_such_page(cast, ask, name):
    with pytest.raises(Http404):
        ask(officer_home, name, NOW)


def test_an_officer_without_pairings_reads_what_will_stand_here(cast, ask):
    Pairing.objects.update(voided_at=NOW, void_reason="登记错误")
    shown = text(ask)
    assert "目前没有结对的企业，没有要办的事" in shown
    assert "今天没有生效的结对" in shown


def test_who_has_done_everything_reads_so(cast, ask):
    visit_weekly(cast.pairing, range(1, 39))
    visit(cast.pairing, date(2021, 8, 10), is_briefing=True)
    for month in range(1, 10):
        hand_in(cast.officer, month, at(2021, month + 1, 1) if month < 9 else at(2021, 9, 23))
    assert "目前没有要办的事" in text(ask)


def test_a_year_that_has_just_begun_has_full_marks_and_last_years_weeks(busy, ask):
    shown = text(ask, moment=at(2022, 1, 5, 9))
    assert "50.00" in shown
    assert "报2021年12月工作台账" in shown
    assert "第44周到岗" in shown


def test_an_assessment_of_units_says_nothing_about_officers(busy, ask):
    _computed_by(busy.district, code="elsewhere-departments", subject="department")
    assert "不办扣" in text(ask)


def test_another_districts_scheme_counts_by_its_own_points(busy, ask):
    _computed_by(busy.district, code="heqing-officers", subject="officer", each="-0.75")
    assert "不办扣0.75分" in text(ask)


def _computed_by(district, code, subject, each="-0.5"):
    """A run of the district under a scheme of its own."""
    source = schemes.source("jiaozuo-officers@2020.1").replace('code = "jiaozuo-officers"', f'code = "{code}"')
    source = source.replace('measure = "visit_missed", each = -0.5', f'measure = "visit_missed", each = {each}')
    source = source.partition("# ---------------------------------------------------------------- 算例")[0]
    version = SchemeVersion.objects.remember(read_scheme(source, code), source, NOW)
    SchemeVersion.objects.filter(pk=version.pk).update(subject=subject)
    AssessmentRun.objects.create(district=district, scheme=version, year=2021, as_of=date(2021, 9, 1), created_at=NOW)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2021, 9, 13, 9), "确认第36周反馈 9月6日–12日；9月13日截止 ▲ 今天24时截止 不计分"),
        (at(2021, 9, 15, 9), "确认第36周反馈 9月6日–12日；9月13日已截止，仍可确认 ▲ 已过2个工作日 不计分"),
    ],
)
def test_last_weeks_feedback_is_to_be_confirmed_without_points(cast, ask, moment, words):
    answer = ask(officer_home, "officer", moment)
    assert words in text_of(answer)
    assert 'href="/weekly/2021/36/"' in answer.content.decode()
    assert "第36周反馈" not in text(ask, "liaison", moment)
    confirm_week(cast.officer, week_on(date(2021, 9, 6)), "", Actor("林沐川", moment, cast.users["officer"]))
    assert "第36周反馈" not in text(ask, moment=moment)


def test_no_feedback_is_asked_for_a_week_that_was_not_owed(cast, ask):
    exempt(cast.officer, date(2021, 9, 6), date(2021, 9, 12), "病假")
    assert "第36周反馈" not in text(ask, moment=at(2021, 9, 13, 9))
    assert "确认第37周反馈" in text(ask, moment=at(2021, 9, 20, 9))
