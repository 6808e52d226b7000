"""`manage.py prepare`: static files, database, and in a demo its district, each only when it is not up to date."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Says what it does, and what it leaves alone."""

    help = "准备运行：静态文件、数据库表、演示数据；已经就绪的不再做"
    requires_system_checks = []  # some ask the tables that are made here

    def handle(self, **options):
        """Bring everything up to date."""
        self._static_files()
        self._tables()
        if settings.DEMO and "make_demo" in get_commands():
            call_command("make_demo", stdout=self.stdout)

    def _static_files(self):
        stamp, wanted = settings.VAR_DIR / "static-stamp", _static_digest()
        if stamp.is_file() and stamp.read_text() == wanted and Path(settings.STATIC_ROOT).is_dir():
            self._say("静态文件：没有变化")
            return
        self._say("静态文件：收集 …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)

    def _tables(self):
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not missing:
            self._say("数据库：没有变化")
            return
        self._say(f"数据库：执行 {len(missing)} 个迁移 …")
        call_command("migrate", interactive=False, verbosity=0)

    def _say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def _static_digest() -> str:
    """A digest that changes with the name, size or time of any static file."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            found = Path(storage.path(path)).stat()
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
