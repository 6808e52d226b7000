"""Scoring a year and storing the sheets, as a preview run does it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from assessment import schemes
from assessment.assess import fill_run
from assessment.models import AssessmentRun, SchemeVersion, ScoreSheet
from officers.models import District

from .facts import counting_queries
from .populate import AS_OF, SCHEME, YEAR

AT = datetime(2022, 3, 1, 2, tzinfo=UTC)


SAMPLE = 1_000  # sheets whose size is taken, at random: in the order of their digests


class Stopwatch:
    """Told by the run how far it is; `started` is when the facts were there and the first sheet was begun."""

    started = 0.0

    def tick(self, done: int, total: int) -> None:
        if total and not self.started:
            self.started = perf_counter()


def score() -> dict[str, Any]:
    """One run from facts to sealed sheets. Returns the whole run's seconds, how many sheets a second were scored and
    stored once the facts were there, how many queries read facts, and the bytes of a stored
    sheet."""
    version = SchemeVersion.objects.remember(schemes.load(SCHEME), schemes.source(SCHEME), AT)
    run = AssessmentRun.objects.create(
        district=District.objects.get(), scheme=version, year=YEAR, as_of=AS_OF, created_at=AT
    )
    watch, started = Stopwatch(), perf_counter()
    with counting_queries() as sent:
        fill_run(run, watch.tick, finish=lambda: None, clock=lambda: AT)
    ended = perf_counter()
    texts = ScoreSheet.objects.filter(run=run).order_by("digest").values_list("account", "facts__body")[:SAMPLE]
    accounts, facts = zip(*texts, strict=True)
    return {
        "seconds": ended - started,
        "sheets": run.subjects,
        "rate": run.subjects / (ended - watch.started),
        "digest": run.digest,
        "reads": sum(statement.startswith("SELECT") for statement in sent),
        "bytes": {"account": _bytes(accounts), "facts": _bytes(facts)},
    }


def _bytes(texts: Sequence[str]) -> int:
    return round(sum(len(text.encode()) for text in texts) / len(texts))
