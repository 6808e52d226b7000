"""One reading of one workbook into one district: what its sheets share and ask for."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Model

from ..actor import Actor
from ..models import District, Officer
from .rejected import RejectedRows
from .report import Problem, Report
from .sheet import Row, Sheet

#: rows that a former reading found to be wrong only after it had let them in, with what is wrong
Known = dict[tuple[str, int], list[tuple[str, str]]]


class Run:
    """Who imports what into which district, the sheets, and the records they refer to."""

    def __init__(
        self,
        sheets: Sequence[type[Sheet]],
        district: District,
        actor: Actor,
        report: Report,
        *,
        known: Known | None = None,
    ):
        self.district, self.actor, self.report = district, actor, report
        self.known = known or {}
        self.aside = RejectedRows(None)
        self.sheets = {sheet.title: sheet(self) for sheet in sheets}
        #: rows refused after they had been let in
        self.late: Known = {}
        self._ids: dict[tuple[type[Model], str], dict[Any, int]] = {}
        self._rejected: dict[tuple[type[Model], Hashable], tuple[str, int]] = {}

    @property
    def is_by_person(self) -> bool:
        """Whether somebody of the office imports in the browser, and not the operator by a command."""
        return self.actor.user is not None

    @cached_property
    def own_officers(self) -> frozenset[int]:
        """The officers of the district who are the importer themselves; none where the operator imports."""
        own = Officer.objects.filter(district=self.district, user=self.actor.user) if self.is_by_person else ()
        return frozenset(officer.pk for officer in own)

    def of(self, sheet: type[Sheet]) -> Any:
        """The instance of another sheet in this run."""
        return self.sheets[sheet.title]

    def ids(self, model: type[Model], by: str) -> dict[Any, int]:
        """The ids of the district's records of `model` by one field; loaded once, after the sheet that writes them."""
        if (model, by) not in self._ids:
            found = model._default_manager.filter(district=self.district)
            self._ids[model, by] = dict(found.values_list(by, "pk"))
        return self._ids[model, by]

    def refer(self, row: Row, title: str, model: type[Model], by: str, value: Any) -> int | None:
        """The id of the record that the row names; None after refusing the row."""
        found = self.ids(model, by).get(value)
        if found is None:
            row.refuse(title, f"没有{model._meta.verbose_name} “{value}”{self.rejection(model, value)}")
        return found

    def note_rejection(self, sheet: Sheet, row: Row) -> None:
        """Remember the row, so that rows that need its record can say why it is missing."""
        name = sheet.known_as(row)
        if name is not None:
            self._rejected[sheet.model, name] = (sheet.title, row.number)

    def rejection(self, model: type[Model], name: Hashable) -> str:
        """Where the record of that name was rejected, in brackets; empty when it was not."""
        if (model, name) not in self._rejected:
            return ""
        title, number = self._rejected[model, name]
        return f"（表 {title} 第 {number} 行有误，未能导入）"

    def warn(self, sheet: Sheet, row: Row, column: str, text: str) -> None:
        """Note something odd that does not keep the row out."""
        self.report.warn(Problem(sheet.title, row.number, column, text))

    def refuse_late(self, sheet: Sheet, number: int, column: str, text: str) -> None:
        """Refuse a row that has been let in: the import fails, or is tried again without it."""
        self.report.error(Problem(sheet.title, number, column, text))
        self.late.setdefault((sheet.title, number), []).append((column, text))
