"""A whole score sheet, ready for its templates: the screen's, the printed one's."""

import json
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessment.rules.account import Account
from assessment.rules.conditions import All, AnyOf, Compare, Condition, measures_of
from assessment.rules.scheme import Flag, Scheme, Veto
from assessment.rules.wording import number
from officers.words import full
from officers.workdays import SHANGHAI

from .lines import open_vetoes, waits_for
from .records import RECORDED, RecordsPanel, records_panel
from .scale import Scale, band_words, gap_to_next, scale_of
from .stored import Body, Stored, rules_of
from .survey import without_firms, without_rounds
from .table import Section, hidden_items, line_count, sections, short_title
from .term import term_note
from .words import points

VEILED = "公布前不显示"
#: how many lines of an account one A4 page holds beside head, formula and signatures
LINES_A_PAGE = 34
#: more terms than this are no formula any more
MOST_TERMS = 8


@dataclass(frozen=True)
class Term:
    sign: str
    title: str
    points: str


@dataclass(frozen=True)
class Outcome:
    """One thing the result is used for: a list on which people decide, never a decision."""

    title: str
    quote: str
    records: RecordsPanel | None  # what people recorded that the condition rests on


@dataclass(frozen=True)
class Reading:
    """One interpretation of the text, and who decided it."""

    ident: str
    items: str
    question: str
    choice: str
    decided: str
    document: str
    by: str


def is_veiled(sheet: Any, own: Container[int]) -> bool:
    """Whether the sheet tells of the reader and is not published: then what enterprises answered stays hidden. `own`
    are the reader's own officers.

    That holds whatever else the person may see by other grants: nobody reads an early figure about themselves.
    """
    return sheet.run.published_at is None and is_own(sheet, own)


def is_own(sheet: Any, own: Container[int]) -> bool:
    """Whether the sheet is about one of the reader's own officers."""
    return sheet.officer_id in own


def facts_for(sheet: Any, facts: Body, own: Collection[int]) -> Body:
    """The facts of a sheet as they are told to a reader with these own officers: of own firms only how many answered,
    and before publication not how many of the whole district, from which the others' number could be taken."""
    if is_own(sheet, own):
        facts = without_firms(facts)
    return without_rounds(facts) if own and sheet.run.published_at is None else facts


