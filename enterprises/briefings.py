"""Which policies a visit names, and how often each was explained: a visit names its policies as text."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from django.db.models import Count, QuerySet

BETWEEN = re.compile(r"[、；;，,\n]")


def names_in(text: str, known: Collection[str]) -> Iterator[str]:
    """The names in the text, one after the other. Names of policies hold separators themselves (关于减税、降费的通知):
    the longest that is `known` is taken whole, everything else ends at the next separator."""
    ends = [found.start() for found in BETWEEN.finditer(text)] + [len(text)]
    start = 0
    while start <= len(text):
        reached = [end for end in ends if end >= start]
        whole = (end for end in reversed(reached) if _plain(text[start:end]) in known)
        end = next(whole, reached[0])
        if name := _plain(text[start:end]):
            yield name
        start = end + 1


def _plain(name: str) -> str:
    return name.strip().strip("《》")


def briefings_by_policy(visits: QuerySet, known: Collection[str]) -> Counter[str]:
    """The number of briefings among these visits by the policy's name, of those that are `known` and any others. One
    query, a row for each different text."""
    told: Counter[str] = Counter()
    texts = visits.valid().filter(is_briefing=True).order_by().values_list("policies").annotate(Count("pk"))
    for text, count in texts:
        for name in set(names_in(text, known)):
            told[name] += count
    return told
