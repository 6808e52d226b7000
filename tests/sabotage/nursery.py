"""Runs of pytest that need not load the libraries each: a process that has loaded them forks for every run.

Of our own code it knows nothing, so what a run imports is what its copy of the tree says at that moment. It is asked
by lines of JSON on its standard input, {"arguments", "environment", "output"}, and answers each with the exit code.
"""

import importlib
import json
import os
import signal
import sys

LIBRARIES = (
    "pytest", "pytest_django.plugin", "django.core.management", "django.db.models", "django.forms", "django.template",
    "django.test", "django.views.generic", "celery", "chinese_calendar", "cryptography.fernet", "csp", "docx",
    "hypothesis", "openpyxl", "orjson", "pypinyin", "redis", "segno",
)  # fmt: skip
OURS = {"config", "officers", "enterprises", "surveys", "assessment"}
#: no run takes a tenth of so many seconds; who does not end is ended
PATIENCE = 600


def main() -> None:
    """Serve until the input ends."""
    for name in LIBRARIES:
        importlib.import_module(name)
    if known := OURS & set(sys.modules):
        raise RuntimeError(f"a run would not see its own copy of {known}")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            sys.exit(_run(**json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(arguments: list[str], environment: dict[str, str], output: str) -> int:
    signal.alarm(PATIENCE)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    told = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 1)
    os.dup2(told, 2)
    os.environ.update(environment)
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in environment

    import pytest

    return pytest.main(arguments)


if __name__ == "__main__":
    main()
