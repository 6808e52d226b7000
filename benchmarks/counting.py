"""The same facts by hand-written SQL that only counts: what somebody would write who needs the numbers of this year
and this district once, and neither evidence nor another scheme.

It leans on tables of the working calendar, made beforehand, and on what is known of the benchmark's district: pairings
run on to the end of the year, a ledger is returned once at most, no issue is reopened or changes its class.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from time import perf_counter
from typing import Any

from django.db import connection

from assessment.measures.population import Population
from officers.models import District
from officers.periods import DueRule, Period, periods
from officers.workdays import Calendar, day_end

from .populate import YEAR

VISITS = f"""
    WITH due AS (
        SELECT p.id, p.starts, e.starts AS lifted_from, e.ends AS lifted_until, COUNT(w.bit) AS weeks
        FROM enterprises_pairing p
        LEFT JOIN enterprises_exemption e ON e.officer_id = p.officer_id AND e.voided_at IS NULL
        LEFT JOIN bench_week w ON w.first >= p.starts AND (e.id IS NULL OR e.starts > w.first OR e.ends < w.last)
        WHERE p.district_id = %(district)s AND p.voided_at IS NULL AND p.starts <= '{YEAR}-12-31'
        GROUP BY p.id, p.starts, e.starts, e.ends
    )
    SELECT d.id, d.weeks, COUNT(DISTINCT CASE WHEN w.first >= d.starts
        AND (d.lifted_from IS NULL OR d.lifted_from > w.first OR d.lifted_until < w.last) THEN w.bit END)
    FROM due d
    LEFT JOIN enterprises_visit v ON v.pairing_id = d.id AND v.iso_year = {YEAR} AND v.visitor = 'officer'
        AND v.voided_at IS NULL
    LEFT JOIN bench_week w ON w.bit = v.week_bit
    GROUP BY d.id, d.weeks
"""

BRIEFINGS = f"""
    SELECT p.id,
        (SELECT COUNT(*) FROM bench_quarter q WHERE q.opens >= p.starts),
        COUNT(DISTINCT CASE WHEN q.opens >= p.starts THEN q.number END),
        COUNT(DISTINCT v.date)
    FROM enterprises_pairing p
    LEFT JOIN enterprises_visit v ON v.pairing_id = p.id AND v.is_briefing AND v.visitor = 'officer'
        AND v.voided_at IS NULL AND v.date BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
    LEFT JOIN bench_quarter q ON v.date BETWEEN q.first AND q.last
    WHERE p.district_id = %(district)s AND p.voided_at IS NULL AND p.starts <= '{YEAR}-12-31'
    GROUP BY p.id, p.starts
"""

SUPPORTS = f"""
    SELECT p.id, COUNT(s.id)
    FROM enterprises_pairing p
    JOIN enterprises_policysupport s ON s.enterprise_id = p.enterprise_id AND s.date >= p.starts
    WHERE p.district_id = %(district)s AND p.voided_at IS NULL AND s.voided_at IS NULL
        AND s.date BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
    GROUP BY p.id
"""

LEDGERS = f"""
    WITH filed AS (
        SELECT l.officer_id, l.month, s.sequence, s.received_at, s.returned_at,
            LEAD(s.received_at) OVER (PARTITION BY s.ledger_id ORDER BY s.sequence) AS again
        FROM enterprises_ledger l JOIN enterprises_submission s ON s.ledger_id = l.id
        WHERE l.district_id = %(district)s AND l.voided_at IS NULL AND l.month BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
    ), served AS (
        SELECT officer_id, MIN(starts) AS starts FROM enterprises_pairing
        WHERE district_id = %(district)s AND voided_at IS NULL AND starts <= '{YEAR}-12-31' GROUP BY officer_id
    )
    SELECT o.officer_id, (SELECT COUNT(*) FROM bench_month m WHERE m.first >= o.starts) - COUNT(
        CASE WHEN f.received_at < m.due_at AND (f.returned_at IS NULL OR f.again < d.third_ends) THEN 1
             WHEN f.again < m.due_at THEN 1 END)
    FROM served o
    LEFT JOIN filed f ON f.officer_id = o.officer_id AND f.sequence = 1
    LEFT JOIN bench_month m ON m.month = f.month AND m.first >= o.starts
    LEFT JOIN bench_day d ON d.day = {{local_day}}
    GROUP BY o.officer_id, o.starts
