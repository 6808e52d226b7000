"""The table of Xinyang's counties once more: what each of its rows gives (part 2, X1a to X21)."""

from fractions import Fraction

from tests.oracle.units_facts import Facts
from tests.oracle.units_naive import Points, Result, tally, tiers, times

WORDS = {
    "x01a": ("plan_level", {"以政府名义": 2, "仅以部门名义": 1, "未发文": 0}),
    "x02a": ("agency", {"有文件有办公场所": 2, "有文件无办公场所": 0, "无文件": 0}),
    "x02c": ("rules_state", {"完整且效果明显": 3, "完整但效果不明显": 2, "不完整": 1, "无": 0}),
    "x04a": ("platform", {"专门设立": 2, "通过其他平台": 1, "未设立": 0}),
    "x04b": ("platform_rule", {"健全有记录": 2, "不健全或无记录": 1, "未建立": 0}),
    "x06a": ("p101_known", {"效果好": 2, "效果不好": 0}),
    "x13": ("ledger", {"完整规范有序": 4, "不够规范": 2, "未设立": 0}),
    "x14": ("bulletin", {"建立且效果良好": 4, "建立未执行": 2, "未建立": 0}),
    "x18": ("brief", {"建立简报": 4, "在其他刊物": 1, "无": 0}),
}
YES = {
    "x01b": {"split_concrete": 1, "split_owner": 1},
    "x03a": {"link": 1},
    "x05a": {"p148_doc": 2},
    "x06b": {"p101_key": 2},
    "x07": {"p81_doc": 1, "p81_fund": 2, "p81_eval": 1},
    "x08": {"p625_policy": 1, "p625_event": 1, "p625_fair": 1},
    "x09": {"p587_apply": 2, "p587_hi": 1},
    "x17a": {"burden_plan": 3},
}
HOW_MANY = {
    "x02b": ("staff", ("2", 2), ("1", 0.5)),
    "x05b": ("p148_hi", ("3", 2), ("2", 1), ("1", 0.5)),
    "x10": ("p149_hi", ("2", 2), ("1", 1)),
    "x12": ("upgrade_hi", ("3", 3), ("2", 2), ("1", 1)),
    "x17b": ("burden_hi", ("3", 2), ("1", 1)),
}
SHARE = {
    "x03b": ("reg_rate", ("0.9", 2), ("0.85", 1)),
    "x03d": ("post_rate", ("1", 2), ("0.8", 1), ("0.6", 0.5)),
    "x15": ("solve_rate", ("0.95", 4), ("0.9", 3), ("0.85", 2), ("0.8", 1)),
}
FULL = {"x01a": 2, "x01b": 2, "x01c": 2, "x02a": 2, "x02b": 2, "x02c": 3, "x02d": 3, "x03a": 1, "x03b": 2, "x03c": 3}
FULL |= {"x03d": 2, "x04a": 2, "x04b": 2, "x05a": 2, "x05b": 2, "x06a": 2, "x06b": 2, "x07": 4, "x08": 3, "x09": 3}
FULL |= {"x10": 2, "x11": 4, "x12": 3, "x13": 4, "x14": 4, "x15": 4, "x16": 5, "x17a": 3, "x17b": 2, "x18": 4}
FULL |= {"x19": 6, "x20": 3, "x21": 10}
ENDS = {"g1": "x04b", "g2": "x12", "g3": "x15", "g4": "x17b", "g5": "x20", "g6": "x21"}


def counties(facts: Facts, _group: object, _mean: object) -> Result:
    """Every item in the order of the table."""
    made: dict[str, Points] = {}
    for item, (choice, worth) in WORDS.items():
        chosen = facts.choice(choice)
        made[item] = None if chosen is None else Fraction(worth[chosen])
    for item, worth in YES.items():
        made[item] = tally(FULL[item], 0, *(times(facts.flag(flag), each) for flag, each in worth.items()))
    for item, (measure, *steps) in HOW_MANY.items():
        made[item] = tiers(facts.count(measure), *steps)
    for item, (measure, *steps) in SHARE.items():
        made[item] = tiers(facts.rate(measure), *steps)
    made["x01c"] = tally(2, 0, facts.flag("summary"), times(facts.count("supervise"), 0.5, cap=1))
    made["x02d"] = fund(facts.number("fund"))
    made["x03c"] = tally(3, 3, times(facts.count("data_missed"), -0.5))
    made["x11"] = projects(facts.choice("proj_mech"), facts.rate("proj_rate"))
    made["x16"], made["x20"] = facts.number("approval"), facts.number("mood")
    made["x19"] = tally(6, 0, times(facts.count("info"), 0.5))
    made["x21"] = online(facts)
    return Result({item: made[item] for item in FULL}, FULL, groups())


def groups() -> dict[str, tuple[str, ...]]:
    """The table's six parts, each ending with the row that `ENDS` names."""
    cut, left = {}, list(FULL)
    for group, last in ENDS.items():
        size = left.index(last) + 1
        cut[group], left = tuple(left[:size]), left[size:]
    return cut


def fund(yuan: Points) -> Points:
    """X2d: 30,000 gives 2; whatever is less, but anything at all, gives 1."""
    if yuan is None:
        return None
    return Fraction(3 if yuan >= 50000 else 2 if yuan >= 30000 else 1 if yuan > 0 else 0)


def projects(mechanism: str | None, rate: Points) -> Points:
    """X11: an imperfect mechanism only lowers the 4 of a finished plan to 3."""
    if rate is None or (rate >= 1 and mechanism is None):
        return None
    if rate >= 1 and mechanism == "不够完善":
        return Fraction(3)
    return tiers(rate, ("1", 4), ("0.8", 3), ("0.7", 2))


def online(facts: Facts) -> Points:
    """X21: fewer voters than firms above scale, and it is not counted (0, whatever the rate)."""
    voters, firms = facts.count("voters"), facts.count("above_scale")
    if voters is None or firms is None:
        return None
    if voters < firms:
        return Fraction(0)
    return tiers(facts.rate("happy_rate"), ("0.95", 10), ("0.9", 8), ("0.85", 6), ("0.8", 4))
