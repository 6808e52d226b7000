"""Warnings about a scheme that loads: what its author should look at, or acknowledge by ``accept``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .conditions import measures_of
from .enumeration import Enumeration
from .kinds import needs
from .refusals import squeezed
from .scheme import Item, Scheme
from .values import half_up, plain

# 扣0.5-1.5分, 得满分, 不得分, 不计分, 加8分: a phrase of the regulation that gives or takes points.
POINTS = re.compile(r"[扣得加减计](?:\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?分|满分)|不[得计]分")
PIECE = re.compile(r"[^，。；,;]+")
DASH = re.compile(r"[‐-―−~～]+")


@dataclass(frozen=True)
class SchemeWarning:
    """``code`` is what an item's ``accept`` names."""

    code: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}（{self.code}）"


def check_scheme(scheme: Scheme, regulation: str | None) -> list[SchemeWarning]:
    """The warnings that the scheme does not accept. Enumerates facts as far as each measure's ``hi``: takes
    up to a second or two, unlike loading. ``regulation`` None leaves the quotes' coverage aside."""
    found = [*_unused(scheme)]
    for item in scheme.items:
        of_item = list(_item(item, scheme))
        found += [warning for warning in of_item if warning.code not in item.accept]
        found += _accepted_in_vain(item, {warning.code for warning in of_item})
    if regulation is not None:
        found += _uncovered(scheme, regulation)
    return found


def _item(item: Item, scheme: Scheme) -> Iterator[SchemeWarning]:
    place = f"items {item.id}"
    space = Enumeration(item, scheme.measures)
    if not item.extra:
        if space.most < item.ceiling:
            yield SchemeWarning(
                "max-unreachable", place, f"满分{plain(item.ceiling)}得不到，至多{plain(half_up(space.most))}"
            )
        if space.least > item.min:
            yield SchemeWarning(
                "min-unreachable", place, f"最低分{plain(item.min)}得不到，至少{plain(half_up(space.least))}"
            )
    for override in item.overrides:
        if not space.matters(override):
            yield SchemeWarning("override-dead", f"{place} overrides {override.id}", "永远不会改变得分")
    for measure in space.worsening():
        yield SchemeWarning("better-lowers", f"{place} {measure.id}", f"“{measure.label}”更好时得分反而降低")


def _accepted_in_vain(item: Item, given: set[str]) -> Iterator[SchemeWarning]:
    for code in item.accept:
        if code not in given:
            yield SchemeWarning("accept-unneeded", f"items {item.id} accept", f"没有“{code}”这个提示")


def _unused(scheme: Scheme) -> Iterator[SchemeWarning]:
    used: set[object] = {group.lift for group in scheme.groups.values()} | {item.weight for item in scheme.items}
    used |= {measure.args.get("of") for measure in scheme.measures.values() if measure.source == "cohort"}
    for item in scheme.items:
        used |= {*needs(item), *measures_of(override.when for override in item.overrides)}
    used |= {*measures_of(veto.when for veto in scheme.vetoes), *measures_of(flag.when for flag in scheme.flags)}
    for measure in scheme.measures.values():
        if measure.id not in used:
            yield SchemeWarning("measure-unused", f"measures {measure.id}", f"“{measure.label}”没有用到")


def _uncovered(scheme: Scheme, regulation: str) -> Iterator[SchemeWarning]:
    """Phrases of the regulation that give or take points and stand in no quote."""
    text = _dashed(squeezed(regulation))
    covered = bytearray(len(text))
    for _, clause in scheme.clauses():
        quote = _dashed(squeezed(clause.quote))
        for match in re.finditer(re.escape(quote), text):
            covered[match.start() : match.end()] = b"x" * len(quote)
    for phrase in POINTS.finditer(text):
        if not covered[phrase.start()]:
            before = PIECE.findall(text[: phrase.start()])[-1][-20:] if phrase.start() else ""
            yield SchemeWarning("quote-uncovered", "原文", f"“…{before}{phrase[0]}”没有被任何指标引用")


def _dashed(text: str) -> str:
    return DASH.sub("-", text)
