"""The addresses of `assessment`."""

from datetime import date

from tests.factories import compute_run

from .answers import NOT_FOR_API, OFFICERS, READERS, Address, seen_by


def run(cast):
    """A finished run in which A01 is the officer's."""
    return compute_run(cast.district, as_of=date(2022, 3, 1))


def of_run(pattern):
    return lambda cast: pattern.format(run(cast).pk)


SHEET = seen_by("officer", *READERS)
TABLE = {
    "runs": Address(
        {
            # an office of another district has its own list, in which nothing of this one stands
            "GET": seen_by(*READERS, "outsider"),
            "POST": {**seen_by(), "director": 302, "staff": 302, "leader": 403, "outsider": 422},
        },
        form=lambda cast: {"scheme": "jiaozuo-officers", "year": "2021", "as_of": "2022-02-01"},
    ),
    "officer-home": Address({"GET": seen_by(*OFFICERS, "deputy", "liaison")}),
    "today": Address({"GET": seen_by(*READERS, "outsider")}),
    "own-sheets": Address({"GET": seen_by(*OFFICERS)}),
    "run": Address({"GET": seen_by(*READERS)}, of_run("/assessment/runs/{}/")),
    "sheet": Address({"GET": SHEET}, of_run("/assessment/runs/{}/sheets/A01/")),
    "sheet-print": Address({"GET": SHEET}, of_run("/assessment/runs/{}/sheets/A01/print/")),
    "api-sheets": Address({"GET": {**seen_by(*OFFICERS, *READERS), **NOT_FOR_API}}, of_run("/api/runs/{}/sheets/")),
    "api-sheet": Address({"GET": {**SHEET, **NOT_FOR_API}}, of_run("/api/runs/{}/sheets/A01/")),
}
