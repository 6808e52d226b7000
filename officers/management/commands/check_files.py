from django.core.management.base import CommandError
from django.utils import timezone

from officers.commands import DataCommand
from officers.lost_and_found import look


class Command(DataCommand):
    """Compare the files with the rows. Exit code 1 says that the files of some rows are missing or have changed."""

    help = "核对附件和导入文件：列出多余文件、缺失文件、内容变了的文件；--remove 删去多余文件"

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="删去多余文件（一小时以内的不动）")

    def handle(self, remove, **options):
        """One line for each thing that is wrong, and a sum."""
        loose = lost = 0
        for found in look(timezone.now()):
            if found.path is None:
                lost += 1
            else:
                loose += 1
                if remove:
                    found.path.unlink(missing_ok=True)
            gone = "，已删去" if remove and found.path else ""
            self.stdout.write(f"{found.kind}：{found.what}{gone}")
        self.stdout.write(f"多余{loose}个{'，已删去' if remove and loose else ''}；缺失或变了{lost}个")
        if lost:
            raise CommandError("有文件缺失或内容变了，请从备份恢复 MEDIA_ROOT")
