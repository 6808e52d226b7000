"""One measurement in a process of its own, so that its memory is its own.

`python -m benchmarks.child TASK [ARGUMENT…]` prints what was measured as one JSON document.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def main(task: str, *arguments: str) -> None:
    """Run one task of `TASKS`."""
    django.setup()
    found = TASKS[task](*arguments)
    # kilobytes on Linux, bytes on macOS
    unit = 1024**2 if sys.platform == "darwin" else 1024
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps(found, ensure_ascii=False))


def _populate(officers: str) -> dict[str, Any]:
    from .populate import populate

    return dict(populate(int(officers)))


def _facts() -> dict[str, Any]:
    from .facts import compare

    return compare()


def _sheets() -> dict[str, Any]:
    from .sheets import score

    return score()


def _import(visits: str, folder: str) -> dict[str, Any]:
    from .importing import bring_in

    return bring_in(int(visits), Path(folder))


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "populate": _populate,
    "facts": _facts,
    "sheets": _sheets,
    "import": _import,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
