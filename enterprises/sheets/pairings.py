"""The sheets 结对 and 豁免."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from officers.models import Deputy
from officers.sheets import OFFICER_CODE, TO_OFFICER
from officers.workbook.columns import Day, Name, Text
from officers.workbook.sheet import Row, Sheet, batched

from ..models import Exemption, Pairing
from .enterprises import CREDIT_CODE, TO_ENTERPRISE, Enterprises

FOREVER = date.max
UNMADE = 0  # the id of a deputy whom nobody has registered yet


class Term(NamedTuple):
    """The days one pairing is in force, both included, and where it comes from: a row's number, or 0."""

    starts: date
    ends: date
    row: int
    officer: str


class Pairings(Sheet):
    """All rows at once: whether two pairings overlap can only be said of all of them."""

    title = "结对"
    model = Pairing
    columns = (
        OFFICER_CODE,
        CREDIT_CODE,
        Name("分包人", "deputy_name", limit=60, path="deputy__name"),
        Day("开始日期", "starts", required=True),
        Day("结束日期", "ends"),
    )
    key = ("officer_code", "credit_code", "starts")
    refers = {"officer_code": TO_OFFICER, "credit_code": TO_ENTERPRISE}
    derived = ("deputy_id",)
    identity = ("officer_id", "enterprise_id", "starts")
    whole = True
    order = ("officer__code", "enterprise__credit_code", "starts")

    def __init__(self, run: Any):
        super().__init__(run)
        #: the row of each pairing whose days or deputy this import changed, by the pairing's id
        self.changed: dict[int, int] = {}
        self._deputies: dict[str, int] = {}

    def check(self, row: Row) -> None:
        if row.values["ends"] and row.values["ends"] < row.values["starts"]:
            row.refuse("结束日期", "早于开始日期")

    def find(self, rows: Sequence[Row]) -> Iterable[Pairing]:
        return self.records(self.run.district)

    def complete(self, rows: Sequence[Row], current: Mapping[Any, Pairing]) -> None:
        """The deputy already beside the officer if the name is the same, else the first so called, else a new one."""
        found = Deputy.objects.filter(district=self.run.district).order_by("-pk")
        names = dict(found.values_list("pk", "name"))
        self._deputies = {name: pk for pk, name in names.items()}
        for row in rows:
            name = row.values["deputy_name"]
            record = current.get(self._identity(row))
            keeps = record and ("deputy_name" not in self.present or names.get(record.deputy_id) == name)
            named = self._deputies.get(name, UNMADE) if name else None
            row.values["deputy_id"] = record.deputy_id if keeps else named

    def is_own(self, row: Row, record: Pairing | None) -> bool:
        deputies = {row.values["deputy_id"], record and record.deputy_id}
        return super().is_own(row, record) or not deputies.isdisjoint(self.run.of(Enterprises).own.deputies)

    def settle(self, rows: Sequence[Row], current: Mapping[Any, Pairing]) -> None:
        self._refuse_overlaps(rows, current)
        self._register_deputies(rows)
        for row in rows:
            record = current.get(self._identity(row))
            if record and (record.ends, record.deputy_id) != (row.values["ends"], row.values["deputy_id"]):
                self.changed[record.pk] = row.number

    def known_as(self, row: Row) -> tuple[Any, Any]:
        return row.values.get("officer_code"), row.values.get("credit_code")

    def save_changed(self, records: Sequence[Pairing], fields: Sequence[str]) -> None:
        """Set the changed pairings aside first: on the way to the new dates two may overlap that finally do not."""
        for some in batched([record.pk for record in records]):
            Pairing.objects.filter(pk__in=some).update(voided_at=self.run.actor.at, void_reason="导入：更正")
        super().save_changed(records, fields)

    def _identity(self, row: Row) -> tuple[Any, ...]:
        return tuple(row.values[name] for name in self.identity)

    def _refuse_overlaps(self, rows: Sequence[Row], current: Mapping[Any, Pairing]) -> None:
        """Refuse rows until the pairings that would stand do not overlap: first those in the database, then by row."""
        codes = {pk: code for code, pk in self.run.ids(TO_OFFICER.model, "code").items()}
        refused: set[int] = set()
        while True:
            replaced = {self._identity(row) for row in rows if row.number not in refused}
            terms: dict[int, list[Term]] = defaultdict(list)
            for identity, record in current.items():
                if identity not in replaced:
                    term = Term(record.starts, record.ends or FOREVER, 0, codes[record.officer_id])
                    terms[record.enterprise_id].append(term)
            before = len(refused)
            for row in rows:
                if row.number not in refused and (other := _add(terms, row)):
                    row.refuse("开始日期", _overlap(other))
                    refused.add(row.number)
            # a refused row leaves the pairing it would have corrected as it was, and that may overlap in turn
            if len(refused) == before:
                return

    def _register_deputies(self, rows: Sequence[Row]) -> None:
        good = [row for row in rows if not row.problems and row.values["deputy_id"] == UNMADE]
        missing = dict.fromkeys(row.values["deputy_name"] for row in good)
        new = Deputy.objects.bulk_create(Deputy(district=self.run.district, name=name).spell() for name in missing)
        self._deputies |= {deputy.name: deputy.pk for deputy in new}
        for row in good:
            row.values["deputy_id"] = self._deputies[row.values["deputy_name"]]


