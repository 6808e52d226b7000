import json
import sys

from django.core.management.base import CommandError
from django.utils import timezone

from assessment.assess import compute, context_for, default_as_of, scheme_for, uses_provisional_day
from assessment.document import SheetWriter, run_document
from assessment.measures import MeasureProblem
from assessment.rules.reading import SchemeError
from assessment.rules.values import FactError
from assessment.table import one_sheet, ranking
from officers.commands import WRONG_USAGE, DataCommand, day
from officers.districts import DistrictProblem, find_district
from officers.workdays import local_day


class Command(DataCommand):
    """Compute and print; publishing is a separate act in the application."""

    help = "按考核办法计算一个年度的得分，只计算、不公布"

    def add_arguments(self, parser):
        parser.add_argument("--scheme", required=True, metavar="CODE", help="考核办法代码，或 代码@版本")
        parser.add_argument("--year", required=True, type=int, help="考核年度")
        parser.add_argument("--as-of", type=day, help="截止日，缺省为今天与次年3月1日中较早者")
        parser.add_argument("--district", metavar="CODE", help="地区代码，只有一个地区时可省略")
        parser.add_argument("--subject", metavar="CODE", help="只算一个对象：编号或单位名称")
        parser.add_argument("--format", choices=["table", "json"], default="table", help="输出格式")
        parser.add_argument("--output", metavar="FILE", help="写入文件，缺省为标准输出")

    def handle(self, **options):
        try:
            text = self.computed(options)
        except (LookupError, DistrictProblem) as problem:
            raise CommandError(problem.args[0], returncode=WRONG_USAGE) from problem
        except (MeasureProblem, SchemeError, FactError) as problem:
            raise CommandError(str(problem)) from problem
        if options["output"]:
            try:
                with open(options["output"], "w", encoding="utf-8") as file:
                    file.write(text + "\n")
            except OSError as problem:
                said = f"不能写入 {options['output']}：{problem.strerror}"
                raise CommandError(said, returncode=WRONG_USAGE) from problem
        else:
            self.stdout.write(text)

    def computed(self, options):
        if not 1 < options["year"] < 9998:
            raise CommandError(f"年度 {options['year']} 不成立", returncode=WRONG_USAGE)
        district = find_district(options["district"])
        scheme = scheme_for(options["scheme"], options["year"])
        as_of = options["as_of"] or default_as_of(options["year"], local_day(timezone.now()))
        only = [options["subject"]] if options["subject"] else []
        context = context_for(district, scheme, options["year"], as_of, *only)
        sheets = list(compute(context, self.progress))
        if options["subject"] and not sheets:
            raise CommandError(f"{options['year']}年度没有考核对象“{options['subject']}”")
        provisional = any(uses_provisional_day(sheet.body) for sheet in sheets)
        if options["format"] == "json":
            writer = SheetWriter(scheme)
            written = (writer.sheet(sheet.account, sheet.body) for sheet in sheets)
            calendar = "provisional" if provisional else "published"
            document = run_document(scheme, context.year, as_of.isoformat(), calendar, written)
            return json.dumps(document, ensure_ascii=False, indent=1)
        table = one_sheet if options["subject"] else ranking
        return table(context, sheets, provisional)

    def progress(self, done, total):
        if total and sys.stderr.isatty():
            self.stderr.write(f"已取齐 {total} 个考核对象的记录，正在计分")
