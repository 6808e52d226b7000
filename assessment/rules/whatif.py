"""What would be if: the same facts under another scheme, another fact under the same scheme, and the difference."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .account import USED, Account, GroupAccount, ItemAccount, Line
from .evaluate import Evaluator
from .scheme import Scheme
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


class Stake:
    """What missing one duty costs, by the words of the clause and by the whole scheme. Keep one for many questions."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._whole = Evaluator(scheme)
        # by the clause alone: an exception (到岗率低于60%) rests on the whole year, and is told by itself
        self._plain = Evaluator(replace(scheme, items=tuple(replace(item, overrides=()) for item in scheme.items)))

    def face_value(self, done: SubjectFacts, missed: SubjectFacts) -> dict[str, Decimal]:
        """What each item loses in the unit that the duty belongs to, before units are weighed; no more than there is
        left (扣完为止). Items that lose nothing are left out, as are those that wait for other facts, and units to
        which an exception gives as much anyway (享受支持3次以上，得满分)."""
        kept, left = (_scores(self._plain.account(facts)) for facts in (done, missed))
        held = _scores(self._whole.account(missed))
        lost: dict[str, Decimal] = {}
        for key, points in kept.items():
            if key in left and points > left[key] and (key not in held or held[key] < points):
                lost[key[0]] = lost.get(key[0], Decimal(0)) + points - left[key]
        return lost

    def exceptions(self, done: SubjectFacts, missed: SubjectFacts) -> list[tuple[str, Line]]:
        """The exceptions that missing it brings into force, as (item, line): there the face value is not all."""
        kept = self._overriding(done)
        return [(key[0], line) for key, line in self._overriding(missed).items() if key not in kept]

    def _overriding(self, facts: SubjectFacts) -> dict[tuple[str, str | None, str], Line]:
        """The exceptions that decide an item or one of its units."""
        found: dict[tuple[str, str | None, str], Line] = {}
        for item in self._whole.account(facts).items:
            ids = {override.id for override in self.scheme.item[item.code].overrides}
            for unit, lines in [(None, item.lines), *((line.unit, line.under) for line in item.lines if line.under)]:
                found |= {
                    (item.code, unit, line.code): line for line in lines if line.code in ids and line.status == USED
                }
        return found


def _scores(account: Account) -> dict[tuple[str, str | None], Decimal]:
    """The points of each item, or of each of its units unweighted, under (item, unit)."""
    found: dict[tuple[str, str | None], Decimal] = {}
    for item in account.items:
        units: list[tuple[str | None, Value]] = [
            (line.unit, line.inputs.get("score")) for line in item.lines if line.unit is not None
        ]
        for unit, points in units or [(None, item.points)]:
            if isinstance(points, Decimal):
                found[item.code, unit] = points
    return found


def _used(lines: tuple[Line, ...]) -> dict[tuple[str, str | None], Decimal]:
    return {(line.code, line.unit): line.delta for line in lines if line.status == USED}
