"""A scheme that asks for what no measure counts is refused, instead of being scored as something else."""

import pytest

from assessment.rules.reading import SchemeError, read_scheme
from assessment.schemes import source

FROM = "jiaozuo-officers@2020.1"
WEEKS, TALKS = 'every = "iso_week"', 'every = "quarter"'
TITLE = '{tier = "title_or_major_support"}'
PEERS = (
    'peers = {{label = "低于均值", kind = "number", source = "cohort", '
    'args = {{of = "{of}", stat = "mean", take = "gap_below"{more}}}}}\n[groups.daily]'
)


def problems(old, new, name=FROM):
    """What the carried scheme, without its examples, is refused for once `old`, which stands in it, is replaced."""
    text = source(name).partition("[[examples]]")[0]
    assert old in text, old
    try:
        read_scheme(text.replace(old, new, 1), "本区办法.toml")
    except SchemeError as error:
        return error.problems
    return []


def refused(old, new, message, name=FROM):
    found = problems(old, new, name)
    assert any(each.startswith(f"本区办法.toml {message}") for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (WEEKS, 'every = "month"', "duties weekly_visit every：visit 只能按 iso_week 计，不能按 month 计"),
        (WEEKS, 'every = "quarter"', "duties weekly_visit every：visit 只能按 iso_week 计"),
        (TALKS, 'every = "month"', "duties quarterly_talk every：policy_talk 只能按 quarter 计"),
        ('every = "month"', 'every = "quarter"', "duties monthly_ledger every：ledger 只能按 month 计"),
        ('= "visit"', '= "meeting"', "duties weekly_visit fulfilled_by：“meeting”不能按 assignment 计（可用：visit"),
        ('per = "subject"', 'per = "assignment"', "duties monthly_ledger fulfilled_by：“ledger”不能按 assignment 计"),
        ("quota = 1\nskip", "quota = 2\nskip", "duties weekly_visit quota：只能是1，不能是2"),
        ("min_coverage = 1 ", "min_coverage = 1.5 ", "duties weekly_visit min_coverage：应大于0，不超过1"),
        ("min_coverage = 1 ", "min_coverage = -0.5 ", "duties weekly_visit min_coverage：应大于0，不超过1"),
        ("min_coverage = 1 ", "min_coverage = 0 ", "duties weekly_visit min_coverage：应大于0，不超过1"),
        ('by = ["officer"] ', 'by = ["liaison"] ', "duties weekly_visit by：须写明由谁到企业（可用：officer、deputy）"),
        ('by = ["officer"] ', "by = [] ", "duties weekly_visit by：须写明由谁到企业"),
        ('= "ledger"', '= "ledger"\nby = ["officer"]', "duties monthly_ledger by：ledger 由首席服务官上报"),
        (WEEKS, f"{WEEKS}\ndue = {{day_of_next_month = 5}}", "duties weekly_visit due：只用于 ledger"),
        ("month = 5,", "month = 31,", "duties monthly_ledger due day_of_next_month：应在1到28之间"),
    ],
)
def test_a_duty_that_cannot_be_counted_as_it_says(old, new, message):
    refused(old, new, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("of = 2, ", "", "measures talk_floor args.of：take 为 prorated 时须写不小于1的整数"),
        ("of = 2, ", "of = 1.5, ", "measures talk_floor args.of：take 为 prorated 时须写不小于1的整数"),
        ('round = "up"', 'round = "down"', "measures talk_floor args.round：没有“down”（可用：up）"),
        ('take = "missed"}', 'take = "missed", of = 2}', "measures visit_missed args.of：只用于 take 为 prorated 时"),
        ('take = "due"}', 'take = "due", round = "up"}', "measures due_weeks args.round：只用于 take 为 prorated 时"),
        (
            '"次", over = "assignment", hi = 53',
            '"次", hi = 53',
            "measures visit_missed over：duty 的这个事实须写 assignm",
        ),
        ('"次", hi = 12', '"次", over = "assignment", hi = 12', "measures ledger_bad over：duty 的这个事实须不写"),
    ],
)
def test_a_duty_from_which_something_else_is_taken(old, new, message):
    refused(old, new, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"policy_support"', '"support"', "measures supports args.event：没有“support”（可用：policy_talk、policy_su"),
        (
            '"policy_support", take = "count"',
            '"policy_support", take = "sum"',
            "measures supports args.take：没有“sum”（",
        ),
        (
            '"policy_talk", take = "count"',
            '"policy_talk", take = "best"',
            "measures talk_total args.take：没有“best”（",
        ),
        ('take = "best"', 'take = "count"', "measures honour_1 args.take：没有“count”（可用：best）"),
        (
            '"policy_talk", take',
            '"policy_talk", of = 2, take',
            "measures talk_total args.of：只用于 take 为 shortfall 时",
        ),
        (
            '"policy_talk", take = "count"',
            '"policy_talk", take = "shortfall"',
            "measures talk_total args.of：take 为 shortfall 时须写不小于1的整数",
        ),
        (
            '"policy_talk", take',
            '"policy_talk", group_by = "work_key", take',
            "measures talk_total args.group_by：polic",
        ),
        (
            '"criticism", take',
            '"criticism", contest = "honours", take',
            "measures criticism args.contest：criticism 不用",
        ),
        (
            'group_by = "work_key"',
            'group_by = "level"',
            "measures honour_1 args.group_by：没有“level”（可用：work_key）",
        ),
        ('group_by = "work_key", ', "", "measures honour_1 args.group_by：缺少（honour 须有）"),
        (
            'contest = "honours", rank = 2',
            'contest = "titles", rank = 2',
            "measures honour_2 args.contest：与 honour_1",
        ),
        ("rank = 2", "rank = 1", "measures honour_2 args.rank：与 honour_1 相同"),
        ("rank = 1", "rank = 0", "measures honour_1 args.rank：应为不小于1的整数"),
        (TITLE, '{tier = "commendation"}', "measures honour_2 args.where：与 honour_1 相同，每档表彰只能有一个事实"),
        (
            TITLE,
            '{tier = "title"}',
            "measures honour_2 args.where.tier：没有“title”（可用：commendation、title_or_major",
        ),
        (TITLE, '{level = "province"}', "measures honour_2 args.where.level：honour 没有这个条件（可用：tier）"),
        ('target = "officer"', 'target = "offizer"', "measures criticism_self args.where.target：没有“offizer”（可用"),
        ('{target = "officer"}', '"officer"', "measures criticism_self args.where：应为表"),
        (
            '"policy_talk", take',
            '"policy_talk", where = {target = "officer"}, take',
            "measures talk_total args.where.target：policy_talk 没有这个条件（可用：无）",
        ),
        (
            'over = "assignment", hi = 12, good',
            "hi = 12, good",
            "measures talk_total over：events 的这个事实须写 assign",
        ),
    ],
)
def test_an_event_that_is_not_counted_so(old, new, message):
    refused(old, new, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'level = "general", ',
            'level = "general", role = "lead", ',
            "measures issue_overdue args.role：cases 没有这个参数",
        ),
        ("limit = 7, ", "limit = 7, extension = true, ", "measures issue_overdue args.extension：cases 没有这个参数"),
        ('level = "general", ', "", "measures issue_overdue args.level：缺少（cases 须有）"),
        (
            'level = "general"',
            'level = "urgent"',
            "measures issue_overdue args.level：没有“urgent”（可用：general、majo",
        ),
        ('case = "issue"', 'case = "hotline"', "measures issue_overdue args.case：没有“hotline”（可用：issue）"),
        ('"working_days"', '"days"', "measures issue_overdue args.clock：没有“days”（可用：working_days）"),
        (
            'until = "closed"',
            'until = "escalated"',
            "measures issue_overdue args.until：没有“escalated”（可用：closed）",
        ),
        ("limit = 7", "limit = 0", "measures issue_overdue args.limit：应为不小于1的整数"),
        (
            'level = "major", clock = "working_days", limit = 3, until = "escalated"',
            'level = "general", clock = "working_days", limit = 3, until = "closed"',
            "measures issue_late_up args.limit：与 issue_overdue 不一致，同一类别的问题只能有一个时限",
        ),
        (
            'across = "mean_of_enterprises"',
            'across = "sum"',
            "measures satisfaction args.across：没有“sum”（可用：mean_o",
        ),
        ("each = 10, marks", "each = 20, marks", "measures satisfaction args.each：与 args.marks 中最高的10不一致"),
        ('"政策落实"], each', '"工作效率"], each', "measures satisfaction args.aspects：须列出各方面，不重复"),
        ("min_responses = 1", "min_responses = 0.5", "measures satisfaction args.min_responses：应为不小于1的整数"),
        ("[groups.daily]", PEERS.format(of="visit_rate", more=""), "measures peers args.of：“visit_rate”不能相比"),
        (
            "[groups.daily]",
            PEERS.format(of="satisfaction", more=', within = "group"'),
            "measures peers args.within：首席服务官不分组",
        ),
        (
            "[groups.daily]",
            PEERS.format(of="satisfaction", more=', within = "unit"'),
            "measures peers args.within：没有“unit”（可用：group）",
        ),
    ],
)
def test_an_argument_that_would_be_passed_over(old, new, message):
    refused(old, new, message)


