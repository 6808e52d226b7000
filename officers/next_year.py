"""Whether next year's working calendar is known: said from 1 November on, so that nobody is surprised (T48)."""

from datetime import date

from .models import CalendarChange, District, WorkDay

FIRST_MONTH = 11


def missing_arrangement(district: District, today: date) -> str | None:
    """A sentence for the office while the next year's arrangement does not count yet, from 1 November on. None
    otherwise. At most three queries."""
    if today.month < FIRST_MONTH:
        return None
    year = today.year + 1
    if WorkDay.objects.calendar(district).is_settled(year):
        return None
    pending = CalendarChange.objects.pending().filter(district=district, year=year, scope=CalendarChange.Scope.YEAR)
    if pending.exists():
        return f"{year}年放假安排已录入，待第二人复核；复核前12月台账和跨年问题的截止日为暂定"
    return f"{year}年放假安排尚未录入，12月台账和跨年问题的截止日为暂定；录入并复核前不能出最终结果"
