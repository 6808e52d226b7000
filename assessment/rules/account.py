"""The account of a score: lines that add up to items, items and group lines to the total.

The identity is checked whenever an account is built, also one read back from JSON; nothing here can hold
points that its lines do not explain. Words are not stored: wording.py renders them from code and inputs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from .values import Award, Rate, Value, added, canonical, digest, plain, points_text

USED: Final = "used"
OVERRIDDEN: Final = "overridden"
PENDING: Final = "pending"
COMPLETE: Final = "complete"
ZERO: Final = Decimal(0)


class AccountError(ValueError):
    """An account that does not add up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One reason of a score. Only used lines add up; those ``under`` a unit's line explain that unit's score.

    ``inputs`` holds the facts of the sentence by measure id; a unit's line holds score, weight and weights
    instead. ``unit`` and ``label`` name the pairing or quarter.
    """

    code: str
    delta: Decimal
    status: str = USED
    inputs: Mapping[str, Value] = field(default_factory=dict)
    unit: str | None = None
    label: str | None = None
    under: tuple["Line", ...] = ()

    def __post_init__(self) -> None:
        if self.under and self.status == USED:
            _same(f"{self.code} 下各行", used(self.under), self.inputs["score"])

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"code": self.code, "delta": points_text(self.delta)}
        if self.status != USED:
            data["status"] = self.status
        if self.inputs:
            data["inputs"] = {name: value_to_json(value) for name, value in self.inputs.items()}
        if self.unit is not None:
            data["unit"], data["label"] = self.unit, self.label
        if self.under:
            data["under"] = [line.to_json() for line in self.under]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Line":
        return cls(
            code=data["code"],
            delta=Decimal(data["delta"]),
            status=data.get("status", USED),
            inputs={name: value_from_json(value) for name, value in data.get("inputs", {}).items()},
            unit=data.get("unit"),
            label=data.get("label"),
            under=tuple(cls.from_json(line) for line in data.get("under", ())),
        )


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """One item: ``points`` is None while the measures in ``pending`` are not known; ``max`` is None outside
    the scheme's total."""

    code: str
    title: str
    group: str | None
    max: Decimal | None
    points: Decimal | None
    lines: tuple[Line, ...]
    pending: tuple[str, ...] = ()
    _spelled: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if (self.points is None) != bool(self.pending):
            raise AccountError(f"{self.code}：待定的指标没有得分，并须列明所缺事实")
        if self.points is not None:
            _same(self.code, used(self.lines), self.points)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title,
            "group": self.group,
            "max": _points(self.max),
            "points": _points(self.points),
            "lines": [line.to_json() for line in self.lines],
            "pending": list(self.pending),
        }

    def canonical(self) -> str:
        """The canonical text, worked out once for all subjects that share this account."""
        if not self._spelled:
            object.__setattr__(self, "_spelled", canonical(self.to_json()))
        return self._spelled

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ItemAccount":
        return cls(
            code=data["code"],
            title=data["title"],
            group=data["group"],
            max=_decimal(data["max"]),
            points=_decimal(data["points"]),
            lines=tuple(Line.from_json(line) for line in data["lines"]),
            pending=tuple(data["pending"]),
        )


