"""A TOML table being read: every key is asked for by its type, and what nobody asked for is refused."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Any


class SchemeError(ValueError):
    """A scheme that is refused. ``problems`` are sentences, each naming file, place and key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems)


class Table:
    """Takes keys out of one table. Problems go to the list shared by the whole file, so that one reading
    finds them all; a missing or wrong value is replaced by an empty one meanwhile. Use it as a context:
    leaving it refuses the keys that were never asked for."""

    def __init__(self, data: Mapping[str, Any], where: str, problems: list[str]) -> None:
        self._data = data
        self._asked: list[str] = []
        self.where = where
        self.problems = problems

    def __enter__(self) -> "Table":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            for key in self._data:
                if key not in self._asked:
                    self.refuse(key, f"没有这个键（可用：{'、'.join(self._asked)}）")

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def refuse(self, key: str, why: str) -> None:
        self.problems.append(f"{self.where} {key}：{why}")

    def text(self, key: str, default: str | None = None) -> str:
        found = self._take(key, str, "文字", default)
        if found is None or not found.strip():
            if key in self._data and found is not None:
                self.refuse(key, "不能为空")
            return default or ""
        return str(found)

    # The optional ones: raw() of an absent key is None, and remembers that the key was asked for.
    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self else self.raw(key)

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        found = self._take(key, (int, Decimal), "数字", default)
        number = Decimal(0) if found is None else Decimal(found)
        if not number.is_finite():
            self.refuse(key, "应为数字")
            return Decimal(0)
        return number

    def optional_number(self, key: str) -> Decimal | None:
        return self.number(key) if key in self else self.raw(key)

    def whole(self, key: str, default: int | None = None) -> int:
        found = self._take(key, int, "整数", default)
        return found or 0

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._take(key, bool, "true 或 false", default))

    def day(self, key: str) -> date:
        found = self._take(key, date, "日期", None)
        return found or date.min

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        return tuple(self._each(key, str, "文字列表"))

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        found = self.text(key, default)
        if found and found not in choices:
            self.refuse(key, f"没有“{found}”（可用：{'、'.join(choices)}）")
        return found

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of numbers; empty where the key is absent."""
        return tuple(Decimal(each) for each in self._each(key, (int, Decimal), "数字列表"))

    def scalar(self, key: str) -> Decimal | bool | str:
        """A number, a flag or a text."""
        found: Decimal | bool | str = self._take(key, (int, Decimal, bool, str), "数字、文字或 true、false", None)
        return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found

    def optional_one_of(self, key: str, choices: tuple[str, ...]) -> str | None:
        return self.one_of(key, choices) if key in self else self.raw(key)

    def raw(self, key: str) -> Any:
        """The value as it stands; None where the key is absent."""
        self._asked.append(key)
        return self._data.get(key)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """The table under the key as it stands, for those who know its keys; empty where it is absent."""
        found: Mapping[str, Any] = self._take(key, dict, "表", {}) or {}
        return found

    def table(self, key: str) -> "Table":
        """The table under the key; where it is absent, an empty one that complains of what it lacks."""
        return Table(self.mapping(key), f"{self.where} {key}", self.problems)

    def optional_table(self, key: str) -> "Iterator[Table]":
        """The table under the key, or nothing."""
        if key in self:
            yield self.table(key)
        else:
            self.raw(key)

    def tables(self, key: str, name: str = "") -> "Iterator[Table]":
        """The tables of a list, each called by its own key ``name``, else by its number."""
        for number, data in enumerate(self._each(key, dict, "表的列表"), start=1):
            yield Table(data, f"{self.where} {key} {data.get(name) or f'第{number}个'}", self.problems)

    def named(self, key: str) -> "Iterator[tuple[str, Table]]":
        """The tables under names of the author's own, as in ``[groups.daily]``."""
        with self.table(key) as inner:
            for name in inner.names():
                yield name, inner.table(name)

    def names(self) -> tuple[str, ...]:
        """Every key, where the keys are names of the author's own."""
        self._asked.extend(self._data)
        return tuple(self._data)

    def _each(self, key: str, kind: type | tuple[type, ...], called: str) -> list[Any]:
        found: list[Any] = self._take(key, list, called, []) or []
        if all(isinstance(each, kind) for each in found):
            return found
        self.refuse(key, f"应为{called}")
        return []

    def _take(self, key: str, kind: type | tuple[type, ...], called: str, default: Any) -> Any:
        self._asked.append(key)
        if key not in self._data:
            if default is None:
                self.refuse(key, f"缺少（{called}）")
            return default
        found = self._data[key]
        # A bool is an int and a datetime a date to Python, but not to the author of a scheme.
        kinds = kind if isinstance(kind, tuple) else (kind,)
        strange = (isinstance(found, bool) and bool not in kinds) or isinstance(found, datetime)
        if isinstance(found, kind) and not strange:
            return found
        self.refuse(key, f"应为{called}")
        return None
