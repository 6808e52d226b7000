"""How often each policy was explained: a visit names its policies as text."""

import re
from collections import Counter

from django.db.models import Count, QuerySet

BETWEEN = re.compile(r"[、；;，,\n]")


def briefings_by_policy(visits: QuerySet) -> Counter[str]:
    """The number of briefings among these visits by the policy's name. One query, a row for each different text."""
    told: Counter[str] = Counter()
    texts = visits.valid().filter(is_briefing=True).order_by().values_list("policies").annotate(Count("pk"))
    for text, count in texts:
        for name in {part.strip().strip("《》") for part in BETWEEN.split(text)}:
            told[name] += count
    return told
