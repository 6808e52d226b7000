"""A small scheme that has one of everything, and ways to change it."""

from decimal import Decimal

from assessment.rules.evaluate import Evaluator
from assessment.rules.reading import SchemeError, read_scheme
from assessment.rules.scheme import Scheme
from assessment.rules.values import Rate, SubjectFacts, UnitFacts, Value

REGULATION = "第一条 每周到企业不少于一次，每少一次扣1分。第二条 按时上报得满分。第三条 加减分控制在±10分以内。"

SMALL = """
[scheme]
code = "small"
version = "1"
title = "小办法"
source_doc = "某发〔2021〕1号"
subject = "officer"
total = 100
effective_from = 2021-01-01

[duties.weekly]
label = "每周到企业"
fulfilled_by = "visit"
by = ["officer"]
per = "assignment"
every = "iso_week"

[measures]
missed = {label = "少到次数", kind = "count", unit = "次", over = "assignment", good = "down", hi = 60, source = "duty", args = {duty = "weekly", take = "missed"}}
rate = {label = "到岗率", kind = "rate", over = "assignment", good = "up", source = "duty", args = {duty = "weekly", take = "rate"}}
weeks = {label = "应到周数", kind = "count", over = "assignment", hi = 53, source = "duty", args = {duty = "weekly", take = "due"}}
reports = {label = "上报次数", kind = "count", unit = "次", good = "up", hi = 12}
level = {label = "等级", kind = "choice", options = ["高", "低"]}
opinion = {label = "评定分", kind = "number", good = "up", hi = 10}
mean = {label = "均分", kind = "number", good = "up", hi = 50}
honour = {label = "表扬", kind = "count", unit = "次", good = "up", hi = 20}
blame = {label = "受处分", kind = "flag"}
lifted = {label = "书面决定", kind = "flag", source = "declared", absent = false, args = {needs = "decision_no"}}

[groups.work]
title = "工作"
max = 60
[groups.adjust]
title = "加减分"
min = -10
cap = 10
lift = "lifted"
clause = {at = "三", quote = "加减分控制在±10分以内"}

[[items]]
id = "visit"
title = "到岗"
group = "work"
max = 30
kind = "tally"
start = 30
over = "assignment"
combine = "mean"
weight = "weeks"
lines = [{measure = "missed", each = -1, text = "少{n}次，扣{d}分"}]
overrides = [{id = "low", when = {measure = "rate", op = "<", value = 0.6}, score = 0, text = "到岗率{rate}，得0分"}]
clause = {at = "一", quote = "每少一次扣1分"}
interp = ["S-01"]
[[items]]
id = "report"
title = "上报"
group = "work"
max = 10
kind = "tiers"
measure = "reports"
tiers = [{at_least = 12, score = 10}, {above = 6, score = 5}]
below = 0
clause = {at = "二", quote = "按时上报得满分"}
[[items]]
id = "state"
title = "等级"
group = "work"
max = 10
kind = "rubric"
measure = "level"
choices = {"高" = 10, "低" = 4}
clause = {at = "二", quote = "按时上报得满分"}
accept = ["min-unreachable"]
[[items]]
id = "view"
title = "评定"
group = "work"
max = 10
kind = "judged"
measure = "opinion"
clause = {at = "二", quote = "按时上报得满分"}
[[items]]
id = "survey"
title = "满意度"
max = 40
kind = "scale"
measure = "mean"
full_at = 50
clause = {at = "二", quote = "按时上报得满分"}
[[items]]
id = "bonus"
title = "加分"
group = "adjust"
extra = true
max = 1000
kind = "tally"
lines = [{measure = "honour", each = 1, text = "表扬{n}次，加{d}分"}]
clause = {at = "三", quote = "加减分控制在±10分以内"}

[[bands]]
label = "好"
at_least = 80
[[bands]]
label = "中"
at_least = 60
[[bands]]
label = "差"

[[vetoes]]
id = "veto"
title = "一票否决"
grade = "差"
when = {measure = "blame", value = true}
[[flags]]
id = "praise"
title = "表扬"
when = {grade = "好"}
[[flags]]
id = "honoured"
title = "多次表扬"
when = {measure = "honour", op = ">=", value = 2}

[[interp]]
id = "S-01"
question = "每周怎样算"
choice = "ISO周"
why = "按周设定"

[[examples]]
name = "满分"
facts = {reports = 12, level = "高", opinion = 10, mean = 50, honour = 0, blame = false}
units.assignment = [{unit = "甲", missed = 0, rate = [50, 50], weeks = 50}]
expect = {items = {visit = 30}, total = 100, grade = "好", flags = ["praise"], vetoes = []}
"""  # noqa: E501

FACTS: dict[str, Value] = {
    "reports": 12,
    "level": "高",
    "opinion": Decimal(10),
    "mean": Decimal(50),
    "honour": 0,
    "blame": False,
}


def changed(*changes: tuple[str, str]) -> str:
    """SMALL with each (old, new) replaced once; old must stand in it."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def scheme(*changes: tuple[str, str]) -> Scheme:
    """SMALL as changed, without its example, which the changes may contradict."""
    text = changed(*changes)
    return read_scheme(text[: text.index("[[examples]]")], "small.toml", REGULATION)


def evaluator(*changes: tuple[str, str]) -> Evaluator:
    return Evaluator(scheme(*changes))


def problems(*changes: tuple[str, str]) -> list[str]:
    """What reading SMALL as changed is refused for; an empty list when it is not."""
    try:
        read_scheme(changed(*changes), "small.toml", REGULATION)
    except SchemeError as error:
        return error.problems
    return []


def unit(key: str = "甲", **facts: Value) -> UnitFacts:
    return UnitFacts(key, key, facts)


def subject(*units: UnitFacts, attrs: dict[str, str] | None = None, **facts: Value) -> SubjectFacts:
    """A subject with FACTS as changed by ``facts``; without ``units`` one pairing with nothing missed."""
    return SubjectFacts({**FACTS, **facts}, {"assignment": units or (full_unit(),)}, attrs or {})


def full_unit(key: str = "甲", **facts: Value) -> UnitFacts:
    return unit(key, **{"missed": 0, "rate": Rate(50, 50), "weeks": 50, **facts})
