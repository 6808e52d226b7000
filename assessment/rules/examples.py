"""The worked examples of a scheme: read from the file, and worked out again whenever it is loaded."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from .account import Account
from .evaluate import Evaluator
from .scheme import Example, Expect, Measure, Scheme
from .tables import Table
from .values import Award, FactError, Rate, SubjectFacts, UnitFacts, Value, points_text


def read_example(table: Table, measures: Mapping[str, Measure]) -> Example:
    """An example with its facts in the types of their measures. Facts that it does not name are not known."""
    with table:
        name = table.text("name")
        facts = _facts(table.table("facts"), measures, None)
        units = {}
        with table.table("units") as groups:
            for over in groups.names():
                units[over] = tuple(_unit(unit, measures, over) for unit in groups.tables(over, "unit"))
        with table.table("attrs") as given:
            attrs = {key: given.text(key) for key in given.names()}
        return Example(name, SubjectFacts(facts, units, attrs), _expect(table.table("expect")))


def disagreements(scheme: Scheme) -> Iterator[str]:
    """A sentence for everything that comes out differently from what the examples say."""
    evaluator = Evaluator(scheme)
    for example in scheme.examples:
        where = f"examples {example.name}"
        try:
            account = evaluator.account(example.subject)
        except FactError as error:
            yield f"{where} facts：{error}"
            continue
        for key, stated, found in _compared(example.expect, account):
            if stated != found:
                yield f"{where} {key}：算例写的是{_shown(stated)}，算出来是{_shown(found)}"


def _compared(expect: Expect, account: Account) -> Iterator[tuple[str, object, object]]:
    items = {item.code: item.points for item in account.items}
    for code, points in expect.items.items():
        yield f"items.{code}", points, items.get(code)
    found = {
        "total": account.total,
        "low": account.low,
        "high": account.high,
        "grade": account.grade,
        "flags": account.flags,
        "vetoes": account.vetoes,
    }
    for key, value in found.items():
        stated = getattr(expect, key)
        if stated is not None:
            yield key, stated, value


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return points_text(value)
    if isinstance(value, tuple):
        return "、".join(value) or "无"
    return "待定" if value is None else str(value)


def _expect(table: Table) -> Expect:
    with table:
        with table.table("items") as inner:
            items = {code: inner.number(code) for code in inner.names()}
        return Expect(
            items=items,
            total=table.optional_number("total"),
            low=table.optional_number("low"),
            high=table.optional_number("high"),
            grade=table.optional_text("grade"),
            flags=table.texts("flags") if "flags" in table else table.raw("flags"),
            vetoes=table.texts("vetoes") if "vetoes" in table else table.raw("vetoes"),
        )


def _unit(table: Table, measures: Mapping[str, Measure], over: str) -> UnitFacts:
    label = table.text("unit")
    return UnitFacts(label, label, _facts(table, measures, over))


def _facts(table: Table, measures: Mapping[str, Measure], over: str | None) -> dict[str, Value]:
    own = {name: measure for name, measure in measures.items() if measure.over == over}
    facts = {}
    for name in table.names():
        if over is not None and name == "unit":
            continue
        if name not in own:
            table.refuse(name, f"没有这个事实（可用：{'、'.join(own)}）")
            continue
        try:
            facts[name] = _value(own[name], table.raw(name))
        except (FactError, TypeError, ValueError) as error:
            table.refuse(name, f"不是 {own[name].kind}：{error}")
    return facts


def _value(measure: Measure, raw: Any) -> Value:
    """A fact as TOML writes it: a rate is [num, den], an award {n, points}."""
    match measure.kind, raw:
        case "rate", [int() as num, int() as den]:
            return Rate(num, den)
        case "award", {"n": int() as n, "points": int() | Decimal() as points}:
            return Award(n, Decimal(points))
        case "number", (int() | Decimal()) if not isinstance(raw, bool):
            return Decimal(raw)
        case ("count", int()) | ("flag", bool()) | ("choice", str()):
            return raw  # type: ignore[no-any-return]
    raise TypeError(repr(raw))
