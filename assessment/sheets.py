"""The sheet 考核记录: what assessors recorded by hand, checked against the measures of its scheme."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from officers.models import Officer, Unit
from officers.workbook.columns import CellProblem, Code, Day, Name, Text, canonical, quoted
from officers.workbook.sheet import Row, Sheet

from .assess import scheme_for
from .measures.population import QUARTERS
from .models import Record
from .models.record import BOOK_COMPLETE
from .record_values import checked
from .rules.scheme import Measure, Scheme

RECORDED = ("occurrence", "panel", "declared")
EXCEL_DIGITS = 15


class Value(Text):
    """数值: plain numbers leave as numbers, everything else as text, also what has more digits than Excel keeps."""

    def write(self, value: str) -> Any:
        if not value or not value.replace(".", "", 1).isdecimal():
            return value
        number = Decimal(value)
        return number if len(number.as_tuple().digits) <= EXCEL_DIGITS else value


class Records(Sheet):
    title = "考核记录"
    model = Record
    columns = (
        Code("考核办法", "scheme_code", required=True, limit=60),
        Name("考核对象", "subject", required=True, limit=100),
        Code("事项", "item", required=True, limit=60),
        Day("日期", "date", required=True),
        Value("数值", "value", limit=100),
        Name("评议人", "rater", limit=60),
        Name("关联对象", "related", limit=60),
        Text("文号", "document_no", limit=80),
        Text("说明", "note", limit=300),
    )
    key = ("scheme_code", "subject", "item", "date", "rater", "related")
    derived = ("officer_id", "unit_id")
    identity = ("scheme_code", "officer_id", "unit_id", "item", "date", "rater", "related")
    search = (("officer_id", "unit_id"), "date")
    parts = ("subject",)
    order = ("scheme_code", "officer__code", "unit__name", "date", "item", "rater", "related")

    def __init__(self, run: Any):
        super().__init__(run)
        self._schemes: dict[tuple[str, int], Scheme | str] = {}

    def spell(self, values: dict[str, Any]) -> None:
        scheme = self._scheme(values["scheme_code"], values["date"].year)
        if isinstance(scheme, str):
            return
        if scheme.subject == "officer":
            values["subject"] = canonical(values["subject"])
        measure = scheme.measures.get(values["item"])
        if measure is not None and measure.source in RECORDED:
            with suppress(CellProblem):  # which is said when the row is judged
                values["value"] = checked(scheme, measure, values["value"])

    def check(self, row: Row) -> None:
        values = row.values
        values |= {"officer_id": None, "unit_id": None}
        scheme = self._scheme(values["scheme_code"], values["date"].year)
        if isinstance(scheme, str):
            row.refuse("考核办法", scheme)
            return
        self._find_subject(row, scheme)
        if values["item"] == BOOK_COMPLETE:
            return
        measure = scheme.measures.get(values["item"])
        if measure is None:
            row.refuse("事项", f"{scheme.name} 没有这个事项 {quoted(values['item'])}")
        elif measure.source not in RECORDED:
            row.refuse("事项", f"“{measure.id}”（{measure.label}）由系统计算，不能登记")
        else:
            self._check_value(row, scheme, measure)

    @classmethod
    def records(cls, district: Any) -> Any:
        return super().records(district).select_related("officer", "unit")

    @classmethod
    def parts_of(cls, records: Any) -> dict[int, dict[str, str]]:
        """The subject as the sheet spells it: part of the key, so it never differs from a row that was found by it."""
        return {
            record.pk: {"subject": record.officer.code if record.officer_id else record.unit.name} for record in records
        }

    def _scheme(self, code: str, year: int) -> Scheme | str:
        """The version in force for the year, or what is wrong with the code."""
        if "@" in code:
            return f"只写办法代码，不写版本 {quoted(code)}"
        if (code, year) not in self._schemes:
            try:
                self._schemes[code, year] = scheme_for(code, year)
            except LookupError as unknown:
                self._schemes[code, year] = str(unknown.args[0])
        return self._schemes[code, year]

    def _find_subject(self, row: Row, scheme: Scheme) -> None:
        values = row.values
        if scheme.subject == "officer":
            values["officer_id"] = self.run.refer(row, "考核对象", Officer, "code", values["subject"])
        else:
            values["unit_id"] = self.run.refer(row, "考核对象", Unit, "name", values["subject"])

    def _check_value(self, row: Row, scheme: Scheme, measure: Measure) -> None:
        values = row.values
        try:
            values["value"] = checked(scheme, measure, values["value"])
        except CellProblem as problem:
            row.refuse("数值", str(problem))
        if measure.source == "panel" and not values["rater"]:
            row.refuse("评议人", "评议须写明评议人")
        if measure.source == "panel" and values["rater"] == values["subject"]:
            row.refuse("评议人", f"不能评议自己 {quoted(values['rater'])}")
        if measure.source == "declared" and not values["document_no"]:
            row.refuse("文号", "认定须写明文号")
        if measure.over == "quarter" and values["related"] not in QUARTERS:
            row.refuse("关联对象", f"应为 {' / '.join(QUARTERS)}，不是 {quoted(values['related'])}")
