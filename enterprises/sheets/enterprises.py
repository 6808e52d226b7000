"""The sheets 企业, 政策支持 and 表彰通报: enterprises, and what is written down of them by document."""

from collections.abc import Mapping, Sequence
from typing import Any

from officers.models import Officer, Unit
from officers.workbook.columns import Choice, CreditCode, Day, Money, Name, Text, canonical, fold, yes_or_no
from officers.workbook.sheet import Reference, Row, Sheet, same

from ..models import Enterprise, Honour, Policy, PolicySupport
from .own import Own

CREDIT_CODE = CreditCode("统一社会信用代码", "credit_code", required=True, path="enterprise__credit_code")
TO_ENTERPRISE = Reference(Enterprise, "credit_code", "enterprise_id")
OWN_PHONE = "这家企业由导入人服务，满意度的链接发往这个号码，请由办公室另一人导入"


class Enterprises(Sheet):
    title = "企业"
    model = Enterprise
    columns = (
        CreditCode("统一社会信用代码", "credit_code", required=True),
        Text("企业名称", "name", required=True, limit=120),
        Text("所在区域", "area", limit=60),
        Text("行业", "industry", limit=60),
        Text("联系人", "contact", limit=60),
        Text("联系电话", "phone", limit=30),
    )
    key = identity = order = ("credit_code",)

    def __init__(self, run: Any):
        super().__init__(run)
        self.own = Own(run)

    def bars(self, row: Row, record: Any | None) -> tuple[str, str] | None:
        """Where survey links go is not for the importer to say of the firms they serve."""
        stays = "phone" not in self.present or record is None or same(record.phone, row.values["phone"])
        return None if stays or record.pk not in self.own.served else ("联系电话", OWN_PHONE)


class PolicySupports(Sheet):
    title = "政策支持"
    model = PolicySupport
    columns = (
        CREDIT_CODE,
        Day("日期", "date", required=True),
        Name("政策名称", "policy_name", required=True, limit=200, path="policy__name"),
        Money("金额", "amount"),
    )
    key = ("credit_code", "date", "policy_name")
    refers = {"credit_code": TO_ENTERPRISE}
    derived = ("policy_id",)
    identity = ("enterprise_id", "date", "policy_id")
    search = ("enterprise_id", "date")
    order = ("enterprise__credit_code", "date", "policy__name")

    def prepare(self, rows: Sequence[Row]) -> None:
        policies = self.run.ids(Policy, "name")
        for row in rows:
            row.values["policy_id"] = policies.get(row.values["policy_name"])

    def is_own(self, row: Row, record: Any | None) -> bool:
        return self.run.of(Enterprises).own.holds(row.values["enterprise_id"], row.values["date"])

    def settle(self, rows: Sequence[Row], current: Mapping[Any, Any]) -> None:
        """A policy that is not on the list yet is put there."""
        policies = self.run.ids(Policy, "name")
        missing = {row.values["policy_name"]: None for row in rows if row.values["policy_name"] not in policies}
        for policy in Policy.objects.bulk_create(
            Policy(district=self.run.district, name=name).spell() for name in missing
        ):
            policies[policy.name] = policy.pk
        for row in rows:
            row.values["policy_id"] = policies[row.values["policy_name"]]


class Honours(Sheet):
    """An honour has one of three kinds of target; the column 对象编号 is read by 对象类型."""

    title = "表彰通报"
    model = Honour
    columns = (
        Choice(
            "对象类型",
            "target",
            required=True,
            words={"首席服务官": "officer_id", "企业": "enterprise_id", "单位": "unit_id"},
        ),
        Name("对象编号", "target_code", required=True, limit=100),
        Day("日期", "date", required=True),
        Choice("类型", "kind", required=True, words={kind.label: kind.value for kind in Honour.Kind}),
        Choice("级别", "level", default="", words={level.label: level.value for level in Honour.Level}),
        Name("工作事项", "work", required=True, limit=200),
        yes_or_no("服务相关", "service_related"),
        Text("文号", "document_no", limit=80),
    )
    key = ("target", "target_code", "date", "kind", "work")
    derived = ("officer_id", "enterprise_id", "unit_id")
    identity = ("officer_id", "enterprise_id", "unit_id", "date", "kind", "work")
    search = (("officer_id", "enterprise_id", "unit_id"), "date")
    parts = ("target", "target_code")
    order = ("officer__code", "enterprise__credit_code", "unit__name", "date", "kind", "work")

    #: how the code of each kind of target is compared, and where it is found
    targets = {
        "officer_id": (Officer, "code", canonical),
        "enterprise_id": (Enterprise, "credit_code", lambda code: canonical(code).upper()),
        "unit_id": (Unit, "name", fold),
    }

    def spell(self, values: dict[str, Any]) -> None:
        _, _, spelled = self.targets[values["target"]]
        values["target_code"] = spelled(values["target_code"])
        if values["service_related"] is None:
            values["service_related"] = values["target"] == "officer_id"

    def check(self, row: Row) -> None:
        values = row.values
        values |= dict.fromkeys(self.targets)
        model, by, _ = self.targets[values["target"]]
        values[values["target"]] = self.run.refer(row, "对象编号", model, by, values["target_code"])
        if values["kind"] == Honour.Kind.TITLE and not values["level"]:
            row.refuse("级别", "称号须写明级别")

    def is_own(self, row: Row, record: Any | None) -> bool:
        own = self.run.of(Enterprises).own
        return super().is_own(row, record) or own.holds(row.values["enterprise_id"], row.values["date"])

    @classmethod
    def records(cls, district: Any) -> Any:
        return super().records(district).select_related("officer", "enterprise", "unit")

    @classmethod
    def parts_of(cls, records: Sequence[Any]) -> dict[int, dict[str, Any]]:
        """The target as the sheet spells it: part of the key, so it never differs from a row that was found by it."""
        found = {}
        for record in records:
            name = next(name for name in cls.targets if getattr(record, name) is not None)
            target = getattr(record, name.removesuffix("_id"))
            found[record.pk] = {"target": name, "target_code": getattr(target, cls.targets[name][1])}
        return found
