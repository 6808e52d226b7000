"""What a page asks the database does not grow with its rows. The numbers are data: a change is a one-line diff."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.models import AssessmentRun, ScoreSheet
from tests.factories import compute_run

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


@pytest.fixture
def many(cast):
    """Fill run and list up to this many rows."""
    run = compute_run(cast.district)

    def fill(rows):
        sheet = run.sheets.get(code="A01")
        missing = range(run.sheets.count(), rows)
        ScoreSheet.objects.bulk_create(
            ScoreSheet(
                run=run, facts_id=sheet.facts_id, subject_kind="officer", code=f"B{n:04d}", name=f"服务官{n}",
                officer=cast.other_officer, status="pending", low=0, high=100, account=sheet.account, digest="0" * 64,
            )
            for n in missing
        )  # fmt: skip
        AssessmentRun.objects.bulk_create(
            AssessmentRun(
                district=cast.district, scheme=run.scheme, year=2021, as_of=run.as_of, created_at=run.created_at
            )
            for _ in range(AssessmentRun.objects.count(), rows)
        )  # fmt: skip
        return run

    return fill


PAGES = {
    "runs": ("director", "/assessment/"),
    "run": ("director", "/assessment/runs/{run}/"),
    "run, fragment": ("director", "/assessment/runs/{run}/"),
    "sheet": ("director", "/assessment/runs/{run}/sheets/A01/"),
    "sheet-print": ("director", "/assessment/runs/{run}/sheets/A01/print/"),
    "own-sheets": ("other_officer", "/assessment/mine/"),
    "home": ("officer", "/"),
    "api-sheets": ("director", "/api/runs/{run}/sheets/"),
    "api-sheet": ("director", "/api/runs/{run}/sheets/A01/"),
}


def asked(cast, run, name):
    actor, path = PAGES[name]
    client = cast.client(actor, **({"headers": {"hx-request": "true"}} if "fragment" in name else {}))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path.format(run=run.pk))
    return len(queries)


@pytest.mark.parametrize("name", PAGES)
def test_the_same_at_10_and_at_500_rows(cast, many, name):
    few = asked(cast, many(10), name)
    lots = asked(cast, many(500), name)
    assert (few, lots) == (COUNTS[name], COUNTS[name])
