"""How often one address has lately come with links that there are not.

The count lives in this process's memory. A try must not write a row, or a stranger could make the database work by
asking; and nothing depends on the number, since a link holds 192 bits: it only tells a prober to stop. Several web
processes count apart, a restart forgets, and neither does harm. Good links never come here: hundreds of phones share
an address of their carrier, and one prober among them must not lock out the others.
"""

from datetime import datetime

from django.core.cache import cache

MOST_TRIES = 20
WINDOW_SECONDS = 600


def is_too_many(address: str, at: datetime) -> bool:
    """Count one more unknown link from the address; True when there have been too many in these ten minutes."""
    key = f"unknown-link:{int(at.timestamp()) // WINDOW_SECONDS}:{address}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > MOST_TRIES
    except ValueError:  # another try from elsewhere pushed this one out of the full memory
        return False
