from collections import defaultdict

from django.db.models import Q

from ..periods import Span
from .scope import ScopedQuerySet


class SpannedQuerySet(ScopedQuerySet):
    """Records of days from `starts` to `ends`, both included."""

    def in_force_on(self, day):
        """The standing ones in force on a local date."""
        return self.filter(voided_at__isnull=True, starts__lte=day, ends__gte=day)

    def in_state(self, state, day):
        """Those that are "now" in force, begin "later" or are "past" on a day; all of them, void ones too, without."""
        narrowed = {
            "now": Q(starts__lte=day, ends__gte=day),
            "later": Q(starts__gt=day),
            "past": Q(ends__lt=day),
        }.get(state)
        return self if narrowed is None else self.filter(narrowed, voided_at__isnull=True)

    def spans_by_officer(self):
        """The days each officer's rows cover, by the officer's id. One query."""
        spans = defaultdict(list)
        for officer, starts, ends in self.order_by("pk").values_list("officer_id", "starts", "ends"):
            spans[officer].append(Span(starts, ends))
        return spans
