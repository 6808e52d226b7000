"""The office's day in words: what must be done today, within three working days, and what it is enough to know."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assessment.agenda import Agenda

from .agenda_duties import UNBRIEFED, UNVISITED, issue_entries, month_entries, sent_back_entries
from .agenda_office import (
    calendar_entries,
    drafts_entries,
    handed_over_entries,
    honours_entries,
    jobs_entries,
    pairings_entries,
    surveys_entries,
    to_check_entries,
    uploads_entries,
)
from .entries import KNOW, Entry

GROUPS = ("今天必须办", "三个工作日内", "知道即可")
TELLERS: Sequence[Callable[[Agenda], Iterator[Entry]]] = (
    handed_over_entries,
    month_entries,
    sent_back_entries,
    to_check_entries,
    honours_entries,
    surveys_entries,
    UNVISITED,
    UNBRIEFED,
    pairings_entries,
    calendar_entries,
    jobs_entries,
    uploads_entries,
    drafts_entries,
)


@dataclass(frozen=True)
class Section:
    title: str
    count: int
    entries: list[Entry] = field(default_factory=list)


def sections(agenda: Agenda, issues: dict[str, int]) -> list[Section]:
    """The three groups, empty ones left out. `issues` finds an issue's page by its code."""
    entries = [entry for tell in TELLERS for entry in tell(agenda)] + list(issue_entries(agenda, issues))
    if not agenda.handles:
        entries = [_to_read(entry) for entry in entries]
    found = []
    for number, title in enumerate(GROUPS):
        held = [entry for entry in entries if entry.group == number]
        if number < KNOW:
            held.sort(key=lambda entry: entry.when.left)
        if held:
            found.append(Section(title, len(held), held))
    return found


def _to_read(entry: Entry) -> Entry:
    """The row of who may not act on it: its link promises no more than a look, and the texts that remind, of which
    such a reader gets none, are not linked."""
    return replace(entry, label="", url="") if entry.url.startswith("#") else replace(entry, label=Entry.label)


def next_ledger_due(agenda: Agenda) -> date | None:
    """The next day on which ledgers are due, for the line under the date."""
    return min((month.due for month in agenda.months() if not month.late), default=None)


def ledger_line(agenda: Agenda, year: int) -> str:
    """已到期应报103份，按时95份，逾期4份，未报4份；另有1份退回待重报"""
    counts = agenda.ledger_counts(year)
    owed = sum(counts[state] for state in ("on_time", "late", "missing"))
    line = f"已到期应报{owed}份，按时{counts['on_time']}份，逾期{counts['late']}份，未报{counts['missing']}份"
    return line + (f"；另有{counts['returned']}份退回待重报" if counts["returned"] else "")
