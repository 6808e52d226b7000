"""What a visit will be counted into, in sentences: the week, the quarter of the briefing, the month of the ledger."""

from datetime import date

from officers.periods import Period, period_of, periods

from .models import Visit


def periods_of(visit: Visit, on: date) -> list[str]:
    """The sentences for a visit, saved or not, as read on the local day `on`. Three queries."""
    said = [_week(visit, on)]
    if visit.is_briefing:
        said.append(_quarter(visit, on))
    month = _period("month", visit.date)
    ledger = Visit.objects.valid().filter(
        pairing__officer=visit.pairing.officer_id, district=visit.district_id, date__range=(month.first, month.last)
    )
    said.append(f"{_label(month, on)}工作台账第{ledger.exclude(pk=visit.pk).count() + 1}条走访")
    return said


def _week(visit: Visit, on: date) -> str:
    week, name = _period("iso_week", visit.date), visit.pairing.enterprise.name
    if visit.visitor == Visit.Visitor.DEPUTY:
        return f"{_label(week, on)}，{name}分包人走访（如实登记，不算本人到岗）"
    again = _others(visit, week).exists()
    return f"{_label(week, on)}，{name}到岗{'（本周已经到过）' if again else ''}"


def _quarter(visit: Visit, on: date) -> str:
    quarter, name = _period("quarter", visit.date), visit.pairing.enterprise.name
    if visit.visitor == Visit.Visitor.DEPUTY:
        return f"{_label(quarter, on)}{name}政策宣讲（分包人宣讲，如实登记）"
    days = set(_others(visit, quarter).filter(is_briefing=True).values_list("date", flat=True)) | {visit.date}
    return f"{_label(quarter, on)}{name}政策宣讲（本季第{len(days)}次）"


def _others(visit: Visit, period: Period):
    """The officer's other valid visits to the enterprise in the period."""
    return Visit.objects.valid().filter(
        pairing__officer=visit.pairing.officer_id,
        pairing__enterprise=visit.pairing.enterprise_id,
        visitor=Visit.Visitor.OFFICER,
        date__range=(period.first, period.last),
    ).exclude(pk=visit.pk)  # fmt: skip


def _period(kind: str, day: date) -> Period:
    year, index = period_of(kind, day)
    return periods(kind, year)[index - 1]


def _label(period: Period, on: date) -> str:
    """The period's name, with its year when that is not this one."""
    return period.label if period.year == on.year else f"{period.year}年{period.label}"
