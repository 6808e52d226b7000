"""Computing all facts of a year, with everything that explains them, against SQL that only counts them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any, TypeVar

from django.db import connection

from assessment.assess import context_for, scheme_for
from assessment.measures import Context, collect
from officers.models import District, WorkDay

from .counting import Counted, lay_out
from .populate import AS_OF, SCHEME, YEAR

Found = TypeVar("Found")


def compare() -> dict[str, Any]:
    """Both in turn, the better of two. Returns their seconds, the number of queries, and the facts that differ."""
    lay_out(WorkDay.objects.calendar(District.objects.get()))
    about = context()
    counting, computing = [], []
    for _ in range(2):
        counted = population = None  # the first are not kept beside the second
        seconds, counted = _timed(Counted)
        counting.append(seconds)
        with counting_queries() as sent:
            seconds, population = _timed(partial(collect, about))
        computing.append(seconds)
    return {
        "counting": min(counting),
        "computing": min(computing),
        "queries": len(sent),
        "subjects": len(population.subjects),
        "differences": counted.differences(population),
    }


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    started = perf_counter()
    found = work()
    return perf_counter() - started, found


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
