"""The points so far, item by item: no total and no grade, for what enterprises answer is not known before it is
published."""

from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.account import Account, ItemAccount
from assessment.rules.scheme import Scheme
from assessment.rules.wording import number, signed

from .table import hidden_items, short_title
from .words import points

UNKNOWN = "{}：结果公布前不显示。未知不当作0分，所以现在不计总分和等次。"


@dataclass(frozen=True)
class Bar:
    title: str
    got: str  # empty while it waits for facts
    value: str  # for the meter
    max: str


@dataclass(frozen=True)
class Part:
    """One group of items that is complete: its sum, or nothing while one of its items waits."""

    title: str
    got: str
    max: str
    bars: list[Bar]


@dataclass(frozen=True)
class SoFar:
    parts: list[Part]
    sentences: list[str]


def so_far(scheme: Scheme, account: Account) -> SoFar:
    """What an officer may see of the running account. Items that rest on answers appear by name alone."""
    hidden = hidden_items(scheme)
    parts, sentences = [], []
    for group in account.groups:
        items = [item for item in account.items if item.group == group.code]
        if any(item.code in hidden for item in items):
            full = sum((item.max for item in items if item.max is not None), Decimal(0))
            sentences.append(UNKNOWN.format(f"{group.title}{number(full)}分"))
        elif any(item.max is not None for item in items):
            full = sum((item.max for item in items if item.max is not None), Decimal(0))
            got = "" if group.points is None else points(group.points)
            parts.append(Part(short_title(group.title), got, number(full), [_bar(item) for item in items]))
        elif group.points is not None:
            sentences.append(f"{group.title}：目前{signed(group.points)}分。")
    alone = [item for item in account.items if item.group is None and item.code not in hidden and item.max is not None]
    if alone:
        parts.append(Part("", "", "", [_bar(item) for item in alone]))
    return SoFar(parts, sentences)


def _bar(item: ItemAccount) -> Bar:
    title = item.title.removesuffix("情况")
    if item.points is None:
        return Bar(title, "", "0", number(item.max or Decimal(0)))
    return Bar(title, points(item.points), str(item.points), number(item.max or Decimal(0)))
