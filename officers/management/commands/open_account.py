from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError
from django.utils import timezone

from officers.actor import Actor
from officers.commands import WRONG_USAGE, DataCommand
from officers.districts import DistrictProblem, find_district
from officers.laws import lawful
from officers.models import Grant, Role, User
from officers.open_account import open_account
from officers.workdays import local_day


class Command(DataCommand):
    """Open the first account of a site, which has none by itself: an administrator, who opens the others."""

    help = "开设账号（缺省为系统管理员），显示一次初始密码"

    def add_arguments(self, parser):
        """Who, as what, where."""
        parser.add_argument("username", help="登录名，如 qinruoheng")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMIN.value, help="身份，缺省 admin")
        parser.add_argument("--district", metavar="CODE", help="地区代码，只有一个地区时可省略")

    def handle(self, username, name, role, district, **options):
        """Open it and print the one-time password, this once."""
        actor = Actor.command("open_account", timezone.now())
        try:
            found = find_district(district)
        except DistrictProblem as problem:
            raise CommandError(str(problem), returncode=WRONG_USAGE) from problem
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"登录名 {username} 已有人使用", returncode=WRONG_USAGE)
        grant = Grant(role=role, district=found, starts=local_day(actor.at))
        try:
            with lawful():
                _, password = open_account(actor, username, name, grant)
        except (IntegrityError, ValidationError) as problem:
            raise CommandError(f"没有开设账号：{problem}", returncode=WRONG_USAGE) from problem
        self.stdout.write(f"已开设账号 {username}（{name}，{grant.get_role_display()}，{found}）")
        self.stdout.write(f"初始密码（只显示这一次，首次登录须更换）：{password}")
