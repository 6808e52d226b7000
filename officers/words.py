"""Days in the words of an office."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

WEEKDAYS = "一二三四五六日"


def spoken(day: date) -> str:
    """9月28日"""
    return f"{day.month}月{day.day}日"


def full(day: date) -> str:
    """2021年9月28日"""
    return f"{day.year}年{spoken(day)}"


def short(day: date) -> str:
    """9.28, for cells"""
    return f"{day.month}.{day.day}"


def weekday(day: date) -> str:
    """周二"""
    return f"周{WEEKDAYS[day.weekday()]}"


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after the other, each with its full stop."""
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def plain(amount: Decimal | None) -> str:
    """An amount to the cent, with further figures only where they are written: 86.50, 1,200.25, 1.2345; — for none."""
    if amount is None:
        return "—"
    whole, _, rest = f"{amount:,f}".partition(".")
    return f"{whole}.{rest.rstrip('0').ljust(2, '0')}"
