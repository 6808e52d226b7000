from datetime import date, datetime, time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessment.demo.build import DemoRefused, build, stands
from officers.workdays import SHANGHAI, local_day


class Command(BaseCommand):
    """Fill an empty database with the demo district; on a demo database do nothing, on any other refuse."""

    help = "在空数据库里建立演示区：虚构的人员、企业和两年记录"

    def add_arguments(self, parser):
        parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="记录到哪一天的前一天，缺省为今天")

    def handle(self, *, today, **options):
        # its accounts' password is known to everybody
        if not settings.DEMO:
            raise CommandError("演示数据只能在 DEMO=1 时建立。")
        try:
            if stands():
                self.say("演示数据：已经就绪，没有改动")
                return
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        at = timezone.now() if today is None else datetime.combine(today, time(8, 30), SHANGHAI)
        build(today or local_day(at), at, self.say)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
