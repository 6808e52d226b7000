"""Python's search for reference cycles, put off while very many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_to_sweep() -> Iterator[None]:
    """No search for cycles meanwhile. A large district's facts are millions of objects without a cycle: going through
    them again and again takes as long as finding them. What is dropped is freed at once all the same."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
