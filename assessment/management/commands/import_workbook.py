import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from assessment.workbook import import_file
from officers.actor import Actor
from officers.commands import WRONG_USAGE, DataCommand
from officers.districts import DistrictProblem, find_district
from officers.models import District
from officers.workbook.gate import Limits


@contextmanager
def writable():
    """The workbook of rejected rows may have nowhere to go: then nothing is imported."""
    try:
        yield
    except OSError as problem:
        raise CommandError(f"不能写入 {problem.filename}：{problem.strerror}", returncode=WRONG_USAGE) from problem


class Command(DataCommand):
    """Bring a district's records in; the rows that are wrong are named, and then nothing changes."""

    help = "导入工作簿：全部正确才写入；同一工作簿再次导入不改变任何记录"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="工作簿")
        parser.add_argument("--district", metavar="CODE", help="地区代码，只有一个地区时可省略")
        parser.add_argument("--dry-run", action="store_true", help="只检查和统计，不写入")
        parser.add_argument("--skip-errors", action="store_true", help="导入无误的行，有误的行连同原因另存为工作簿")
        parser.add_argument("--rejected", metavar="FILE.xlsx", type=Path, help="有误的行存到哪里，缺省在原文件旁")
        parser.add_argument("--max-size", metavar="MB", type=int, help="文件大小上限（缺省20），行数上限随之放宽")

    def handle(self, **options):
        path = options["file"]
        if wrong := self.wrong(options):
            raise CommandError(wrong, returncode=WRONG_USAGE)
        limits = Limits().raised(options["max_size"]) if options["max_size"] else Limits()
        actor = Actor.command("import_workbook", timezone.now())
        # with the district in one transaction: a failed import leaves no district behind either
        with writable(), transaction.atomic():
            report = import_file(
                path,
                self.district(options["district"]),
                actor,
                dry_run=options["dry_run"],
                skip_errors=options["skip_errors"],
                rejected=options["rejected"],
                progress=self.progress,
                limits=limits,
                listed=sys.maxsize,
            )
            if not report.imported:
                transaction.set_rollback(True)
        self.tell(report, options["skip_errors"])

    def wrong(self, options):
        """What is wrong with the call itself; empty when it makes sense."""
        path, rejected, size = options["file"], options["rejected"], options["max_size"]
        if not path.is_file():
            return f"没有这个文件：{path}"
        if size is not None and size < 1:
            return f"--max-size 须是大于0的整数，不是 {size}"
        if rejected and not options["skip_errors"]:
            return "--rejected 只能与 --skip-errors 同用"
        if rejected and rejected.exists() and rejected.samefile(path):
            return f"有误的行不能存进导入的文件本身：{rejected}"
        return ""

    def district(self, code):
        """The district asked for; an empty database gets its first one."""
        if not code and not District.objects.exists():
            return District.objects.create(code="default", name="本区")
        try:
            return find_district(code)
        except DistrictProblem as problem:
            raise CommandError(str(problem), returncode=WRONG_USAGE) from problem

    def tell(self, report, skip_errors):
        """Counts on standard output, what is wrong on standard error."""
        if report.refused:
            raise CommandError(f"{report.file}：{report.refused}")
        for problem in report.warnings:
            self.stderr.write(f"提醒：{problem}")
        for problem in report.errors:
            self.stderr.write(str(problem))
        if report.error_count and not skip_errors:
            raise CommandError(f"共 {report.error_count} 处错误，未导入任何记录")
        for title, count in report.counts.items():
            left_out = f"  未导入 {count.rejected}" if count.rejected else ""
            self.stdout.write(f"{title}: 新增 {count.new}  更新 {count.updated}  未变 {count.unchanged}{left_out}")
        if report.rejected_file:
            self.stdout.write(f"有误的行已另存为 {report.rejected_file}")
        if report.dry_run:
            self.stdout.write("试运行，未写入")

    def progress(self, done, total, title):
        """One line that is written over, on a terminal only."""
        if not sys.stderr.isatty():
            return
        self.stderr.write(f"\r{title}  {min(done, total):,} / {total:,} 行 ", str, "" if done < total else "\n")
        self.stderr.flush()
