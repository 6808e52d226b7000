"""The sheet 走访."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q

from officers.sheets import OFFICER_CODE, TO_OFFICER
from officers.workbook.columns import Choice, Day, Text, status, yes_or_no
from officers.workbook.sheet import Row, Sheet, batched, same

from ..models import ClosedMonth, Pairing, Visit
from .enterprises import CREDIT_CODE, TO_ENTERPRISE, Enterprises
from .pairings import PairingIndex, Pairings

VISITORS = {visitor.label: visitor.value for visitor in Visit.Visitor}


class Visits(Sheet):
    """A visit belongs to the pairing in force on its day, and moves with it when the pairings are corrected."""

    title = "走访"
    model = Visit
    columns = (
        replace(OFFICER_CODE, path="pairing__officer__code"),
        replace(CREDIT_CODE, path="pairing__enterprise__credit_code"),
        Day("走访日期", "date", required=True),
        Choice("走访人", "visitor", default=Visit.Visitor.OFFICER.value, words=VISITORS),
        yes_or_no("政策宣讲", "is_briefing", default=False),
        Text("宣讲政策", "policies", limit=300),
        Text("内容", "content", limit=4000),
        status("失实"),
    )
    key = ("officer_code", "credit_code", "date", "visitor")
    refers = {"officer_code": TO_OFFICER, "credit_code": TO_ENTERPRISE}
    derived = ("pairing_id",)
    identity = ("officer_id", "enterprise_id", "date", "visitor")
    together = ("officer_id", "enterprise_id")
    void_reason = "导入：失实"
    order = ("pairing__officer__code", "pairing__enterprise__credit_code", "date", "visitor")

    @cached_property
    def pairings(self) -> PairingIndex:
        return PairingIndex(self.run.district)

    @cached_property
    def closed(self) -> Mapping[tuple[int, int], ClosedMonth]:
        """The district's closed months, by year and month."""
        standing = ClosedMonth.objects.standing().filter(district=self.run.district)
        return {(month.starts.year, month.starts.month): month for month in standing}

    def check(self, row: Row) -> None:
        values = row.values
        pairing = self.pairings.in_force(values["officer_id"], values["enterprise_id"], values["date"])
        if pairing is None:
            why = self.run.rejection(Pairing, (values["officer_code"], values["credit_code"]))
            row.refuse("走访日期", f"{values['date']} {values['officer_code']} 与这家企业没有结对{why}")
            return
        values["pairing_id"], has_deputy = pairing
        if values["visitor"] == Visit.Visitor.DEPUTY and not has_deputy:
            row.refuse("走访人", "这一结对没有分包人")

    @classmethod
    def records(cls, district: Any) -> Any:
        return super().records(district).filter(is_current=True)

    def find(self, rows: Sequence[Row]) -> Iterable[Visit]:
        pairs = {(row.values["officer_id"], row.values["enterprise_id"]) for row in rows}
        pairings = [pk for pair in pairs for pk in self.pairings.ids[pair]]
        return self.records(self.run.district).filter(
            pairing__in=pairings, date__in={row.values["date"] for row in rows}
        )

    def identify(self, record: Visit) -> tuple[Any, ...]:
        return (*self.pairings.owner[record.pairing_id], record.date, record.visitor)

    def is_own(self, row: Row, record: Visit | None) -> bool:
        pairings = {row.values["pairing_id"], record and record.pairing_id}
        own = self.run.of(Enterprises).own.pairings
        return super().is_own(row, record) or not pairings.isdisjoint(own)

    def settle(self, rows: Sequence[Row], current: Mapping[Any, Visit]) -> None:
        """In a closed month nothing is new and nothing changes; what the workbook only repeats may stay in it."""
        for row in rows if self.closed else ():
            values = row.values
            month = self.closed.get((values["date"].year, values["date"].month))
            if month and self._says_anew(values, current.get(tuple(values[name] for name in self.identity))):
                row.refuse("走访日期", f"{month}已经月结，走访不能登记、更正或作废；须先重开这个月")

    def _says_anew(self, values: Mapping[str, Any], record: Visit | None) -> bool:
        spoken = self.present & {column.name for column in self.columns[2:]} | {"pairing_id"}
        return record is None or any(not same(values[name], getattr(record, name)) for name in spoken)

    def finish(self) -> None:
        """A pairing whose days or deputy were corrected must still cover the visits that stand under it."""
        pairings = self.run.of(Pairings)
        outside = Q(date__lt=F("pairing__starts")) | Q(date__gt=F("pairing__ends"))
        alone = Q(visitor=Visit.Visitor.DEPUTY, pairing__deputy__isnull=True)
        for law, name, text in (
            (outside, "ends", "结对日期之外还有 {n} 次有效走访"),
            (alone, "deputy_name", "还有分包人的有效走访 {n} 次，不能没有分包人"),
        ):
            for some in batched(list(pairings.changed)):
                broken = Visit.objects.valid().filter(law, pairing__in=some, is_current=True).values_list("pairing")
                for pairing, n in broken.annotate(n=Count("pk")).order_by("pairing"):
                    self.run.refuse_late(pairings, pairings.changed[pairing], pairings.titles[name], text.format(n=n))
