"""Computing all facts of a year, with everything that explains them, against SQL that only counts them."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection

from assessment.assess import context_for, scheme_for
from assessment.measures import Context, collect
from officers.models import District, WorkDay

from .counting import Counted, lay_out
from .populate import AS_OF, SCHEME, YEAR


def compare() -> dict[str, Any]:
    """Both, one after the other. Returns their seconds, the number of queries and of differing facts."""
    lay_out(WorkDay.objects.calendar(District.objects.get()))
    started = perf_counter()
    counted = Counted()
    counting = perf_counter() - started
    about = context()
    with counting_queries() as sent:
        started = perf_counter()
        population = collect(about)
        computing = perf_counter() - started
    return {
        "counting": counting,
        "computing": computing,
        "queries": len(sent),
        "subjects": len(population.subjects),
        "differences": counted.differences(population),
    }


def context() -> Context:
    """What the benchmark's district is assessed on."""
    return context_for(District.objects.get(), scheme_for(SCHEME, YEAR), YEAR, AS_OF)


@contextmanager
def counting_queries() -> Iterator[list[str]]:
    """The statements sent meanwhile, in a list that grows."""
    sent: list[str] = []

    def note(execute, sql, params, many, extra):
        sent.append(sql)
        return execute(sql, params, many, extra)

    with connection.execute_wrapper(note):
        yield sent