def _add(terms: Mapping[int, list[Term]], row: Row) -> Term | None:
    """Add the row's term to its enterprise's, or return the one it overlaps."""
    values = row.values
    term = Term(values["starts"], values["ends"] or FOREVER, row.number, values["officer_code"])
    for other in terms[values["enterprise_id"]]:
        if other.starts <= term.ends and term.starts <= other.ends:
            return other
    terms[values["enterprise_id"]].append(term)
    return None


def _overlap(other: Term) -> str:
    place = f"第 {other.row} 行" if other.row else "已登记"
    until = f"{other.ends}" if other.ends != FOREVER else "今"
    return f"与{place}的结对重叠（{other.officer}，{other.starts} 至 {until}）：同一企业同一天只能有一个结对"


class Exemptions(Sheet):
    title = "豁免"
    model = Exemption
    columns = (
        OFFICER_CODE,
        Day("开始日期", "starts", required=True),
        Day("结束日期", "ends", required=True),
        Text("事由", "reason", required=True, limit=200),
        Text("批准人", "approver", required=True, limit=60),
    )
    key = ("officer_code", "starts")
    refers = {"officer_code": TO_OFFICER}
    identity = ("officer_id", "starts")
    search = ("officer_id",)
    order = ("officer__code", "starts")

    def check(self, row: Row) -> None:
        if row.values["ends"] < row.values["starts"]:
            row.refuse("结束日期", "早于开始日期")


class PairingIndex:
    """The district's pairings in memory, to tell which was in force on a day without a query a row."""

    def __init__(self, district: Any):
        self.owner: dict[int, tuple[int, int]] = {}
        self._of_pair: dict[tuple[int, int], list[tuple[date, date, int, bool]]] = defaultdict(list)
        self._of_enterprise: dict[int, list[tuple[date, date]]] = defaultdict(list)
        found = Pairing.objects.filter(district=district).order_by("starts")
        for pk, officer, enterprise, deputy, starts, ends, voided in found.values_list(
            "pk", "officer_id", "enterprise_id", "deputy_id", "starts", "ends", "voided_at"
        ).iterator():
            self.owner[pk] = (officer, enterprise)
            if voided is None:
                self._of_pair[officer, enterprise].append((starts, ends or FOREVER, pk, deputy is not None))
                self._of_enterprise[enterprise].append((starts, ends or FOREVER))
        self.ids: dict[tuple[int, int], list[int]] = defaultdict(list)
        for pk, pair in self.owner.items():
            self.ids[pair].append(pk)

    def in_force(self, officer: int, enterprise: int, day: date) -> tuple[int, bool] | None:
        """The pairing of the two on that day: its id, and whether it has a deputy."""
        for starts, ends, pk, has_deputy in self._of_pair.get((officer, enterprise), ()):
            if starts <= day <= ends:
                return pk, has_deputy
        return None

    def any_in_force(self, enterprise: int, day: date) -> bool:
        """Whether the enterprise had an officer on that day."""
        terms = self._of_enterprise.get(enterprise, ())
        place = bisect_right(terms, (day, FOREVER))
        return place > 0 and terms[place - 1][1] >= day
