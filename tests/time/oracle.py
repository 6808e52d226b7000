"""A second, slow calculator, written from the State Council's notices and the rulebook alone: day by day, no masks."""

from datetime import date, timedelta

DAY = timedelta(days=1)

# Days off as (first, last) and make-up working days, month-day, from the yearly notices of the State Council.
NOTICES = {
    2020: (
        "01-01/01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08",
        "01-19 04-26 05-09 06-28 09-27 10-10",
    ),
    2021: (
        "01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07",
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    2022: (
        "01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31/12-31",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        "01-01/01-02 01-21/01-27 04-05/04-05 04-29/05-03 06-22/06-24 09-29/10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-08/06-10 09-15/09-17 10-01/10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


def every_day(first, last):
    while first <= last:
        yield first
        first += DAY


def _table():
    table = {}
    for year in range(2019, 2030):
        for day in every_day(date(year, 1, 1), date(year, 12, 31)):
            table[day] = day.weekday() < 5 and (year in NOTICES or (day.month, day.day) not in FIXED)
    for year, (off, made_up) in NOTICES.items():
        for run in off.split():
            first, last = (date.fromisoformat(f"{year}-{end}") for end in run.split("/"))
            table.update(dict.fromkeys(every_day(first, last), False))
        for day in made_up.split():
            table[date.fromisoformat(f"{year}-{day}")] = True
    return table


WORKDAYS = _table()


def is_workday(day):
    return WORKDAYS[day]


def nth_workday(after, n):
    day = after
    while n:
        day += DAY
        n -= is_workday(day)
    return day


def period_days(kind, year):
    """{index: [days]} of a year, from each day's own week, month or quarter."""
    found = {}
    for day in every_day(date(year - 1, 12, 20), date(year + 1, 1, 10)):
        thursday = day + (3 - day.weekday()) * DAY
        if kind == "iso_week" and thursday.year == year:
            found.setdefault((thursday - date(year, 1, 1)).days // 7 + 1, []).append(day)
        if kind == "month" and day.year == year:
            found.setdefault(day.month, []).append(day)
        if kind == "quarter" and day.year == year:
            found.setdefault((day.month - 1) // 3 + 1, []).append(day)
    return found


def owed(kind, year, spans, exempt, effective_from=None):
    """The indexes of the periods owed, G6 word for word. Spans are (first, last) pairs."""

    def covered(day, runs):
        return any(first <= day and (last is None or day <= last) for first, last in runs)

    indexes = set()
    for index, days in period_days(kind, year).items():
        working = [day for day in days if is_workday(day)]
        if (
            working
            and all(covered(day, spans) for day in working)
            and any(not covered(day, exempt) for day in working)
            and (effective_from is None or days[0] >= effective_from)
        ):
            indexes.add(index)
    return indexes


def general_clock(raised, closings, horizon, limit=7):
    """(deadline, working days open up to `horizon`, open at the end) of a general issue, J4 word for word.

    `closings` are (closed, reopened or None) in order; `horizon` lies far enough for the deadline.
    """
    starts = [raised, *(reopened for _, reopened in closings if reopened)]
    ends = [closed for closed, _ in closings]
    is_open = len(ends) < len(starts)

    def open_days(until):
        return [
            day
            for day in every_day(raised, horizon)
            if is_workday(day) and any(first < day <= last for first, last in zip(starts, until, strict=True))
        ]

    extended = open_days([*ends[: len(starts) - 1], horizon])
    used = open_days([*ends, horizon] if is_open else ends)
    return extended[limit - 1], len(used), is_open
