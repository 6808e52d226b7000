import sys
from pathlib import Path

from django.core.management.base import CommandError

from assessment.workbook import export_file
from officers.commands import WRONG_USAGE, DataCommand
from officers.districts import DistrictProblem, find_district
from officers.workbook.writing import TooManyRows


class Command(DataCommand):
    """Write a district's records as the workbook that an import takes."""

    help = "导出工作簿，版式与导入相同"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="写入哪里")
        parser.add_argument("--district", metavar="CODE", help="地区代码，只有一个地区时可省略")

    def handle(self, **options):
        try:
            district = find_district(options["district"])
        except DistrictProblem as problem:
            raise CommandError(str(problem), returncode=WRONG_USAGE) from problem
        try:
            counts = export_file(options["file"], district, progress=self.progress if sys.stderr.isatty() else None)
        except TooManyRows as problem:
            raise CommandError(str(problem)) from problem
        except OSError as problem:
            raise CommandError(f"不能写入 {options['file']}：{problem.strerror}", returncode=WRONG_USAGE) from problem
        for title, count in counts.items():
            self.stdout.write(f"{title}: {count} 行")

    def progress(self, done, title):
        """One line that is written over, on a terminal only."""
        self.stderr.write(f"\r{title}  {done:,} 行 ", str, "")
        self.stderr.flush()
