"""The office's day: which rows stand in which group, the texts to copy, and what it never shows."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from assessment.views.today import today
from enterprises.models import Submission
from officers.models import Job, Officer, Upload
from tests.factories import (
    answer,
    at,
    begin_run,
    hand_in,
    make_enterprise,
    make_officer,
    make_unit,
    pair,
    raise_issue,
    upload_workbook,
    visit,
    visit_weekly,
)
from tests.factories import ask as survey_round
from tests.pages.reading import text_of

FRIDAY = at(2021, 9, 24, 9)  # its Sunday is a make-up day: one working day is left
MONDAY = at(2021, 9, 13, 9)
COPIED = "点“复制”"
GROUPS = ("今天必须办", "三个工作日内", "知道即可", COPIED)


def groups(ask, moment=FRIDAY, name="director", **query):
    """The text of each group and of the texts to copy, by heading."""
    shown = text_of(ask(today, name, moment, **query))
    marks = sorted((shown.index(title), title) for title in GROUPS if title in shown)
    ends = [place for place, _ in marks[1:]] + [len(shown)]
    return {title: shown[place:end] for (place, title), end in zip(marks, ends, strict=True)}


@pytest.fixture
def kept(cast):
    """Everybody has done what was owed up to last week."""
    for officer, pairing in ((cast.officer, cast.pairing), (cast.other_officer, cast.other_pairing)):
        visit_weekly(pairing, range(1, 38))
        for day in (date(2021, 2, 9), date(2021, 5, 11), date(2021, 8, 10)):
            visit(pairing, day, is_briefing=True)
        for month in range(1, 9):
            hand_in(officer, month, at(2021, month + 1, 3))
    return cast


def test_the_head_names_the_week_and_the_next_day_on_which_ledgers_are_due(kept, ask):
    shown = text_of(ask(today, "director", FRIDAY))
    assert "9月24日 周五" in shown
    assert "第38周（9月20日–26日）。周日（26日）调休上班。今天工作日。下一个台账截止日：10月8日。" in shown


def test_near_the_end_of_the_week_each_officer_with_unvisited_enterprises_has_a_row(kept, ask):
    pair(kept.officer, make_enterprise(kept.district, "松岑包装有限公司"), date(2021, 9, 1))
    soon = groups(ask)["三个工作日内"]
    assert "林沐川本周还有2家未走访 区工信局；沁渊精铸、松岑包装 △ 剩1个工作日 9月26日（周日）24时截止" in soon
    assert soon.index("林沐川") < soon.index("苏若岚")


def test_early_in_the_week_one_row_tells_how_many(cast, ask):
    know = groups(ask, MONDAY)["知道即可"]
    assert "本周还有2家企业未走访，2人" in know
    assert "今天必须办" not in groups(ask, MONDAY)


def test_on_the_weeks_last_working_day_it_must_be_done_today(kept, ask):
    assert "林沐川本周还有1家未走访" in groups(ask, at(2021, 9, 26, 9))["今天必须办"]


def test_issues_stand_by_how_near_their_deadline_is(kept, ask):
    for code, day, content in (
        ("1", date(2021, 9, 10), "道路照明损坏"),  # due on the 22nd
        ("2", date(2021, 9, 14), "用电增容受阻"),  # due on the 24th
        ("3", date(2021, 9, 17), "员工子女入学"),  # due on the 28th
        ("4", date(2021, 9, 23), "用地规划变更"),  # due after the holidays
    ):
        raise_issue(kept.enterprise, code, day, content)
    shown = groups(ask)
    assert "道路照明损坏 沁渊精铸；林沐川，区工信局 ▲ 已过2个工作日 9月22日截止，尚未办结" in shown["今天必须办"]
    assert "用电增容受阻 沁渊精铸；林沐川，区工信局 ▲ 今天24时截止" in shown["今天必须办"]
    assert "员工子女入学 沁渊精铸；林沐川，区工信局 △ 剩3个工作日" in shown["三个工作日内"]
    assert "用地规划变更" not in "".join(shown.values())


def test_an_issue_handed_to_the_office_waits_there_until_it_is_ended(kept, ask):
    raise_issue(kept.enterprise, "1", date(2021, 9, 22), "环评批复", ("escalated", date(2021, 9, 23)), level="major")
    raise_issue(kept.enterprise, "2", date(2021, 9, 22), "管网", ("escalated", date(2021, 9, 24)), level="major")
    raise_issue(kept.enterprise, "3", date(2021, 3, 22), "用地", ("escalated", date(2021, 3, 23)), level="major")
    raise_issue(
        kept.enterprise, "4", date(2021, 9, 22), "加固",
        ("escalated", date(2021, 9, 23)), ("closed", date(2021, 9, 24)), level="major",
    )  # fmt: skip
    shown = groups(ask)
    assert "环评批复 沁渊精铸；9月23日上交办公室 ▲ 已过1个工作日" in shown["今天必须办"]
    assert "管网 沁渊精铸；9月24日上交办公室 △ 今天上交" in shown["三个工作日内"]
    assert "1件上交问题尚未办结 最早3月23日上交办公室" in shown["知道即可"]
    assert "加固" not in "".join(shown.values())


def test_ledgers_due_soon_sent_back_to_check_and_late_each_have_their_row(kept, ask):
    moment = at(2021, 10, 8, 9)
    hand_in(kept.officer, 9, at(2021, 9, 30), at(2021, 10, 8, 8))
    shown = groups(ask, moment)
    assert "9月台账还有1人未报 苏若岚 ▲ 今天24时截止 10月8日截止（5日为国庆节假期，顺延）" in shown["今天必须办"]
    assert "林沐川9月台账 10月8日退回；期限内重报，仍按原上报时间计 △ 剩3个工作日 10月12日截止" in shown["三个工作日内"]
    assert "苏若岚9月台账仍未报 补报可留档，不改变计分 10月8日已截止" in groups(ask, at(2021, 10, 9, 9))["知道即可"]


def test_what_was_handed_in_here_waits_to_be_checked(kept, ask):
    Submission.objects.filter(ledger__month=date(2021, 8, 1)).update(content={})
    assert "8月台账2份待核对 收下，或写明原因退回 最早9月3日收到" in groups(ask)["三个工作日内"]
    Submission.objects.update(accepted_at=at(2021, 12, 31))
    assert "待核对" not in "".join(groups(ask).values())


def test_pairings_that_end_soon_and_enterprises_without_an_officer_are_told(kept, ask):
    pair(kept.officer, make_enterprise(kept.district, "芦汀纺织有限公司"), date(2021, 9, 20), date(2021, 9, 30))
    followed = make_enterprise(kept.district, "云畲生物有限公司")
    pair(kept.officer, followed, date(2021, 9, 20), date(2021, 9, 30))
    pair(kept.other_officer, followed, date(2021, 10, 1))
    make_enterprise(kept.district, "松岑包装有限公司")
    know = groups(ask)["知道即可"]
    assert "林沐川与芦汀纺织的结对9月30日届满" in know
    assert "云畲生物的结对" not in know
    assert "1家企业没有首席服务官 松岑包装" in know


@pytest.mark.parametrize(
    ("moment", "told"), [(at(2039, 10, 31), False), (at(2039, 11, 1), True), (at(2021, 12, 1), False)]
)
def test_next_years_calendar_is_asked_for_while_it_is_not_known(cast, ask, moment, told):
    answer = ask(today, "director", moment)
    assert (f"{moment.year + 1}年放假安排尚未录入" in text_of(answer)) is told
    assert (f'href="/calendar/?district={cast.district.pk}"' in answer.content.decode()) is told


def test_work_under_way_and_work_that_failed_is_told(kept, ask):
    run = begin_run(kept.district)
    assert "2021年度测算正在进行" in groups(ask)["知道即可"]
    Job.objects.filter(pk=run.job_id).update(state="failed", finished_at=FRIDAY, message="考核办法的事实无法计算")
    assert "2021年度测算未完成 考核办法的事实无法计算" in groups(ask)["今天必须办"]
    Job.objects.update(finished_at=FRIDAY - timedelta(days=8))
    assert "年度测算" not in "".join(groups(ask).values())


@pytest.mark.parametrize("dropped", [True, False])
def test_work_that_failed_is_told_until_it_is_tried_again_or_dropped(kept, ask, dropped):
    run, upload = begin_run(kept.district), upload_workbook(kept.district, state="checking")
    check = {"district": kept.district, "kind": "check-workbook", "key": "upload 1", "created_at": FRIDAY}
    Upload.objects.update(job=Job.objects.create(**check))
    Job.objects.update(state="failed", finished_at=FRIDAY)
    assert {"2021年度测算未完成", "检查工作簿未完成"} <= set(groups(ask)["今天必须办"].split())
    assert f'href="/imports/{upload.pk}/"' in ask(today, "director", FRIDAY).content.decode()
    begin_run(kept.district, as_of=run.as_of + timedelta(days=1))
    Upload.objects.update(state="dropped") if dropped else Job.objects.create(**check, state="done")
    assert "未完成" not in "".join(groups(ask).values())


def test_the_ledgers_of_the_year_are_summed_up(kept, ask):
    assert "2021年工作台账 已到期应报16份，按时16份，逾期0份，未报0份。" in text_of(ask(today, "director", FRIDAY))


def test_nothing_to_do_is_said(kept, ask):
    visit(kept.pairing, FRIDAY.date())
    visit(kept.other_pairing, FRIDAY.date())
    shown = text_of(ask(today, "director", FRIDAY))
    assert "目前没有要办的事" in shown
    assert COPIED not in shown


def test_the_text_for_visits_is_polite_dated_and_by_unit(kept, ask):
    elsewhere = make_unit(kept.district, "区发改委")
    Officer.objects.filter(pk=kept.other_officer.pk).update(unit=elsewhere)
    assert (
        "【走访提醒】 第38周（9月20日–26日）：截至9月24日，以下企业本周还没有走访记录，"
        "请于9月26日（周日）24时前走访，已走访的请补记。"
        " 区发改委：苏若岚（禾岫食品） 区工信局：林沐川（沁渊精铸） 河清示范区首席服务官办公室 2021年9月24日"
    ) in groups(ask)[COPIED]


def test_the_text_for_ledgers_names_the_rolled_day_and_why(kept, ask):
    hand_in(kept.officer, 9, at(2021, 9, 30))
    copied = groups(ask, at(2021, 9, 30, 9))[COPIED]
    assert (
        "【工作台账上报提醒】 9月工作台账请于10月8日（周五）24时前上报（5日为国庆节假期，顺延）。"
        "截至9月30日，以下同志尚未上报："
        " 区工信局：苏若岚 河清示范区首席服务官办公室 2021年9月30日"
    ) in copied
    assert "工作台账上报提醒" not in groups(ask, at(2021, 9, 26, 9))[COPIED]  # five working days are left


def test_ledgers_of_past_months_are_asked_for_in_one_text(cast, ask):
    for month in (1, 2, 3, 4, 5, 6, 8):
        hand_in(cast.officer, month, at(2021, month + 1, 3))
        hand_in(cast.other_officer, month, at(2021, month + 1, 3))
    hand_in(cast.other_officer, 7, at(2021, 8, 3))
    assert (
        "【工作台账补报提醒】 截至9月24日，以下同志的工作台账已过截止日，尚未上报，请尽快补报。"
        " 7月（8月5日截止） 区工信局：林沐川"
    ) in groups(ask)[COPIED]


def test_the_last_days_of_a_quarter_ask_for_briefings(kept, ask):
    copied = groups(ask, at(2021, 12, 28, 9))
    assert "林沐川本季度还有1家未宣讲" in copied["三个工作日内"]
    assert (
        "【政策宣讲提醒】 第4季度：截至12月28日，以下企业本季度还没有政策宣讲记录，请于12月31日（周五）24时前宣讲"
        in copied[COPIED]
    )


def test_long_lists_are_counted_not_listed(kept, ask):
    for number in range(9):
        officer = make_officer(kept.district, f"B{number}", f"服务官{number}", unit=kept.unit)
        pair(officer, make_enterprise(kept.district, f"企业{number}有限公司"), date(2021, 9, 1))
        raise_issue(kept.enterprise, f"2021-{number}", date(2021, 9, 17), f"问题{number}")
    soon = groups(ask)["三个工作日内"]
    assert "另有6人6家本周未走访" in soon
    assert "另有4件一般问题临近期限" in soon


def test_names_are_text_and_never_markup(kept, ask):
    Officer.objects.filter(pk=kept.officer.pk).update(name="<b>林</b>")
    source = ask(today, "director", FRIDAY).content.decode()
    assert "<b>林</b>" not in source
    assert "&lt;b&gt;林&lt;/b&gt;" in source


def test_no_mark_of_an_enterprise_ever_occurs(kept, ask):
    before = text_of(ask(today, "director", FRIDAY))
    answer(
        survey_round(kept.district, closes_on=date(2021, 9, 1)),
        kept.enterprise,
        "满意",
        "基本满意",
        "不满意",
        "满意",
        "满意",
    )
    assert text_of(ask(today, "director", FRIDAY)) == before


def test_an_office_of_several_districts_chooses_one(kept, ask):
    for each in (kept.district, kept.elsewhere):
        each.parent = None
    kept.elsewhere.parent = kept.district
    kept.elsewhere.save()
    shown = text_of(ask(today, "director", FRIDAY, district=str(kept.elsewhere.pk)))
    assert "林沐川" not in shown
    assert "临沂示范区" in shown


@pytest.mark.parametrize("asked", ["elsewhere", "x", "999999", "9" * 40, "１２", "-1"])
def test_another_offices_district_is_not_there(kept, ask, asked):
    district = str(kept.elsewhere.pk) if asked == "elsewhere" else asked
    with pytest.raises(Http404):
        ask(today, "director", FRIDAY, district=district)


@pytest.mark.parametrize("name", ["officer", "deputy", "liaison", "admin", "oversight", "stranger"])
def test_others_have_no_such_page(cast, ask, name):
    with pytest.raises(Http404):
        ask(today, name, FRIDAY)


def test_a_workbook_that_waits_is_the_offices_business_alone(kept, ask):
    Upload.objects.create(
        district=kept.district, name="八月.xlsx", size=1, sha256="0" * 64, uploaded_by=kept.users["staff"],
        uploaded_at=FRIDAY, state=Upload.State.CHECKED,
    )  # fmt: skip
    assert "工作簿“八月.xlsx”已检查，待导入或移除" in groups(ask)["三个工作日内"]
    assert "八月.xlsx" not in text_of(ask(today, "leader", FRIDAY))


def test_leaders_read_it(kept, ask):
    assert "林沐川本周还有1家未走访" in groups(ask, name="leader")["三个工作日内"]


def test_who_only_reads_it_is_offered_a_look_and_no_texts_to_send(kept, ask):
    Submission.objects.filter(ledger__month=date(2021, 8, 1)).update(content={})
    make_enterprise(kept.district, "松岑包装有限公司")
    moment = at(2021, 10, 8, 9)  # the last day of September's ledgers
    office, leader = (ask(today, name, moment).content.decode() for name in ("director", "leader"))
    for only_the_offices in (">核对<", ">安排结对<", ">催报名单<", 'href="#remind-', COPIED, "data-copy", "copy.js"):
        assert only_the_offices in office
        assert only_the_offices not in leader
    for told in ("8月台账2份待核对", "1家企业没有首席服务官", "9月台账还有2人未报"):
        assert told in leader
    assert leader.count('class="btn btn-s"') == leader.count(">查看<")
