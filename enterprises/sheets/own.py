"""What an importer has to do with the firms of the district, so that nobody brings in what counts for themselves."""

from collections import defaultdict
from datetime import date
from typing import Any

from officers.models import Deputy
from officers.workdays import local_day

from ..models import Pairing


class Own:
    """As it stands when the import begins: what the workbook changes of units or pairings opens nothing. Nothing is
    anybody's own where the operator imports; else a fixed number of queries, whatever the workbook holds."""

    def __init__(self, run: Any):
        #: deputies who are the importer; pairings of which they are officer or deputy; firms they serve in any role
        self.deputies: frozenset[int] = frozenset()
        self.pairings: frozenset[int] = frozenset()
        self.served: frozenset[int] = frozenset()
        self._terms: dict[int, list[tuple[date, date]]] = defaultdict(list)
        if run.is_by_person:
            self._today = local_day(run.actor.at)
            self._load(run.district, run.actor.user.on(self._today))

    def _load(self, district: Any, user: Any) -> None:
        deputies = Deputy.objects.filter(district=district, user=user)
        self.deputies = frozenset(deputies.values_list("pk", flat=True))
        standing = Pairing.objects.filter(district=district)
        self.served = frozenset(standing.served_by(user).values_list("enterprise_id", flat=True))
        held = list(standing.of(user).filter(voided_at__isnull=True))
        self.pairings = frozenset(pairing.pk for pairing in held)
        for pairing in held:
            self._terms[pairing.enterprise_id].append((pairing.starts, pairing.ends or date.max))

    def holds(self, enterprise: int | None, day: date) -> bool:
        """Whether the importer is officer or deputy of the firm on that day or today, as `Issue.concerns` has it."""
        terms = self._terms.get(enterprise, ()) if enterprise else ()
        return any(starts <= on <= ends for starts, ends in terms for on in (day, self._today))
