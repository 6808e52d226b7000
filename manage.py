#!/usr/bin/env python
"""The command line of the site: `python manage.py COMMAND`."""

import os
import sys

from config import environment

OWNERS_COMMANDS = {"migrate", "grant_roles"}


def main() -> None:
    """Run one command. In PostgreSQL the commands that change the schema run as the owner."""
    environment.adopt_checkout()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    owner = os.environ.get("OWNER_DATABASE_URL")
    if owner and OWNERS_COMMANDS & set(sys.argv[1:2]):
        os.environ["DATABASE_URL"] = owner
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except environment.EnvironmentProblem as problem:
        sys.exit(str(problem))
