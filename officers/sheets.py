"""The sheets 单位, 首席服务官 and 工作日历."""

from typing import Any

from .models import Officer, Unit, WorkDay
from .workbook.columns import Choice, Code, Day, Name, Text, yes_or_no
from .workbook.sheet import Reference, Row, Sheet

OFFICER_CODE = Code("首席服务官编号", "officer_code", required=True, limit=30, path="officer__code")
TO_OFFICER = Reference(Officer, "code", "officer_id")
BY_TWO = (
    "工作日历凭文号、由两人录入和复核，网页导入不能增加或改动；"
    "请到“工作日历”页点“录入放假安排”或“录入个别日期”录入新的安排"
)


class Units(Sheet):
    title = "单位"
    model = Unit
    columns = (
        Name("单位名称", "name", required=True, limit=100),
        Choice("单位类别", "kind", required=True, words={kind.label: kind.value for kind in Unit.Kind}),
        Choice("分组", "group", default="", words={"A": Unit.Group.A.value, "B": Unit.Group.B.value}),
    )
    key = identity = order = ("name",)


class Officers(Sheet):
    title = "首席服务官"
    model = Officer
    columns = (
        Code("编号", "code", required=True, limit=30),
        Text("姓名", "name", required=True, limit=60),
        Text("职务", "title", limit=60),
        Name("单位名称", "unit_name", limit=100, path="unit__name"),
        Text("手机", "phone", limit=20),
    )
    key = identity = order = ("code",)
    refers = {"unit_name": Reference(Unit, "name", "unit_id")}


class WorkDays(Sheet):
    title = "工作日历"
    model = WorkDay
    columns = (
        Day("日期", "day", required=True),
        yes_or_no("是否工作日", "is_workday", required=True),
        Text("说明", "note", limit=60),
    )
    key = identity = order = ("day",)

    def bars(self, row: Row, record: Any | None) -> tuple[str, str]:
        """Every day moves deadlines, so it asks for a document and a second person (`CalendarChange`)."""
        return "日期", BY_TWO


SHEETS = (Units, Officers, WorkDays)
