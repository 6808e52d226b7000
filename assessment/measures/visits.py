"""Visits as masks: one query a year for all pairings, one more for the briefings among them (J1, J3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Q

from assessment.rules.scheme import Duty
from enterprises.models import Pairing, Visit
from officers.masks import Mask
from officers.periods import period_of

from .context import Context
from .population import Later, Population


@dataclass(frozen=True, slots=True)
class Made:
    """What was visited under one pairing, as masks of weeks and quarters."""

    weeks: int = 0
    void: int = 0
    deputy: int = 0
    quarters: int = 0

    def beside(self, mask: str) -> dict[str, Any]:
        """What the evidence shows beyond the done periods."""
        return {"void": self.void, "deputy": self.deputy} if mask == "weeks" else {}


NONE = Made()


def of_year(context: Context, population: Population, duty: Duty) -> dict[int, Made]:
    """The visits of the year by pairing. Periods count for every pairing of the same officer and enterprise: the duty
    asks for a visit to that enterprise in the period, whichever of the couple's pairings it fell under."""
    found = _briefed(context, population, duty) if duty.fulfilled_by == "policy_talk" else _visited(context, duty)
    couples: dict[tuple[int, int], list[int]] = defaultdict(list)
    for pairing in population.pairings.values():
        couples[pairing.officer_id, pairing.enterprise_id].append(pairing.pk)
    if duty.every == "iso_week":
        for pk, *couple in _neighbours(context):
            if pk in found:
                couples[tuple(couple)].append(pk)
    for keys in couples.values():
        if len(keys) > 1:
            together = [found.get(key, NONE) for key in keys]
            weeks = quarters = 0
            for made in together:
                weeks, quarters = weeks | made.weeks, quarters | made.quarters
            for key, made in zip(keys, together, strict=True):
                found[key] = replace(made, weeks=weeks, quarters=quarters)
    return found


def _neighbours(context: Context) -> Iterable[tuple[int, int, int]]:
    """The pairings just outside the year: its first and its last week reach into the days of a couple's other one."""
    ends_before = Q(ends__lt=context.year_begins, ends__gte=date.fromisocalendar(context.year, 1, 1))
    last_sunday = date.fromisocalendar(context.year + 1, 1, 1) - timedelta(days=1)
    starts_after = Q(starts__gt=context.year_ends, starts__lte=last_sunday)
    pairings = Pairing.objects.filter(ends_before | starts_after, district=context.district, voided_at__isnull=True)
    if context.codes:
        pairings = pairings.filter(officer__code__in=context.codes)
    return pairings.values_list("pk", "officer_id", "enterprise_id")


def _visited(context: Context, duty: Duty) -> dict[int, Made]:
    visits = Visit.objects.filter(district=context.district, iso_year=context.year)
    if context.codes:
        visits = visits.filter(pairing__officer__code__in=context.codes)
    counted = Q(visitor__in=duty.by, voided_at__isnull=True)
    others = Q(voided_at__isnull=True) & ~Q(visitor__in=duty.by)
    rows = (
        visits.order_by()
        .values("pairing_id")
        .annotate(
            weeks=Mask("week_bit", filter=counted, default=0),
            void=Mask("week_bit", filter=Q(voided_at__isnull=False, is_current=True), default=0),
            others=Mask("week_bit", filter=others, default=0),
        )
        .values_list("pairing_id", "weeks", "void", "others")
    )
    return {pairing: Made(weeks, void, deputy) for pairing, weeks, void, deputy in rows}


def briefings(context: Context, population: Population, by: tuple[str, ...]) -> dict[int, list[date]]:
    """The days of valid briefings in the year, by pairing; several on one day are one (J3). Asked once a collection;
    the days stand in each pairing's evidence as `talks`."""
    if by not in population.briefings:
        days = population.briefings[by] = _briefing_days(context, by)
        for pairing in population.pairings.values():
            pairing.evidence["talks"] = Later(_told, days.get(pairing.pk, ()))
    return population.briefings[by]


def _told(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _briefing_days(context: Context, by: tuple[str, ...]) -> dict[int, list[date]]:
    visits = Visit.objects.filter(
        district=context.district,
        is_briefing=True,
        visitor__in=by,
        voided_at__isnull=True,
        **context.dated("date"),
    )
    if context.codes:
        visits = visits.filter(pairing__officer__code__in=context.codes)
    days: dict[int, list[date]] = defaultdict(list)
    same = cache(lambda day: day)  # a year has few days: one object each
    for pairing, day in (
        visits.order_by("pairing_id", "date").values_list("pairing_id", "date").distinct().iterator(chunk_size=10_000)
    ):
        days[pairing].append(same(day))
    return days


def _briefed(context: Context, population: Population, duty: Duty) -> dict[int, Made]:
    found = {}
    made = cache(Made)  # four quarters are soon told
    for pairing, days in briefings(context, population, duty.by).items():
        quarters = 0
        for day in days:
            quarters |= 1 << period_of("quarter", day)[1]
        found[pairing] = made(quarters=quarters)
    return found
