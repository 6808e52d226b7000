"""What loading a scheme refuses."""

from collections.abc import Iterator

from .examples import disagreements
from .scheme import Scheme


def refusals(scheme: Scheme, regulation: str | None) -> Iterator[str]:
    yield from disagreements(scheme)
