"""What our management commands have in common."""

from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

#: the exit code for a call that makes no sense; 1 says that the data are at fault
WRONG_USAGE = 2


class DataCommand(BaseCommand):
    """A command that works on the records: a database without our tables is answered with a sentence."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except DatabaseError as problem:
            if _migrated():
                raise
            raise CommandError("数据库还没有准备好，请先运行：python manage.py migrate") from problem


def _migrated():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return True  # the server itself is at fault: its own message says more


def day(text):
    """A day given on the command line as 2022-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"“{text}”不是日期，应写成 2022-03-01") from problem
