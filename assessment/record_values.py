"""What may stand in 数值 of a 考核记录, by the measure it is recorded for. Pure: no database."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from officers.workbook.columns import CellProblem, canonical, quoted

from .rules.scheme import Measure, Scheme
from .rules.values import plain

RATE = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})$")
WHOLE = re.compile(r"\d{1,9}$")
LARGEST = Decimal(10) ** 12
DECIMALS = 80  # spelled out, the number must fit into its column; 1e-999999999 would be a gigabyte

Bounds = tuple[Decimal, Decimal] | None


def checked(scheme: Scheme, measure: Measure, text: str) -> str:
    """The value as it is stored: 是, an option, 3, 2.5, 3/4, or nothing for one occurrence. Raises CellProblem."""
    if not text:
        if measure.kind == "count":
            return ""
        raise CellProblem("不能为空")
    if measure.kind == "choice":
        return _one_of(measure.options, text)
    if measure.kind == "flag":
        return _one_of(("是", "否"), text)
    if measure.kind == "rate":
        return _rate(text)
    if measure.kind == "count":
        if not WHOLE.match(plain_number := _number(text)):
            raise CellProblem(f"应为不小于0的整数，不是 {quoted(text)}")
        return plain_number
    return _within(_number(text), bounds(scheme, measure))


def bounds(scheme: Scheme, measure: Measure) -> Bounds:
    """The least and the most that one record may give; None where the scheme sets no limit."""
    if measure.source == "panel":
        return Decimal(0), Decimal(str(measure.args["each_max"]))
    for item in scheme.items:
        if item.measure == measure.id and item.kind == "judged":
            return Decimal(0), item.ceiling
        for line in item.lines:
            if line.measure == measure.id and line.range:
                return line.range
            if line.measure == measure.id and measure.kind == "number" and item.unit_max is not None:
                return Decimal(0), item.unit_max
    return None


def _one_of(words: tuple[str, ...], text: str) -> str:
    by_canonical: Mapping[str, str] = {canonical(word): word for word in words}
    if canonical(text) not in by_canonical:
        raise CellProblem(f"应为 {' / '.join(words)}，不是 {quoted(text)}")
    return by_canonical[canonical(text)]


def _rate(text: str) -> str:
    found = RATE.match(canonical(text))
    if not found:
        raise CellProblem(f"应写成“3/4”这样的文本，不是 {quoted(text)}")
    if int(found[2]) == 0:
        raise CellProblem(f"分母不能为0 {quoted(text)}")
    return f"{int(found[1])}/{int(found[2])}"


def _number(text: str) -> str:
    try:
        number = Decimal(canonical(text).replace(",", ""))
    except InvalidOperation as error:
        raise CellProblem(f"不是数 {quoted(text)}") from error
    if not number.is_finite() or number.copy_abs() >= LARGEST:
        raise CellProblem(f"不是数 {quoted(text)}")
    if int(number.as_tuple().exponent) < -DECIMALS:
        raise CellProblem(f"小数不能超过{DECIMALS}位 {quoted(text)}")
    return plain(number)


def _within(number: str, limits: Bounds) -> str:
    if limits and not limits[0] <= Decimal(number) <= limits[1]:
        raise CellProblem(f"应在 {plain(limits[0])} 与 {plain(limits[1])} 之间，不是 “{number}”")
    return number
