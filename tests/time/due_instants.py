"""Run under different TZ settings: when each ledger becomes late, in UTC, and the days of the moments around that."""

import sys
from datetime import UTC, timedelta

from officers.periods import DueRule, Grid
from officers.workdays import Calendar, local_day


def lines():
    grid = Grid("month", 2021, Calendar(published_years=range(2004, 2027)), due=DueRule(5))
    for period in grid.periods:
        late = grid.due_at(period.index).astimezone()
        last = late - timedelta(microseconds=1)
        yield f"{period.code} {late.astimezone(UTC).isoformat()} {local_day(last)} {local_day(late)}\n"


if __name__ == "__main__":
    sys.stdout.writelines(lines())
