from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessment import schemes
from assessment.assess import scheme_for
from assessment.rules.checking import check_scheme
from assessment.rules.reading import SchemeError, read_scheme
from assessment.rules.values import plain
from officers.commands import WRONG_USAGE


class Command(BaseCommand):
    """List and show the regulations the product carries, and check one that a district has written."""

    help = "列出、查看考核办法，或检查一个考核办法文件"

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True, metavar="list|show|check")
        acts.add_parser("list", help="列出考核办法")
        show = acts.add_parser("show", help="查看一个考核办法")
        show.add_argument("code", metavar="CODE", help="代码，或 代码@版本")
        check = acts.add_parser("check", help="检查一个考核办法文件")
        check.add_argument("file", metavar="FILE.toml", type=Path)
        check.add_argument("--text", metavar="FILE.txt", type=Path, help="官方文件全文，用来核对条文引文")

    def handle(self, *, act, **options):
        try:
            self.acts[act](self, **options)
        except SchemeError as problem:
            raise CommandError("\n".join(problem.args[0])) from problem

    def _list(self, **options):
        for name in schemes.carried():
            scheme = schemes.load(name)
            self.stdout.write(f"{name}　{scheme.title}　{scheme.effective_from.isoformat()}起施行")

    def _show(self, *, code, **options):
        try:
            scheme = scheme_for(code, 9999)
        except LookupError as problem:
            raise CommandError(problem.args[0], returncode=WRONG_USAGE) from problem
        out = self.stdout.write
        out(f"{scheme.title}（{scheme.name}）\n{scheme.source_doc}　{scheme.effective_from.isoformat()}起施行")
        out(f"摘要 {scheme.digest}")
        for item in scheme.items:
            full = "不计入满分" if item.extra else f"{plain(item.max)}分"
            out(f"\n{item.title}（{item.id}，{full}）\n  {item.clause.at}：{item.clause.quote}")
        if scheme.bands:
            bands = (f"{b.label}{'' if b.at_least is None else f' {plain(b.at_least)}分以上'}" for b in scheme.bands)
            out(f"\n等次：{'、'.join(bands)}")
        for interp in scheme.interps:
            out(f"\n{interp.id} {interp.question}\n  采用：{interp.choice}\n  理由：{interp.why}")

    def _check(self, *, file, text, **options):
        try:
            source = file.read_text(encoding="utf-8")
            regulation = text.read_text(encoding="utf-8") if text else None
        except OSError as problem:
            raise CommandError(f"不能读取 {problem.filename}：{problem.strerror}", returncode=WRONG_USAGE) from problem
        except UnicodeDecodeError as problem:
            raise CommandError(f"{file.name} 不是 UTF-8 文本") from problem
        scheme = read_scheme(source, file.name)
        # a file that revises a carried regulation is held against its text without being told
        regulation = regulation or schemes.regulation(scheme.code)
        if regulation is not None:
            scheme = read_scheme(source, file.name, regulation)
        warnings = check_scheme(scheme, regulation)
        for warning in warnings:
            self.stdout.write(f"提醒　{file.name} {warning}")
        counted = f"{len(scheme.items)}个指标，{len(scheme.examples)}个算例全部相符，{len(warnings)}条提醒"
        unquoted = "" if regulation is not None else "（未提供官方文件全文，引文未核对）"
        self.stdout.write(f"{file.name} 可以使用：{counted}{unquoted}")

    acts = {"list": _list, "show": _show, "check": _check}
