"""What the rules say can be counted is what the measures count: neither side may see the other's table."""

from assessment.measures import ahead, cohort, duty, events
from assessment.measures.collect import SOURCES as MEASURED
from assessment.rules import computable
from assessment.rules.scheme import SOURCES
from enterprises.models import Visit
from officers.periods import DueRule, month_end


def test_every_source_is_measured():
    assert set(MEASURED) == set(SOURCES)


def test_duties_are_fulfilled_alike():
    assert set(duty.FULFILMENTS) == {(*how, every) for how, every in computable.FULFILMENTS.items()}
    assert set(ahead.READERS) == set(computable.FULFILMENTS)
    assert tuple(duty.TAKES) == computable.DUTY_TAKES
    assert set(Visit.Visitor.values) == set(computable.VISITORS)


def test_a_due_day_is_one_that_every_month_has():
    last = computable.LAST_DUE_DAY
    assert DueRule(last).day_of_next_month == last == month_end(2021, 2).day


def test_events_are_counted_alike():
    assert set(events.EVENTS) == set(computable.EVENTS)
    rows = [{"kind": kind, "level": level} for kind in ("commendation", "title") for level in ("city", "nation")]
    assert {events._tier(row) for row in rows} == set(computable.EVENTS["honour"].where["tier"])


def test_peers_are_grouped_alike():
    assert set(cohort.WITHIN) == {*computable.CHOICES["cohort"]["within"], None}
