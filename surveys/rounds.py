"""What the beat does to every round: a round in which it breaks off keeps no other from its turn."""

import logging
from collections.abc import Callable, Iterable

from .models import Survey

logger = logging.getLogger(__name__)


def each(rounds: Iterable[Survey], act: Callable[[Survey], int], what: str) -> int:
    """Do it to one round after the other. Returns the sum of what `act` returned; what broke off is logged."""
    done = 0
    for survey in rounds:
        try:
            done += act(survey)
        except Exception:  # whatever it was: the next look tries again, and the other rounds have their turn
            logger.exception("%s round %s broke off", what, survey.pk)
    return done