@dataclass(frozen=True, slots=True)
class GroupAccount:
    """The sum of a group's items and of its own ``lines`` (its cap); None while one of its items is pending."""

    code: str
    title: str
    points: Decimal | None
    lines: tuple[Line, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title,
            "points": _points(self.points),
            "lines": [line.to_json() for line in self.lines],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "GroupAccount":
        lines = tuple(Line.from_json(line) for line in data["lines"])
        return cls(data["code"], data["title"], _decimal(data["points"]), lines)


@dataclass(frozen=True, slots=True)
class Account:
    """One subject's result under one scheme (``scheme`` is code@version, ``scheme_digest`` its digest).

    While ``missing`` names items or vetoes that wait for facts, the status is pending, ``total`` and ``grade``
    are None and the total will lie in [``low``, ``high``].
    """

    scheme: str
    scheme_digest: str
    items: tuple[ItemAccount, ...]
    groups: tuple[GroupAccount, ...]
    total: Decimal | None
    low: Decimal
    high: Decimal
    missing: tuple[str, ...]
    grade: str | None
    vetoes: tuple[str, ...]
    flags: tuple[str, ...]

    def __post_init__(self) -> None:
        for group in self.groups:
            within = [item.points for item in self.items if item.group == group.code]
            if group.points is not None:
                _same(group.code, _sum(within) + used(group.lines), group.points)
        if (self.total is None) != bool(self.missing):
            raise AccountError("待定的结果没有总分，并须列明待定的指标")
        if self.total is None:
            if self.low > self.high or self.grade is not None:
                raise AccountError("待定的结果没有等次，且分数区间须成立")
            return
        alone = [item.points for item in self.items if item.group is None]
        _same("总分", _sum(alone) + _sum(group.points for group in self.groups), self.total)
        if not self.low == self.total == self.high:
            raise AccountError("完整的结果没有区间")

    @property
    def status(self) -> str:
        """``complete`` or ``pending``."""
        return PENDING if self.missing else COMPLETE

    def to_json(self) -> dict[str, Any]:
        """The account as plain data: points as strings, values exact. ``from_json`` reads it back."""
        return self._around_items() | {"items": [item.to_json() for item in self.items]}

    def _around_items(self) -> dict[str, Any]:
        return {
            "scheme": self.scheme,
            "scheme_digest": self.scheme_digest,
            "status": self.status,
            "groups": [group.to_json() for group in self.groups],
            "total": _points(self.total),
            "low": points_text(self.low),
            "high": points_text(self.high),
            "missing": list(self.missing),
            "grade": self.grade,
            "vetoes": list(self.vetoes),
            "flags": list(self.flags),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Account":
        """Read an account back. Raises AccountError where it does not add up."""
        account = cls(
            scheme=data["scheme"],
            scheme_digest=data["scheme_digest"],
            items=tuple(ItemAccount.from_json(item) for item in data["items"]),
            groups=tuple(GroupAccount.from_json(group) for group in data["groups"]),
            total=_decimal(data["total"]),
            low=Decimal(data["low"]),
            high=Decimal(data["high"]),
            missing=tuple(data["missing"]),
            grade=data["grade"],
            vetoes=tuple(data["vetoes"]),
            flags=tuple(data["flags"]),
        )
        if account.status != data["status"]:
            raise AccountError("状态与待定的指标不符")
        return account

    def canonical(self) -> str:
        """The account in its one spelling, the text that is stored and digested."""
        items = ",".join([item.canonical() for item in self.items])
        # inside a text the quotes would be escaped: these words stand once
        return canonical(self._around_items() | {"items": []}).replace('"items":[]', f'"items":[{items}]', 1)

    def digest(self) -> str:
        """The digest of the canonical text (values.DIGEST_ALGORITHM)."""
        return digest(self.canonical())


def used(lines: Iterable[Line]) -> Decimal:
    """The sum of the used lines."""
    return added([line.delta for line in lines if line.status == USED])


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    total = ZERO
    for each in points:
        if each is None:
            raise AccountError("含待定指标的合计不能有得分")
        total += each
    return total


def _same(what: str, added: Decimal, stated: Value) -> None:
    if added != stated:
        raise AccountError(f"{what}：各行相加为{added}，与得分{stated}不符")


def _points(points: Decimal | None) -> str | None:
    return None if points is None else points_text(points)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def value_to_json(value: Value) -> Any:
    """Numbers become strings and choices a table of their own, so that reading back restores the type."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Rate):
        return [value.num, value.den]
    if isinstance(value, Award):
        return {"n": value.n, "points": plain(value.points)}
    return {"choice": value} if isinstance(value, str) else value


def value_from_json(data: Any) -> Value:
    match data:
        case str():
            return Decimal(data)
        case [num, den]:
            return Rate(num, den)
        case {"n": n, "points": points}:
            return Award(n, Decimal(points))
        case {"choice": choice}:
            return str(choice)
        case None | bool() | int():
            return data
    raise AccountError(f"不是事实：{data!r}")
