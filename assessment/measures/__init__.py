"""Facts to numbers with evidence: the only place that reads other apps' records for scoring.

Each source takes one query (or a fixed few) for all subjects at once and knows nothing of points. `collect` runs the
sources that a scheme names over the population and yields it, ready to be scored; `look_ahead` tells what is
still open.
"""

from .ahead import Ahead, look_ahead
from .collect import collect
from .context import Context, MeasureProblem
from .population import PairingDraft, SubjectDraft

__all__ = ["Ahead", "Context", "MeasureProblem", "PairingDraft", "SubjectDraft", "collect", "look_ahead"]
