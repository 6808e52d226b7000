"""The kinds of column: how a cell is read into a value, and a value written back into a cell.

Reading raises CellProblem with what is wrong, in words that follow the column's title:
`走访日期: 不是日期 “2021-13-40”`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from stdnum.cn import uscc

from officers.workdays import SHANGHAI

from .failing import FAILED
from .reading import Cell

FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
FOLDED = {wide: wide - 0xFEE0 for wide in range(ord("０"), ord("ｚ") + 1) if chr(wide - 0xFEE0).isalnum()}
UNSAVABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
# GB 32100: who registered and what (letters too: N2 is a village's collective), where (digits), subject, check
CREDIT_CODE = re.compile(r"[1-9ANY][0-9A-Z]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$")
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[ T]*(\d.*))?$")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$")
MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})|年(\d{1,2})月)$")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
SHOWN = 40  # characters of a wrong cell that a message repeats


class CellProblem(Exception):
    """What is wrong with a cell, in words that follow the column's title."""


def quoted(cell: object) -> str:
    """The cell as a message shows it."""
    text = " ".join(as_text(cell).split())
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def as_text(cell: object) -> str:
    """The cell's text as typed: whole numbers without a point, dates as 2021-03-09."""
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize(), "f")
    if isinstance(cell, int):
        moment = datetime.min + timedelta(seconds=cell)
        return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M:%S}"
    return str(cell).removeprefix(FAILED)


def fold(text: str) -> str:
    """Trim, and turn full-width digits and letters into plain ones; punctuation stays as it was written."""
    if FULL_WIDTH.search(text):
        text = text.translate(FOLDED)
    return text.strip()


def canonical(cell: object) -> str:
    """The cell as a code or date is compared: NFKC, trimmed."""
    return unicodedata.normalize("NFKC", as_text(cell)).strip()


