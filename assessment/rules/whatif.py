"""What would be if: the same facts under another scheme, another fact under the same scheme, and the difference."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .account import USED, Account, GroupAccount, ItemAccount, Line
from .values import SubjectFacts, Value

Points = Decimal | None
Part = ItemAccount | GroupAccount


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that differs: None on the side where it does not stand or is not used."""

    code: str
    unit: str | None
    before: Points
    after: Points


@dataclass(frozen=True, slots=True)
class Change:
    """An item, group or the total whose points differ, with the lines that make the difference.
    Points are None while pending, or where one of the schemes has no such item."""

    kind: str  # item, group, total
    code: str
    title: str
    before: Points
    after: Points
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two accounts; ``grade`` is (before, after), flags and vetoes are those
    gained and lost."""

    changes: tuple[Change, ...]
    grade: tuple[str | None, str | None]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.gained or self.lost) or self.grade[0] != self.grade[1]


def with_facts(
    subject: SubjectFacts, facts: Mapping[str, Value], over: str | None = None, unit: str | None = None
) -> SubjectFacts:
    """The subject with other facts: its own, or those of the unit with key ``unit`` under ``over``.
    Raises KeyError when there is no such unit."""
    if over is None:
        return replace(subject, facts={**subject.facts, **facts})
    units = subject.units[over]
    if unit not in [each.key for each in units]:
        raise KeyError(unit)
    changed = tuple(replace(each, facts={**each.facts, **facts}) if each.key == unit else each for each in units)
    return replace(subject, units={**subject.units, over: changed})


def diff(before: Account, after: Account) -> Difference:
    """What changes from one account to another, in the order of the scheme that comes after."""
    changes = [*_parts("item", before.items, after.items), *_parts("group", before.groups, after.groups)]
    if before.total != after.total:
        changes.append(Change("total", "total", "总分", before.total, after.total))
    was, now = (*before.vetoes, *before.flags), (*after.vetoes, *after.flags)
    return Difference(
        changes=tuple(changes),
        grade=(before.grade, after.grade),
        gained=tuple(each for each in now if each not in was),
        lost=tuple(each for each in was if each not in now),
    )


def _parts(kind: str, before: Sequence[Part], after: Sequence[Part]) -> Iterator[Change]:
    old, new = ({part.code: part for part in parts} for parts in (before, after))
    for code, part in {**new, **{code: part for code, part in old.items() if code not in new}}.items():
        was, now = old.get(code), new.get(code)
        lines = tuple(_lines(was.lines if was else (), now.lines if now else ()))
        points = (was.points if was else None, now.points if now else None)
        if lines or points[0] != points[1] or was is None or now is None:
            yield Change(kind, code, part.title, *points, lines)


def _lines(before: tuple[Line, ...], after: tuple[Line, ...]) -> Iterator[LineChange]:
    old, new = _used(before), _used(after)
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if was != now:
            yield LineChange(*key, was, now)


def _used(lines: tuple[Line, ...]) -> dict[tuple[str, str | None], Decimal]:
    return {(line.code, line.unit): line.delta for line in lines if line.status == USED}
