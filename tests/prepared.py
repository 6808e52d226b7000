"""A test database that is made once and copied, for many short runs of pytest that would each migrate their own.

`python -m tests.prepared make` makes one and prints its name; `python -m tests.prepared drop NAME` removes it. A run
that finds the name in PREPARED_DATABASE works on a copy (see tests/conftest.py).
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NAME = "PREPARED_DATABASE"


def make() -> str:
    """Make a test database as every run does, and return its name."""
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    name = str(connection.settings_dict["NAME"])
    connection.close()
    return name


def drop(name: str) -> None:
    """Remove it again."""
    from django.db import connection

    connection.creation._destroy_test_db(name, 0)


@contextmanager
def copied(name: str) -> Iterator[None]:
    """Let the connection work on a copy of the database `name`, which goes afterwards."""
    from django.db import connection

    suffix = str(os.getpid())
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.creation.clone_test_db(suffix, verbosity=0)
    connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    if sys.argv[1] == "make":
        sys.stdout.write(make())
    else:
        drop(sys.argv[2])
