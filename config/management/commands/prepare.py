"""`manage.py prepare`: static files, database, and in a demo its district, each only when it is not up to date."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from assessment.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Says what it does, and what it leaves alone."""

    help = "准备运行：静态文件、数据库表、演示数据；已经就绪的不再做"
    requires_system_checks = []  # some ask the tables that are made here

    def handle(self, **options):
        """Bring everything up to date."""
        self._static_files()
        self._tables()
        if settings.DEMO:
            self._demo()

    def _static_files(self):
        stamp, wanted = settings.VAR_DIR / "static-stamp", _static_digest()
        if stamp.is_file() and stamp.read_text() == wanted and Path(settings.STATIC_ROOT).is_dir():
            self._say("静态文件：没有变化")
            return
        self._say("静态文件：收集 …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)

    def _tables(self):
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as problem:
            raise CommandError(f"连不上数据库：{problem}") from problem
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not missing:
            self._say("数据库：没有变化")
            return
        self._say(f"数据库：执行 {len(missing)} 个迁移 …")
        call_command("migrate", interactive=False, verbosity=0)

    def _demo(self):
        try:
            call_command("make_demo", stdout=self.stdout)
        except CommandError as refusal:  # a checkout that works on records of its own: they are served as they are
            self._say(f"演示数据：没有建立。{refusal}")
            return
        self._say(f"\n演示账号（密码都是 {PASSWORD}）：")
        for username, role, name in ACCOUNTS:
            self._say(f"  {username:<16}{name}　{role}")
        self._say("")

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