@dataclass(frozen=True)
class Column:
    """One column: its header, the name its value goes by, whether it must be filled, what a blank cell means.

    `path` is where the value stands as seen from the record (for the export), by default the name itself.
    """

    title: str
    name: str
    required: bool = False
    default: Any = None
    path: str = ""

    #: whether equal cells are likely, so that reading one is worth remembering
    repeats: ClassVar[bool] = True
    width: ClassVar[int] = 14

    def read(self, cell: Cell) -> Any:
        """The value of a cell."""
        if isinstance(cell, str) and not cell.strip():
            if self.required:
                raise CellProblem("不能为空")
            return self.default
        if isinstance(cell, str) and cell.startswith(FAILED):
            raise CellProblem(f"公式没有结果 {quoted(cell)}")
        return self.parse(cell)

    def parse(self, cell: Cell) -> Any:
        """The value of a cell that is not blank."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """The cell for a value, as openpyxl takes it."""
        return value


@dataclass(frozen=True)
class Text(Column):
    """Free text. `limit` is the most characters it may have."""

    default: str = ""
    limit: int = 200
    repeats: ClassVar[bool] = False
    width: ClassVar[int] = 24

    def parse(self, cell: Cell) -> str:
        text = LINE_END.sub("\n", fold(as_text(cell)))
        if UNSAVABLE.search(text):
            raise CellProblem("含有不能保存的字符")
        if len(text) > self.limit:
            raise CellProblem(f"超过{self.limit}个字")
        return text


@dataclass(frozen=True)
class Name(Text):
    """Text that names something and so comes again and again."""

    repeats: ClassVar[bool] = True


@dataclass(frozen=True)
class Code(Name):
    """A code that finds a record: NFKC, so that full-width and compatible forms are the same."""

    width: ClassVar[int] = 14

    def parse(self, cell: Cell) -> str:
        return super().parse(canonical(cell))


@dataclass(frozen=True)
class CreditCode(Column):
    """统一社会信用代码: 18 places with a check character."""

    width: ClassVar[int] = 22

    def parse(self, cell: Cell) -> str:
        code = canonical(cell).upper()
        if not CREDIT_CODE.match(code):
            raise CellProblem(f"不是统一社会信用代码 {quoted(cell)}")
        if uscc.calc_check_digit(code[:-1]) != code[-1]:
            raise CellProblem(f"校验位不对 {quoted(cell)}")
        return code


@dataclass(frozen=True)
class Day(Column):
    """A date; a time of day is cut off."""

    width: ClassVar[int] = 12

    def parse(self, cell: Cell) -> date:
        found = _moment(cell)
        if found is None:
            raise CellProblem(f"不是日期 {quoted(cell)}")
        return found.date()


@dataclass(frozen=True)
class Moment(Column):
    """A time in Asia/Shanghai, to the second."""

    width: ClassVar[int] = 20

    def parse(self, cell: Cell) -> datetime:
        found = _moment(cell)
        if found is None:
            raise CellProblem(f"不是时间 {quoted(cell)}")
        # in UTC, as the database gives it back: comparing then is exact and quick
        return found.replace(tzinfo=SHANGHAI).astimezone(UTC)

    def write(self, value: datetime | None) -> datetime | None:
        # cut, not rounded: what came in at 23:59:59.9 was in time
        return None if value is None else value.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True)
class Month(Column):
    """A month, as its first day."""

    width: ClassVar[int] = 10

    def parse(self, cell: Cell) -> date:
        found = MONTH.match(canonical(cell)) if isinstance(cell, str) else None
        if found and 1 <= int(found[2] or found[3]) <= 12 and EARLIEST.year <= int(found[1]) < LATEST.year:
            return date(int(found[1]), int(found[2] or found[3]), 1)
        moment = _moment(cell)
        if moment is None:
            raise CellProblem(f"不是月份 {quoted(cell)}")
        return moment.date().replace(day=1)

    def write(self, value: date) -> str:
        return f"{value:%Y-%m}"


@dataclass(frozen=True)
class Choice(Column):
    """One of a few words, each standing for a value."""

    words: Mapping[str, Any] = field(default_factory=dict, kw_only=True)
    width: ClassVar[int] = 12

    def parse(self, cell: Cell) -> Any:
        word = canonical(cell)
        if word not in self.words:
            raise CellProblem(f"应为 {' / '.join(self.words)}，不是 {quoted(cell)}")
        return self.words[word]

    def write(self, value: Any) -> str | None:
        return next((word for word, meant in self.words.items() if meant == value), None)


def yes_or_no(title: str, name: str, **options: Any) -> Choice:
    """A column of 是 and 否."""
    return Choice(title, name, words={"是": True, "否": False}, **options)


@dataclass(frozen=True)
class Status(Choice):
    """状态: 有效, or a word for a record that is void."""

    def write(self, value: datetime | bool | None) -> str | None:
        return super().write(bool(value))


def status(word: str) -> Status:
    """The column 状态 of a record that `word` voids."""
    words = {"有效": False, word: True}
    return Status("状态", "is_void", default=False, path="voided_at", words=words)


@dataclass(frozen=True)
class Money(Column):
    """An amount in 万元, exact to `places` decimals."""

    places: int = 4
    digits: int = 10
    width: ClassVar[int] = 12

    def parse(self, cell: Cell) -> Decimal:
        try:
            amount = Decimal(repr(cell) if isinstance(cell, float) else canonical(cell).replace(",", ""))
        except InvalidOperation as error:
            raise CellProblem(f"不是金额 {quoted(cell)}") from error
        if not amount.is_finite() or isinstance(cell, int):
            raise CellProblem(f"不是金额 {quoted(cell)}")
        if amount < 0:
            raise CellProblem(f"不能为负 {quoted(cell)}")
        if amount >= 10**self.digits:
            raise CellProblem(f"数目过大 {quoted(cell)}")
        if amount != round(amount, self.places):
            raise CellProblem(f"小数不能超过{self.places}位 {quoted(cell)}")
        return amount


def _moment(cell: Cell) -> datetime | None:
    """The moment a cell gives, without a zone; None when it gives none or one out of all reason."""
    if isinstance(cell, float):
        return None
    moment = datetime.min + timedelta(seconds=cell) if isinstance(cell, int) else _spelled(canonical(cell))
    return moment if moment and EARLIEST <= moment.date() < LATEST else None


def _spelled(text: str) -> datetime | None:
    found = DAY.match(text)
    if not found:
        return None
    year, *month_and_day = (int(part) for part in found.groups()[:-1] if part)
    clock = CLOCK.match(found[8]) if found[8] else None
    if found[8] and not clock:
        return None
    try:
        return datetime(year, *month_and_day, *(int(part or 0) for part in (clock.groups() if clock else ())))  # noqa: DTZ001
    except ValueError:
        return None
