"""Facts at the door: each value in the one form of its measure's kind."""

from collections.abc import Mapping
from decimal import Decimal

from .scheme import Measure
from .values import Award, FactError, Rate, Value

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "count": (int, Decimal),
    "number": (int, Decimal),
    "rate": Rate,
    "flag": bool,
    "choice": str,
    "award": Award,
}


def known(measure: Measure, value: Value) -> Value:
    """The value as the rules use it; None where it is not known. No record means ``measure.absent``,
    and a rate over nothing (0/0) says nothing. Raises FactError for a value of another kind."""
    if value is None:
        return measure.absent
    if not isinstance(value, _TYPES[measure.kind]) or (isinstance(value, bool) and measure.kind != "flag"):
        raise FactError(f"{measure.id}（{measure.label}）：{value!r} 不是 {measure.kind}")
    if isinstance(value, Rate):
        return value if value.den else None
    if isinstance(value, str) and value not in measure.options:
        raise FactError(f"{measure.id}（{measure.label}）：没有选项“{value}”，可用：{'、'.join(measure.options)}")
    if measure.kind == "number" and isinstance(value, int | Decimal):
        return Decimal(value)
    if measure.kind == "count" and isinstance(value, int | Decimal):
        if value < 0 or value != int(value):
            raise FactError(f"{measure.id}（{measure.label}）：次数不能是 {value}")
        return int(value)
    return value