"""
LOCAL_DAY = {
    "postgresql": "(f.returned_at AT TIME ZONE 'Asia/Shanghai')::date",
    "sqlite": "date(f.returned_at, '+8 hours')",
}

ISSUES = f"""
    WITH told AS (
        SELECT i.id, i.enterprise_id, i.first_level, i.raised_on,
            MAX(CASE WHEN s.kind = CASE i.first_level WHEN 'major' THEN 'escalated' ELSE 'closed' END
                THEN s."on" END) AS met
        FROM enterprises_issue i LEFT JOIN enterprises_issuestep s ON s.issue_id = i.id AND s.voided_at IS NULL
        WHERE i.district_id = %(district)s AND i.voided_at IS NULL
        GROUP BY i.id, i.enterprise_id, i.first_level, i.raised_on
    )
    SELECT p.officer_id,
        COUNT(CASE WHEN t.first_level = 'general' AND (t.met IS NULL OR t.met > d.seventh) THEN 1 END),
        COUNT(CASE WHEN t.first_level = 'major' AND (t.met IS NULL OR t.met > d.third) THEN 1 END)
    FROM told t
    JOIN bench_day d ON d.day = t.raised_on
    JOIN enterprises_pairing p ON p.enterprise_id = t.enterprise_id AND p.voided_at IS NULL AND p.starts <= t.raised_on
    WHERE CASE t.first_level WHEN 'major' THEN d.third ELSE d.seventh END BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
    GROUP BY p.officer_id
"""

SATISFACTION = f"""
    WITH marked AS (
        SELECT r.enterprise_id, COUNT(DISTINCT r.id) AS replies,
            SUM(CASE a.choice WHEN '非常满意' THEN 10 WHEN '满意' THEN 8 WHEN '基本满意' THEN 6
                              WHEN '不满意' THEN 3 ELSE 0 END) AS marks
        FROM surveys_survey v
        JOIN surveys_response r ON r.survey_id = v.id AND r.voided_at IS NULL
        JOIN surveys_answer a ON a.response_id = r.id
        JOIN bench_day d ON d.day = v.closes_on AND r.submitted_at < d.ends
        WHERE v.district_id = %(district)s AND v.closes_on BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
        GROUP BY r.enterprise_id
    )
    SELECT p.officer_id, AVG(m.marks * 1.0 / m.replies)
    FROM marked m JOIN enterprises_pairing p ON p.enterprise_id = m.enterprise_id AND p.voided_at IS NULL
    GROUP BY p.officer_id
"""

HONOURS = f"""
    WITH ranked AS (
        SELECT officer_id, work,
            MAX(CASE WHEN kind = 'criticism' THEN 0
                     WHEN kind = 'title' AND level IN ('nation', 'province') THEN 2 ELSE 1 END) AS tier,
            COUNT(DISTINCT CASE WHEN kind = 'criticism' THEN document_no END) AS criticisms
        FROM enterprises_honour
        WHERE district_id = %(district)s AND service_related AND voided_at IS NULL AND officer_id IS NOT NULL
            AND date BETWEEN '{YEAR}-01-01' AND '{YEAR}-12-31'
        GROUP BY officer_id, work
    )
    SELECT officer_id, COUNT(CASE WHEN tier = 1 THEN 1 END), COUNT(CASE WHEN tier = 2 THEN 1 END), SUM(criticisms)
    FROM ranked GROUP BY officer_id
