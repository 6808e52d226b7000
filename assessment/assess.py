"""Facts to sheets: collect, score, store. The whole flow of a computation stands on this page.

`compute` answers a command or a page at once; `fill_run` does the same for a stored run, in batches that another
worker can take over at any point without leaving a trace of the first.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from officers.bulk import insert_many, insert_missing
from officers.models import District, WorkDay
from officers.sweeping import nothing_to_sweep

from . import schemes
from .measures import Context, SubjectDraft, collect
from .models import AssessmentRun, FactSheet, ScoreSheet
from .rules.account import Account, value_to_json
from .rules.evaluate import Evaluator
from .rules.reading import read_scheme
from .rules.scheme import Scheme
from .rules.values import canonical, digest

BATCH = 500
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One subject's result: what was found, the account of it, and the facts as the text that is stored."""

    draft: SubjectDraft
    account: Account
    body: dict[str, Any]


def scheme_for(selector: str, year: int) -> Scheme:
    """The scheme called CODE@VERSION, or the version of CODE in force for the year, or the latest one when the year
    is before them all. Raises LookupError with a sentence."""
    if "@" in selector:
        if selector not in schemes.carried():
            raise LookupError(f"没有考核办法“{selector}”，可用：{'、'.join(schemes.carried())}")
        return schemes.load(selector)
    versions = [schemes.load(name) for name in schemes.carried() if name.partition("@")[0] == selector]
    if not versions:
        codes = sorted({name.partition("@")[0] for name in schemes.carried()})
        raise LookupError(f"没有考核办法“{selector}”，可用：{'、'.join(codes)}")
    versions.sort(key=lambda scheme: (scheme.effective_from, scheme.version))
    in_force = [scheme for scheme in versions if scheme.effective_from <= date(year, 12, 31)]
    return (in_force or versions)[-1]


def default_as_of(year: int, today: date) -> date:
    """The annual assessment's day, 1 March of the next year, or today while that lies ahead (G7)."""
    return min(today, date(year + 1, 3, 1))


def context_for(district: District, scheme: Scheme, year: int, as_of: date, *codes: str) -> Context:
    """What to collect: the scheme's facts of the year, on the district's calendar of this moment. Two queries.

    `codes` narrows it to these subjects."""
    return Context(district, scheme, year, as_of, WorkDay.objects.calendar(district), codes)


def compute(context: Context, tick: Tick = lambda done, total: None) -> Iterator[Sheet]:
    """The sheets of all subjects in order of their codes. Drafts are dropped as they are yielded.

    `tick` hears (0, 0) again and again while records are read, then once how many subjects there are.
    """
    drafts = collect(context, lambda: tick(0, 0)).subjects[::-1]
    evaluator = Evaluator(context.scheme)
    tick(0, len(drafts))
    while drafts:
        draft = drafts.pop()
        facts = draft.subject_facts()
        body = {
            "year": context.year,
            "as_of": context.as_of.isoformat(),
            "attrs": draft.attrs,
            "facts": _plain(facts.facts),
            "units": {
                over: [{"key": unit.key, "label": unit.label, "facts": _plain(unit.facts)} for unit in units]
                for over, units in facts.units.items()
            },
            "evidence": draft.described(),
        }
        yield Sheet(draft, evaluator.account(facts), body)


def _plain(facts: Any) -> dict[str, Any]:
    return {name: value_to_json(value) for name, value in facts.items()}


def uses_provisional_day(body: dict[str, Any]) -> bool:
    """Whether anything that counted in this sheet rests on a calendar not published yet (G3)."""
    evidence = body["evidence"]
    return (
        any(
            pairing.get(duty, {}).get("provisional")
            for pairing in evidence.get("pairings", ())
            for duty in ("weeks", "quarters")
        )
        or any(
            month["provisional"] and month["state"] in ("on_time", "late", "missing")
            for month in evidence.get("ledgers", ())
        )
        or any(
            issue["provisional"] and issue["state"] in ("on_time", "overdue") for issue in evidence.get("issues", ())
        )
    )


