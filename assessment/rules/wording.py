"""The sentences of an account, rendered from the scheme's templates and a line's inputs when they are read."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .account import PENDING, Line
from .scheme import ATTRS, Clause, Group, Item, Measure, Scheme
from .values import Award, Rate, Value, half_up, plain, points_text

MINUS = "−"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
FIXED: Mapping[str, str] = {
    "no_period": "无应考核周期，该项得满分",
    "round": "四舍五入到0.01分",
    "cap": "超出满分的部分不计",
}


class Wording:
    """Speaks for one scheme: the sentence and the clause of every line of its accounts."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._templates = {item.id: _templates(item) for item in scheme.items}

    def line(self, item: str, line: Line) -> str:
        """The sentence of a line of an item, also of a line under a unit."""
        if line.status == PENDING:
            return self._pending(line)
        if line.unit is not None:
            return _unit(line)
        counted_nothing = line.delta == 0 and line.code in self.scheme.measures
        template = self._templates[item].get(line.code)
        if template is not None and not counted_nothing:
            return self._filled(template, line)
        rules = self.scheme.item[item]
        return FIXED[line.code] if line.code in FIXED else self._unwritten(rules, line)

    def group_line(self, group: str, line: Line) -> str:
        """The sentence of a group's own line."""
        rules = self.scheme.groups[group]
        if line.code == "group_lifted":
            label = self.scheme.measures[rules.lift or ""].label
            return f"{rules.title}超出{_limits(rules)}：{label}，文号见依据"
        return f"{rules.title}控制在{_limits(rules)}以内"

    def clause(self, item: str, line: Line | None = None) -> Clause:
        """The clause of an item, or of one of its lines where the scheme quotes that line's own words."""
        rules = self.scheme.item[item]
        code = line.code.removeprefix("cap:") if line is not None else ""
        own = [tally.clause for tally in rules.lines if tally.measure == code and tally.clause is not None]
        return own[0] if own else rules.clause

    def _filled(self, template: str, line: Line) -> str:
        filling = {"d": number(line.delta.copy_abs())}
        for name, value in line.inputs.items():
            filling[name] = filling["n"] = shown(value)
        return PLACEHOLDER.sub(lambda match: filling.get(match[1], match[0]), template)

    def _pending(self, line: Line) -> str:
        if line.unit is not None:
            return f"{line.label}：待定"
        if line.code == "units":
            return f"各单元资料不全（现有{line.inputs['units']}个），待定"
        if line.code.startswith("attr:"):
            name = line.code.removeprefix("attr:")
            return f"未确定{ATTRS[name]}，待定"
        return f"{self.scheme.measures[line.code].label}：尚无数据，待定"

    def _unwritten(self, item: Item, line: Line) -> str:
        """A line for which the scheme has no template: from the numbers of its rule and what was measured."""
        if line.code == "start":
            return f"基础分{number(item.start)}分"
        if line.code == "floor":
            return "扣完为止" if item.min == 0 else f"最低{number(item.min)}分"
        if line.code.startswith("cap:"):
            measure = line.code.removeprefix("cap:")
            cap = next(tally.cap for tally in item.lines if tally.measure == measure)
            return f"{self.scheme.measures[measure].label}以{number(cap or Decimal(0))}分封顶"
        (name, value), *_ = line.inputs.items()
        return f"{_measured(self.scheme.measures[name], line.code, value)}，{_given(item, line)}"


def number(value: Decimal) -> str:
    """A number in a sentence: no needless zeros, and the minus sign that print uses."""
    return plain(value).replace("-", MINUS)


def signed(points: Decimal) -> str:
    """Points in a column: two decimals at least, with their sign; 0.00 has none."""
    sign = "" if points == 0 else MINUS if points < 0 else "+"
    return f"{sign}{points_text(points.copy_abs())}"


def shown(value: Value) -> str:
    """A fact in a sentence; a ratio as a percentage with two decimals."""
    match value:
        case None:
            return "未知"
        case bool():
            return "是" if value else "否"
        case Rate():
            return f"{points_text(half_up(Fraction(100 * value.num, value.den)))}%"
        case Award():
            return str(value.n)
        case Decimal() | int():
            return number(Decimal(value))
    return value


def mean(value: Decimal) -> str:
    """A mean of answers in a sentence: four decimals at most, all where four would be rounded to another 0.01."""
    short = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return number(short if half_up(Fraction(short)) == half_up(Fraction(value)) else value)


def _templates(item: Item) -> dict[str, str]:
    templates = {line.measure: line.text for line in item.lines}
    templates |= {override.id: override.text for override in item.overrides}
    numbered = enumerate(item.tiers, start=1)
    return templates | {f"tier_{number}": tier.text for number, tier in numbered if tier.text is not None}


def _unit(line: Line) -> str:
    score, weight, weights = (line.inputs.get(name) for name in ("score", "weight", "weights"))
    said = f"{line.label}：{shown(score)}分"
    return said if weight == weights else f"{said}×{shown(weight)}/{shown(weights)}"


def _measured(measure: Measure, code: str, value: Value) -> str:
    if isinstance(value, bool | str):
        return f"{measure.label}：{shown(value)}"
    # 均分42.125，按50分制计: the unit is said by what follows.
    unit = "" if code in ("scale", "mark") else measure.unit
    # elsewhere a number is compared with a limit, or is as somebody entered it: there each of its figures counts
    is_mean = measure.source == "survey" and code == "scale"
    said = mean(value) if is_mean and isinstance(value, Decimal) else shown(value)
    return f"{measure.label}{said}{unit}"


def _given(item: Item, line: Line) -> str:
    points = number(line.delta)
    if line.code == "mark":
        return f"评定{points}分"
    if line.code == "scale":
        even = item.full_at == item.ceiling
        return f"按{number(item.ceiling)}分制计" if even else f"按比例得{points}分"
    return f"得{points}分" if line.delta else "不得分"


def _limits(group: Group) -> str:
    low, high = group.min, group.cap
    if low is not None and high is not None and low == -high:
        return f"±{number(high)}分"
    if low is None or high is None:
        return f"{number(high if high is not None else low or Decimal(0))}分"
    return f"{number(low)}至{number(high)}分"
