"""Facts to accounts: one compiled scheme serves one officer and a hundred thousand."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .account import Account, GroupAccount, ItemAccount, Line
from .conditions import Condition, Result, Truth, holds
from .facts import known
from .items import ItemRule
from .scheme import Group, Scheme
from .values import SubjectFacts, Value, as_points


class Evaluator:
    """A scheme made ready to score subjects. It remembers what it worked out: keep one for a whole run."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._rules = tuple(ItemRule(item, scheme.measures) for item in scheme.items)

    def account(self, subject: SubjectFacts) -> Account:
        """The account of one subject. Raises FactError when a value is not of its measure's kind."""
        scheme = self.scheme
        items = tuple([found for rule in self._rules if (found := rule.account(subject)) is not None])
        points = {item.code: item.points for item in items}
        groups, low, high = self._sum(items, subject)
        missing = [item.code for item in items if item.points is None]
        added = None if missing else low

        vetoes: list[str] = []
        for veto in scheme.vetoes:
            truth = self._holds(veto.when, subject, Result(points, added, None))
            if truth:
                vetoes.append(veto.id)
            elif truth is None:
                missing.append(veto.id)
        total = None if missing else added
        grade = self._grade(total, vetoes)
        result = Result(points, total, grade)
        flags = [flag.id for flag in scheme.flags if self._holds(flag.when, subject, result)]
        return Account(
            scheme=scheme.name,
            scheme_digest=scheme.digest,
            items=items,
            groups=groups,
            total=total,
            low=low,
            high=high,
            missing=tuple(missing),
            grade=grade,
            vetoes=tuple(vetoes),
            flags=tuple(flags),
        )

    def _sum(
        self, items: Sequence[ItemAccount], subject: SubjectFacts
    ) -> tuple[tuple[GroupAccount, ...], Decimal, Decimal]:
        """The groups' accounts, and the least and the most that the total may come to."""
        low, high = self._interval(item for item in items if item.group is None)
        groups = []
        for group in self.scheme.groups.values():
            inside = [item for item in items if item.group == group.id]
            least, most = self._interval(inside)
            pending = any(item.points is None for item in inside)
            lifted = group.lift is not None and self._fact(group.lift, subject) is True
            lines = () if pending else _group_lines(group, least, lifted)
            if not lifted:
                least, most = _held(group, least), _held(group, most)
            groups.append(GroupAccount(group.id, group.title, None if pending else least, lines))
            low, high = low + least, high + most
        return tuple(groups), low, high

    def _interval(self, items: Iterable[ItemAccount]) -> tuple[Decimal, Decimal]:
        """The least and the most of a sum of items, in which a pending one may come to anything."""
        low = high = Decimal("0.00")
        for item in items:
            if item.points is None:
                bounds = self.scheme.item[item.code]
                low, high = low + bounds.min, high + bounds.max
            else:
                low, high = low + item.points, high + item.points
        return low, high

    def _fact(self, name: str, subject: SubjectFacts) -> Value:
        return known(self.scheme.measures[name], subject.facts.get(name))

    def _holds(self, condition: Condition, subject: SubjectFacts, result: Result) -> Truth:
        return holds(condition, lambda name: self._fact(name, subject), result)

    def _grade(self, total: Decimal | None, vetoes: Sequence[str]) -> str | None:
        """The band of the total; with vetoes, the lowest that one of them sets."""
        if total is None:
            return None
        bands = self.scheme.bands
        vetoed = {veto.grade for veto in self.scheme.vetoes if veto.id in vetoes}
        if vetoed:
            return [band.label for band in bands if band.label in vetoed][-1]
        return next((band.label for band in bands if band.at_least is None or total >= band.at_least), None)


def _held(group: Group, points: Decimal) -> Decimal:
    if group.cap is not None and points > group.cap:
        return as_points(group.cap)
    if group.min is not None and points < group.min:
        return as_points(group.min)
    return points


def _group_lines(group: Group, points: Decimal, lifted: bool) -> tuple[Line, ...]:
    """What the group's bounds cut, or that a written decision lifted them (J6)."""
    cut = _held(group, points) - points
    if not cut:
        return ()
    if lifted:
        return (Line("group_lifted", Decimal("0.00"), inputs={group.lift or "": True}),)
    return (Line("group_cap" if cut < 0 else "group_floor", cut),)