def test_what_is_found_by_pairing_is_not_for_units():
    # a unit's key may be an officer's too: it would be given that officer's criticisms
    criticism = 'source = "events", args = {event = "criticism", take = "count"}'
    refused(
        'label = "被警示", kind = "count"',
        f'label = "被警示", kind = "count", {criticism}',
        "measures d11a source：events 只用于考核首席服务官",
        "jilin-departments@2021.1",
    )


def test_last_years_grade_must_be_one_that_the_measure_can_say():
    refused(
        '"不达标", "无"]',
        '"无"]',
        "measures prev_grade options：须列出各等次和“无”，缺不达标",
        "jilin-departments@2021.1",
    )


def test_an_occurrence_is_recorded_for_a_year_or_a_quarter():
    refused(
        'kind = "number", over = "quarter"',
        'kind = "number", over = "assignment"',
        "measures q_score over：occurrence 的这个事实须不写或写 quarter",
        "kunshan-towns@2017.1",
    )


def test_events_may_be_counted_by_what_is_lacking():
    counted, short = '"policy_support", take = "count"', '"policy_support", take = "shortfall", of = 3'
    assert problems(counted, short) == []


def test_peers_of_officers_may_be_compared():
    new = PEERS.format(of="satisfaction", more="")
    assert problems("[groups.daily]", new) == []
