"""The items of a scheme file: lines, tiers, overrides, conditions and clauses."""

from collections.abc import Mapping
from decimal import Decimal

from .conditions import OPERATORS, All, AnyOf, Compare, Condition, GradeIs, PointsAre
from .scheme import ATTRS, KINDS, OVERS, Clause, Item, Override, TallyLine, Tier
from .tables import Table

ZERO, ONE = Decimal(0), Decimal(1)


def read_item(table: Table) -> Item:
    with table:
        kind = table.one_of("kind", KINDS)
        bounds = table.number("max"), table.number("min", ZERO), table.optional_number("unit_max")
        return Item(
            id=table.text("id"),
            title=table.text("title"),
            group=table.optional_text("group"),
            max=bounds[0],
            min=bounds[1],
            kind=kind,
            lines=_lines(table) if kind in ("tally", "scale") else (),
            overrides=tuple(_override(each, bounds) for each in table.tables("overrides", "id")),
            over=table.optional_one_of("over", OVERS),
            combine=table.optional_one_of("combine", ("sum", "mean")),
            weight=table.optional_text("weight"),
            unit_max=bounds[2],
            applies=_applies(table),
            clause=_clause(table.table("clause")),
            interp=table.texts("interp"),
            extra=table.flag("extra"),
            accept=table.texts("accept"),
            # What follows belongs to one kind each: elsewhere nobody asks for the key, and it is refused.
            start=table.number("start", ZERO) if kind == "tally" else ZERO,
            measure=table.text("measure") if kind != "tally" else "",
            tiers=tuple(_tier(tier) for tier in table.tables("tiers")) if kind == "tiers" else (),
            below=table.number("below") if kind == "tiers" else ZERO,
            choices=_choices(table) if kind == "rubric" else {},
            full_at=table.number("full_at") if kind == "scale" else ONE,
        )


def read_clause(table: Table) -> Clause | None:
    """The clause of the thing that the table describes, if it names one."""
    return next(map(_clause, table.optional_table("clause")), None)


def read_condition(table: Table) -> Condition:
    """A condition: a comparison, ``grade``, ``item``, ``total``, or ``all`` / ``any`` of conditions."""
    with table:
        for key, joined in (("all", All), ("any", AnyOf)):
            if key in table:
                parts = tuple(read_condition(part) for part in table.tables(key))
                if not parts:
                    table.refuse(key, "至少要有一个条件")
                return joined(parts)
        if "grade" in table:
            return GradeIs(table.text("grade"))
        op = table.one_of("op", tuple(OPERATORS), "==")
        if "item" in table:
            return PointsAre(table.text("item"), op, table.number("value"))
        if "total" in table:
            table.flag("total")
            return PointsAre(None, op, table.number("value"))
        measure, other = table.text("measure"), table.optional_text("other")
        if other is not None:
            return Compare(measure, op, other=other)
        return Compare(measure, op, table.scalar("value"))


def _clause(table: Table) -> Clause:
    with table:
        return Clause(table.text("at"), table.text("quote"))


def _lines(table: Table) -> tuple[TallyLine, ...]:
    return tuple(_line(line) for line in table.tables("lines", "measure"))


def _line(table: Table) -> TallyLine:
    with table:
        given = table.numbers("range")
        if given and (len(given) != 2 or not ZERO <= given[0] <= given[1]):
            table.refuse("range", "应为从小到大的两个数，例如 [0.5, 1.5]")
            given = ()
        each = table.optional_number("each")
        sign = table.whole("sign", 1)
        if (each is None) == (not given):
            table.refuse("each", "须在 each 和 range 中任选其一")
        if sign not in (1, -1) or ("sign" in table and not given):
            table.refuse("sign", "只用于 range，应为 1 或 -1")
        return TallyLine(
            measure=table.text("measure"),
            each=each,
            range=(given[0], given[1]) if given else None,
            sign=sign,
            cap=table.optional_number("cap"),
            text=table.text("text"),
            clause=read_clause(table),
        )


def _tier(table: Table) -> Tier:
    with table:
        at_least, above = table.optional_number("at_least"), table.optional_number("above")
        threshold = at_least if at_least is not None else above
        if threshold is None or (at_least is not None and above is not None):
            table.refuse("at_least", "须在 at_least 和 above 中任选其一")
        return Tier(threshold or ZERO, at_least is not None, table.number("score"), table.optional_text("text"))


def _override(table: Table, bounds: tuple[Decimal, Decimal, Decimal | None]) -> Override:
    most, least, unit_most = bounds
    named = {"max": most if unit_most is None else unit_most, "min": least}
    with table:
        name, when, text = table.text("id"), read_condition(table.table("when")), table.text("text")
        score = table.scalar("score")
        if isinstance(score, str) and score in named:
            score = named[score]
        if not isinstance(score, Decimal):
            table.refuse("score", '应为数字、"max" 或 "min"')
            score = ZERO
        return Override(name, when, score, text)


def _choices(table: Table) -> Mapping[str, Decimal]:
    with table.table("choices") as choices:
        return {name: choices.number(name) for name in choices.names()}


def _applies(table: Table) -> Mapping[str, tuple[str, ...]]:
    for inner in table.optional_table("applies"):
        with inner:
            given = {name: inner.texts(name) for name in ATTRS}
            if not any(given.values()):
                inner.refuse("group", "至少要有一个")
            return {name: values for name, values in given.items() if values}
    return {}
