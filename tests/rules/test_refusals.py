"""Each thing that loading refuses, with the message that names file, place and key."""

import pytest

from .small import problems

VISIT = 'lines = [{measure = "missed", each = -1, text = "少{n}次，扣{d}分"}]'
BONUS = 'lines = [{measure = "honour", each = 1, text = "表扬{n}次，加{d}分"}]'
LOW = 'when = {measure = "rate", op = "<", value = 0.6}'
VETO = 'when = {measure = "blame", value = true}'


def test_the_small_scheme_itself_is_read():
    assert problems() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[interp]]", "[formulas]\n[[interp]]", "small.toml formulas：没有这个键（可用：scheme、measures、"),
        ("total = 100\n", "total = 100\nrank = true\n", "small.toml scheme rank：没有这个键（可用：code、version、"),
        ('code = "small"\n', "", "small.toml scheme code：缺少（文字）"),
        ("total = 100\n", 'total = "100"\n', "small.toml scheme total：应为数字"),
        ("total = 100\n", "total = true\n", "small.toml scheme total：应为数字"),
        ("total = 100\n", "total = nan\n", "small.toml scheme total：应为数字"),
        ("2021-01-01", "2021-01-01T00:00:00", "small.toml scheme effective_from：应为日期"),
        ('subject = "officer"', 'subject = "firm"', "small.toml scheme subject：没有“firm”（可用：officer、"),
        ('over = "assignment", good', 'over = "week", good', "measures missed over：没有“week”（可用：assignment、"),
        (
            'id = "survey"',
            'id = "survey"\napplies = {grp = ["A"]}',
            "items survey applies grp：没有这个键（可用：group）",
        ),
        ('kind = "scale"', 'kind = "formula"', "small.toml items survey kind：没有“formula”（可用：tally、"),
        ('kind = "judged"', 'kind = "judged"\nstart = 3', "small.toml items view start：没有这个键"),
        ("full_at = 50\n", "", "small.toml items survey full_at：缺少（数字）"),
        ("below = 0\n", "", "small.toml items report below：缺少（数字）"),
        ("each = -1, text", "text", "small.toml items visit lines missed each：须在 each 和 range 中任选其一"),
        ("each = -1,", "range = [2, 1],", "small.toml items visit lines missed range：应为从小到大的两个数"),
        ("{at_least = 12, score = 10}", "{score = 10}", "tiers 第1个 at_least：须在 at_least 和 above 中任选其一"),
        ("score = 0, text", 'score = "none", text', "items visit overrides low score：应为数字"),
        ('at = "一", quote = "每少一次扣1分"', 'at = "一"', "small.toml items visit clause quote：缺少（文字）"),
        ('quote = "每少一次扣1分"', 'quote = " "', "small.toml items visit clause quote：不能为空"),
        ("missed = 0, rate", "skipped = 0, rate", "assignment 甲 skipped：没有这个事实（可用：missed、rate、weeks）"),
        ("rate = [50, 50]", "rate = 1", "small.toml examples 满分 units assignment 甲 rate：不是 rate"),
    ],
)
def test_a_key_that_is_unknown_missing_or_of_another_type_is_refused(old, new, message):
    assert any(message in problem for problem in problems((old, new))), problems((old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('group = "work"', 'group = "works"', "small.toml items visit group：没有“works”（可用：work、adjust）"),
        ('interp = ["S-01"]', 'interp = ["S-02"]', "small.toml items visit interp：没有“S-02”（可用：S-01）"),
        ('measure = "opinion"', 'measure = "marks"', "small.toml items view measure：没有“marks”（可用：missed、"),
        ('weight = "weeks"', 'weight = "week"', "small.toml items visit weight：没有“week”"),
        (LOW, LOW.replace("rate", "rates"), "small.toml items visit overrides low when：没有“rates”"),
        (
            'when = {grade = "好"}',
            'when = {grade = "优"}',
            "small.toml flags praise when grade：没有“优”（可用：好、中、差）",
        ),
        ('grade = "差"', 'grade = "劣"', "small.toml vetoes veto grade：没有“劣”（可用：好、中、差）"),
        (VETO, 'when = {item = "no", op = "<", value = 1}', "small.toml vetoes veto when item：没有“no”"),
        ('lift = "lifted"', 'lift = "lift"', "small.toml groups adjust lift：没有“lift”"),
        ('lift = "lifted"', 'lift = "blame"', "small.toml groups adjust lift：须是 declared 的 flag"),
        ('source = "declared"', 'source = "declare"', "small.toml measures lifted source：没有“declare”（可用：duty、"),
        ('{needs = "decision_no"}', "{}", "small.toml groups adjust lift：须是 declared 的 flag"),
        ('{needs = "decision_no"}', '{needs = "x", bye = 1}', "measures lifted args.bye：declared 没有这个参数"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_saying_which_do(old, new, message):
    assert any(message in problem for problem in problems((old, new))), problems((old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "view"', 'id = "state"', "small.toml items state：出现了2次"),
        ("[groups.work]", 'start = {label = "x", kind = "flag"}\n[groups.work]', "measures start：这个名称不能用"),
        ('id = "low"', 'id = "floor"', "small.toml items visit overrides floor：与事实或保留字重名"),
        (BONUS, BONUS.replace("each = 1", "range = [1, 2]"), "items bonus lines honour：range 不能用于 count"),
        (BONUS, BONUS.replace("honour", "level"), "items bonus lines level：each 不能用于 choice"),
        (
            'measure = "opinion"',
            'measure = "blame"',
            "small.toml items view measure：judged 不能用 flag（可用：number）",
        ),
        ('measure = "mean"', 'measure = "rate"', "small.toml items survey measure：“rate”按 assignment 计，这里不是"),
        ('combine = "mean"', 'combine = "best"', "small.toml items visit combine：没有“best”（可用：sum、mean）"),
        ('combine = "mean"\n', "", "small.toml items visit combine：有 over 的指标须写明 sum 或 mean"),
        ('weight = "weeks"', 'weight = "rate"', "small.toml items visit weight：须是按 assignment 计的 count"),
        ('measure = "opinion"', 'measure = "opinion"\nunit_max = 5', "items view unit_max：只用于有 over 的指标"),
        (LOW, LOW.replace("0.6", "true"), "overrides low when value：是 与 rate（rate）不能比较"),
        (VETO, VETO.replace("true", "1"), "vetoes veto when value：1 与 blame（flag）不能比较"),
        (VETO, 'when = {measure = "blame", op = "<", value = true}', "vetoes veto when op：flag 只能用 == 或 !="),
        (VETO, 'when = {measure = "level", value = "中"}', "vetoes veto when value：没有“中”（可用：高、低）"),
        (VETO, 'when = {measure = "blame", other = "level"}', "vetoes veto when：blame、level 不能比较"),
        (BONUS, f"{BONUS[:-1]}, {BONUS[9:]}", "items bonus lines honour：同一事实只能有一行"),
        (VETO, 'when = {grade = "好"}', "small.toml vetoes veto when：这里还不知道等次"),
        (LOW, 'when = {total = true, op = "<", value = 5}', "overrides low when：这里还不知道得分"),
        ("少{n}次，扣{d}分", "少{m}次", "items visit lines missed text：{m} 无从填写（可用：n、d、missed）"),
        ("到岗率{rate}", "到岗率{weeks}", "items visit overrides low text：{weeks} 无从填写（可用：d、rate）"),
        ('options = ["高", "低"]', "options = []", "small.toml measures level options：choice 须列出选项"),
        ("absent = false", "absent = 0", "small.toml measures lifted absent：只用于 flag"),
    ],
)
def test_what_does_not_fit_together_is_refused(old, new, message):
    assert any(message in problem for problem in problems((old, new))), problems((old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("max = 40", "max = 30", "small.toml scheme total：各指标分值相加为90，与总分100不符"),
        ("max = 60", "max = 50", "small.toml groups work max：各指标分值相加为60，与50不符"),
        ("{above = 6, score = 5}", "{above = 12, score = 5}", "items report tiers：各档须从高到低，12 不低于前一档"),
        ('"低" = 4', '"中" = 4', "small.toml items state choices：须与 level 的选项一致（高、低）"),
        ("at_least = 60", "at_least = 90", "small.toml bands at_least：须从高到低，且不重复"),
        ('label = "差"', 'label = "差"\nat_least = 0', "small.toml bands 差 at_least：最后一档不设下限"),
        ('label = "中"\nat_least = 60', 'label = "中"', "small.toml bands 中 at_least：缺少"),
        ("score = 0, text", "score = 31, text", "small.toml items visit overrides low score：31不在0到30之间"),
        ("min = -10", "min = 11", "small.toml groups adjust min：大于 cap"),
        ("max = 1000", "max = 1000\nmin = 1001", "small.toml items bonus min：大于 max"),
        ("tiers = [{at_least = 12, score = 10}, {above = 6, score = 5}]", "", "items report tiers：至少要有一档"),
        (BONUS, "", "small.toml items bonus lines：至少要有一行"),
        ("cap = 10", "cap = 9.995", "small.toml groups adjust cap：最多两位小数"),
        ("max = 40", "max = 40.001", "small.toml items survey max：最多两位小数"),
        ("full_at = 50", "full_at = 0", "small.toml items survey full_at：应大于0"),
        ('quote = "每少一次扣1分"', 'quote = "每少一次扣2分"', "items visit clause quote：原文中没有“每少一次扣2分”"),
        ("items = {visit = 30}", "items = {visit = 29}", "examples 满分 items.visit：算例写的是29.00，算出来是30.00"),
        (
            'total = 100, grade = "好"',
            'total = 99, grade = "中"',
            "examples 满分 total：算例写的是99.00，算出来是100.00",
        ),
        ('flags = ["praise"]', "flags = []", "small.toml examples 满分 flags：算例写的是无，算出来是praise"),
        ("mean = 50, honour", "honour", "small.toml examples 满分 total：算例写的是100.00，算出来是待定"),
    ],
)
def test_numbers_quotes_and_examples_that_are_wrong_are_refused(old, new, message):
    assert any(message in problem for problem in problems((old, new))), problems((old, new))


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        (
            'source = "duty", args = {duty = "hourly", take = "missed"}',
            "args.duty：没有“hourly”（可用：weekly、",
        ),
        ('source = "duty", args = {duty = "daily", take = "some"}', "args.take：没有“some”（可用：due、met、"),
        ('source = "duty", args = {duty = "daily", take = "rate"}', "kind：take 为 rate 时是 rate，否则是 count"),
        ('source = "survey", args = {aspects = []}', "args.each：缺少（survey 须有）"),
        ('source = "panel", args = {panel = "a", each_max = 10}', "kind：panel 只给出 number"),
        ('source = "cohort", args = {of = "no", stat = "mean", take = "gap_below"}', "args.of：没有“no”"),
        ('source = "history"', "kind：history 只给出 choice"),
    ],
)
def test_a_source_without_its_arguments_is_refused(measure, message):
    duty = '[duties.daily]\nlabel = "每日"\nfulfilled_by = "visit"\nper = "subject"\nevery = "month"\n'
    found = problems(("[groups.work]", f'x = {{label = "x", kind = "count", {measure}}}\n{duty}[groups.work]'))
    assert any(f"small.toml measures x {message}" in problem for problem in found), found


def test_points_must_add_up_for_each_variant():
    only_b = ('id = "survey"', 'id = "survey"\napplies = {group = ["B"]}')
    second = (
        "[[bands]]",
        '[[items]]\nid = "again"\ntitle = "重"\nmax = 30\nkind = "judged"\nmeasure = "opinion"\n'
        'applies = {group = ["A"]}\nclause = {at = "二", quote = "按时上报得满分"}\n[[bands]]',
    )
    assert problems(only_b, second) == ["small.toml scheme total：各指标分值相加为90（group=A），与总分100不符"]


def test_every_problem_is_told_at_once():
    found = problems(('group = "work"', 'group = "works"'), ('interp = ["S-01"]', 'interp = ["S-02"]'))
    assert len([each for each in found if "works" in each or "S-02" in each]) == 2


def test_what_is_not_toml_is_refused_with_the_line():
    (problem,) = problems(("[measures]", "[measures"))
    assert problem.startswith("small.toml：不是 TOML：")
    assert "line" in problem


def test_a_quote_is_compared_without_white_space_and_width():
    assert problems(('quote = "每少一次扣1分"', 'quote = "每少一次 扣１分"')) == []