class SheetPage:
    """What both templates show. `decided` maps interpretation ids to (day, by, document), `own` are the reader's own
    officers."""

    def __init__(self, sheet: Any, decided: Mapping[str, tuple[date, str, str]], own: Collection[int] = ()):
        run = sheet.run
        self.sheet, self.run, self.veiled = sheet, run, is_veiled(sheet, own)
        self.scheme, wording = rules_of(run.scheme.source, f"{run.scheme}.toml")
        self.account = Account.from_json(json.loads(sheet.account))
        facts = facts_for(sheet, json.loads(sheet.facts.body), own)
        self.stored = Stored(self.scheme, wording, facts, run.frozen_calendar())
        hidden = hidden_items(self.scheme) if self.veiled else frozenset()
        self.sections: list[Section] = sections(self.stored, self.account, hidden, VEILED)
        self.readings = _readings(self.scheme, self.account, decided)

    @property
    def subject(self) -> Mapping[str, str]:
        """kind, code, name, title and unit as they were when the run was computed."""
        return self.stored.evidence["subject"]

    @property
    def enterprises(self) -> list[str]:
        """The names of the paired enterprises, each once."""
        return list(dict.fromkeys(pairing["name"] for pairing in self.stored.pairings))

    @property
    def term_note(self) -> str:
        """任职不满半年, for the organisation department; empty for a longer term, and for units."""
        return term_note(self.stored.pairings, self.stored.year) if self.subject["kind"] == "officer" else ""

    @property
    def as_of(self) -> str:
        return full(self.run.as_of)

    @property
    def computed(self) -> str:
        """When the run was finished: 2022年3月2日16:40."""
        at = self.run.finished_at.astimezone(SHANGHAI)
        return f"{full(at.date())}{at:%H:%M}"

    @property
    def provisional(self) -> bool:
        return self.run.calendar == "provisional"

    @property
    def total(self) -> str:
        """The total, empty while pending or veiled."""
        return "" if self.veiled or self.account.total is None else points(self.account.total)

    @property
    def total_row(self) -> str:
        """The grade with its limits, as the table's last line says it."""
        if not self.total or not self.account.grade:
            return ""
        if self.account.vetoes:
            return f"{self.account.grade}（一票否决）"
        return band_words(self.scheme.bands, self.account.grade)

    @property
    def interval(self) -> str:
        """Where the total can still lie; nothing of it while veiled, for it would tell the hidden item."""
        if self.veiled or self.account.total is not None:
            return ""
        return f"{points(self.account.low)}–{points(self.account.high)}"

    @property
    def missing(self) -> list[str]:
        """What the result waits for, by title."""
        titles = {item.id: item.title for item in self.scheme.items} | {v.id: v.title for v in self.scheme.vetoes}
        hidden = hidden_items(self.scheme) if self.veiled else frozenset()
        return [titles.get(name, name) for name in self.account.missing if name not in hidden]

    @property
    def open_vetoes(self) -> list[str]:
        """The vetoes that nobody can tell yet, each with who supplies what it rests on; what is veiled stays so."""
        waiting = open_vetoes(self.scheme, self.account.missing)
        return [
            waits_for(self.scheme, (), [veto])
            for veto in waiting
            if not (self.veiled and _tells_the_result(self.scheme, veto.when))
        ]

    @property
    def full_marks(self) -> str:
        return number(self.scheme.total)

    @property
    def scale(self) -> Scale | None:
        if self.veiled:
            return None
        account = self.account
        return scale_of(self.scheme.bands, account.total, account.low, account.high, account.grade or "")

    @property
    def gap(self) -> str:
        """How far the next grade is; nothing where the total does not decide the grade."""
        return "" if not self.total or self.account.vetoes else gap_to_next(self.scheme.bands, self.account.total)  # type: ignore[arg-type]

    @property
    def terms(self) -> list[Term]:
        """The sum as it is added: groups, then items outside them."""
        parts = [(short_title(group.title), group.points, group.code) for group in self.account.groups]
        parts += [(item.title, item.points, item.code) for item in self.account.items if item.group is None]
        if len(parts) > MOST_TERMS:
            return []
        veiled = self._veiled_parts()
        found = []
        for place, (title, value, code) in enumerate(parts):
            if code in veiled:
                found.append(Term("＋" if place else "", title, VEILED))
            elif value is None:
                found.append(Term("＋" if place else "", title, "待定"))
            else:
                sign = "−" if value < 0 else "＋" if place else ""
                found.append(Term(sign, title, points(abs(value))))
        return found

    @property
    def outcomes(self) -> list[Outcome]:
        """Vetoes and flags that hold, in the scheme's order; while veiled, none that the grade decides."""
        held: list[Outcome] = []
        for veto in self.scheme.vetoes:
            if veto.id in self.account.vetoes and not self.veiled:
                held.append(self._outcome(f"一票否决：{veto.title}", veto))
        for flag in self.scheme.flags:
            if flag.id in self.account.flags and not (self.veiled and _tells_the_result(self.scheme, flag.when)):
                held.append(self._outcome(flag.title, flag))
        return held

    def _outcome(self, title: str, rule: Veto | Flag) -> Outcome:
        names = measures_of([rule.when])
        recorded = [self.scheme.measures[name] for name in names if self.scheme.measures[name].source in RECORDED]
        records = records_panel(self.stored, recorded)
        return Outcome(title, rule.clause.quote if rule.clause else "", records if records.entries else None)

    @property
    def undecided(self) -> int:
        return sum(not reading.decided for reading in self.readings)

    @property
    def deciders(self) -> list[str]:
        """Who decided the readings, each once."""
        return list(dict.fromkeys(reading.by for reading in self.readings if reading.by))

    @property
    def digest(self) -> list[str]:
        """The digest in groups of four, as it is read aloud; none while veiled: few totals fit one digest."""
        return [] if self.veiled else _by_four(self.sheet.digest)

    @property
    def facts_digest(self) -> list[str]:
        return [] if self.veiled else _by_four(self.sheet.facts_id)

    @property
    def brief(self) -> bool:
        """Whether the printed table leaves the units' own lines to the appendix, to stay on one page."""
        return line_count(self.sections) > LINES_A_PAGE

    def _veiled_parts(self) -> set[str]:
        if not self.veiled:
            return set()
        hidden = hidden_items(self.scheme)
        groups = {item.group for item in self.account.items if item.code in hidden and item.group}
        return hidden | groups


def _tells_the_result(scheme: Scheme, when: Condition) -> bool:
    """Whether a condition rests on the result or on what enterprises answered, either of which tells the other."""
    if isinstance(when, All | AnyOf):
        return any(_tells_the_result(scheme, part) for part in when.parts)
    if isinstance(when, Compare):
        return scheme.measures[when.measure].source == "survey"
    return True


def _by_four(digest: str) -> list[str]:
    return [digest[place : place + 4] for place in range(0, len(digest), 4)]


def _readings(scheme: Scheme, account: Account, decided: Mapping[str, tuple[date, str, str]]) -> list[Reading]:
    titles: dict[str, list[str]] = {}
    for item in account.items:
        for ident in scheme.item[item.code].interp:
            titles.setdefault(ident, []).append(short_title(item.title))
    cited = {ident for item in scheme.items for ident in item.interp}
    return [
        Reading(each.id, "、".join(titles.get(each.id, ["全表"])), each.question, each.choice, *_said(decided, each.id))
        for each in scheme.interps
        if each.id in titles or each.id not in cited
    ]


def _said(decided: Mapping[str, tuple[date, str, str]], ident: str) -> tuple[str, str, str]:
    if ident not in decided:
        return "", "", ""
    day, by, document = decided[ident]
    return full(day), document, by