"""

#: each statement with the facts in its columns after the key
PER_PAIRING = {
    VISITS: ("due_weeks", "met_weeks"),
    BRIEFINGS: ("due_quarters", "met_quarters", "talk_total"),
    SUPPORTS: ("supports",),
}
PER_OFFICER = {
    LEDGERS: ("ledger_bad",),
    ISSUES: ("issue_overdue", "issue_late_up"),
    SATISFACTION: ("satisfaction",),
    HONOURS: ("honour_1", "honour_2", "criticism"),
}


class Counted:
    """Every fact of the year, counted; the seconds each statement took stand in `seconds`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.pairings = self._read(PER_PAIRING)
        self.officers = self._read(PER_OFFICER)

    def _read(self, statements: dict[str, tuple[str, ...]]) -> dict[str, dict[int, tuple[Any, ...]]]:
        known = {"district": District.objects.get().pk}
        found = {}
        with connection.cursor() as cursor:
            for statement, names in statements.items():
                started = perf_counter()
                cursor.execute(statement.replace("{local_day}", LOCAL_DAY[connection.vendor]), known)
                found[names[0]] = {key: values for key, *values in cursor.fetchall()}
                self.seconds[names[0]] = perf_counter() - started
        return found

    def differences(self, population: Population) -> list[str]:
        """Where the program's own facts differ from these, in words."""
        found = []
        for subject in population.subjects:
            found += self._compare(subject.code, PER_OFFICER, self.officers, subject.pk, _comparable(subject.facts))
            for pairing in subject.pairings:
                facts = _comparable(pairing.facts)
                facts["met_weeks"] = facts["due_weeks"] - facts["visit_missed"]
                facts["met_quarters"] = facts["due_quarters"] - facts["talk_missed"]
                found += self._compare(subject.code, PER_PAIRING, self.pairings, pairing.pk, facts)
        return found

    @staticmethod
    def _compare(code, statements, counted, key, facts) -> list[str]:
        return [
            f"{code} {name}: {facts.get(name, 0)} ≠ {value}"
            for names in statements.values()
            for name, value in zip(names, counted[names[0]].get(key, [0] * len(names)), strict=True)
            if _rounded(value) != facts.get(name, 0)
        ]


def _comparable(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _rounded(value) for name, value in facts.items()}


def _rounded(value: Any) -> Any:
    # SQLite has averages as floats: here, and nowhere else, they are good enough
    return round(float(value), 6) if isinstance(value, Decimal | float | Fraction) else value


def lay_out(calendar: Calendar) -> None:
    """The working calendar as tables, for the counting SQL."""
    with connection.cursor() as cursor:
        for name in ("week", "quarter", "month", "day"):
            cursor.execute(f"DROP TABLE IF EXISTS bench_{name}")
        cursor.execute("CREATE TABLE bench_week (bit bigint, first date, last date)")
        cursor.execute("CREATE TABLE bench_quarter (number integer, first date, opens date, last date)")
        cursor.execute("CREATE TABLE bench_month (month date, first date, due_at timestamp with time zone)")
        instants = ", ".join(f"{name} timestamp with time zone" for name in ("ends", "third_ends"))
        cursor.execute(f"CREATE TABLE bench_day (day date, third date, seventh date, {instants})")
        for table, rows in _laid_out(calendar).items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
            cursor.execute(f"ANALYZE {table}")


def _laid_out(calendar: Calendar) -> dict[str, list[tuple[Any, ...]]]:
    instant = connection.ops.adapt_datetimefield_value
    due = DueRule(5)
    weeks = [(week.bit, calendar.workdays_between(week.first, week.last)) for week in periods("iso_week", YEAR)]
    year = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(500)]
    days = [(day, calendar.nth_workday(day, 3), calendar.nth_workday(day, 7)) for day in year]

    def opens(period: Period) -> date:
        return calendar.workdays_between(period.first, period.last)[0]

    return {
        "bench_week": [(bit, worked[0], worked[-1]) for bit, worked in weeks if worked],
        "bench_quarter": [(q.index, q.first, opens(q), q.last) for q in periods("quarter", YEAR)],
        "bench_month": [
            (m.first, opens(m), instant(day_end(due.due_day(m, calendar)))) for m in periods("month", YEAR)
        ],
        "bench_day": [
            (day, third, seventh, instant(day_end(day)), instant(day_end(third))) for day, third, seventh in days
        ],
    }