@nothing_to_sweep()
def fill_run(run: AssessmentRun, tick: Tick, finish: Callable[[], None], clock: Callable[[], Any]) -> None:
    """Score all subjects of a run and let the result stand.

    Every batch is written in one transaction with its `tick`, which raises when the job is no longer ours; what an
    earlier attempt staged is removed first. The run is finished in one transaction with `finish`.
    """
    scheme = read_scheme(run.scheme.source, f"{run.scheme}.toml")
    context = context_for(run.district, scheme, run.year, run.as_of)
    with transaction.atomic():
        tick(0, 0)
        run.sheets.all().delete()
    digests = Digests(run, context)
    total = 0

    def seen(done: int, count: int) -> None:
        nonlocal total
        total = count
        tick(done, count)

    rows = (_rows(run, sheet) for sheet in compute(context, seen))
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            tick(digests.subjects + len(batch), total)
            digests.add(_store(batch))
    with transaction.atomic():
        digests.seal(clock())
        finish()


def _store(batch: list[tuple[FactSheet, ScoreSheet]]) -> list[ScoreSheet]:
    """Write the rows of one batch; equal fact sheets are stored once. Returns the score sheets."""
    facts, rows = map(list, zip(*batch, strict=True))
    insert_missing(FactSheet, facts)
    insert_many(ScoreSheet, rows)
    return rows


def _rows(run: AssessmentRun, sheet: Sheet) -> tuple[FactSheet, ScoreSheet]:
    """The sheet as it is stored. Made sheet by sheet: a batch waits as texts, not as all that they tell."""
    text = canonical(sheet.body)
    facts = FactSheet(digest=digest(text), body=text)
    return facts, _row(run, sheet, facts.digest)


def _row(run: AssessmentRun, sheet: Sheet, facts_digest: str) -> ScoreSheet:
    draft, account = sheet.draft, sheet.account
    text = account.canonical()
    row = ScoreSheet(
        run_id=run.pk,
        facts_id=facts_digest,
        subject_kind=draft.kind,
        code=draft.code,
        name=draft.name,
        unit_name=draft.unit_name,
        status=account.status,
        total=account.total,
        low=account.low,
        high=account.high,
        grade=account.grade or "",
        account=text,
        digest=digest(text),
    )
    if draft.kind == "officer":
        row.officer_id = draft.pk
    else:
        row.unit_id = draft.pk
    row.provisional = uses_provisional_day(sheet.body)
    return row


class Digests:
    """The run's own digest: scheme, calendar and every sheet in order, so that none can change unnoticed."""

    def __init__(self, run: AssessmentRun, context: Context):
        self.run, self.context = run, context
        self.frozen = context.calendar.freeze(range(run.year - 1, run.year + 3))
        self.facts, self.sheets = hashlib.sha256(), hashlib.sha256()
        self.subjects, self.provisional = 0, False
        calendar = digest(canonical(self.frozen))
        head = [context.scheme.digest, calendar, run.year, run.as_of.isoformat()]
        self.calendar_digest = calendar
        self.sheets.update(f"{canonical(head)}\n".encode())

    def add(self, rows: list[ScoreSheet]) -> None:
        for row in rows:
            self.facts.update(f"{row.code} {row.facts_id}\n".encode())
            self.sheets.update(f"{row.code} {row.facts_id} {row.digest}\n".encode())
            self.provisional |= row.provisional
        self.subjects += len(rows)

    def seal(self, at: Any) -> None:
        """Write calendar and digests on the run; from then on its sheets stand."""
        run = self.run
        run.calendar = run.Calendar.PROVISIONAL if self.provisional else run.Calendar.PUBLISHED
        run.calendar_days, run.calendar_digest = self.frozen, self.calendar_digest
        run.facts_digest, run.digest = self.facts.hexdigest(), self.sheets.hexdigest()
        run.subjects, run.finished_at = self.subjects, at
        run.save(
            update_fields=[
                "calendar",
                "calendar_days",
                "calendar_digest",
                "facts_digest",
                "digest",
                "subjects",
                "finished_at",
            ]
        )
