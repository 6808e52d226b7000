"""`manage.py grant_roles ROLE`: what the application may do in PostgreSQL. Run by the owner after each migration."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

READ, APPEND, CHANGE = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE, DELETE"
SWEEP = "SELECT, INSERT, DELETE"


class Command(BaseCommand):
    """The role may read and write every table, but only append where the model says `append_only = True`.

    Rows that are never altered but may be thrown away as a whole say `sweepable = True` too.
    """

    help = "授予应用角色权限：日志与已公布结果只可追加，表结构不可改动"

    def add_arguments(self, parser):
        """The role's name."""
        parser.add_argument("role", help="应用连接数据库所用的角色")

    def handle(self, role, **options):
        """Take everything away and grant anew, in one transaction."""
        if connection.vendor != "postgresql":
            raise CommandError("只有 PostgreSQL 有角色；SQLite 不需要这一步。")
        with transaction.atomic(), connection.cursor() as cursor:
            _refuse_a_role_that_grants_do_not_bind(cursor, role)
            name = connection.ops.quote_name(role)
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}, PUBLIC")
            cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM {name}, PUBLIC")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
            cursor.execute(f"GRANT {READ} ON django_migrations TO {name}")
            for model in apps.get_models(include_auto_created=True):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"GRANT {_rights(model)} ON {table} TO {name}")
        self.stdout.write(f"已授权：{role}")


def _rights(model) -> str:
    if not getattr(model, "append_only", False):
        return CHANGE
    return SWEEP if getattr(model, "sweepable", False) else APPEND


def _refuse_a_role_that_grants_do_not_bind(cursor, role):
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found is None:
        raise CommandError(f"没有角色 {role}，请先由数据库管理员创建。")
    cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s AND schemaname = 'public'", [role])
    if found[0] or cursor.fetchone()[0]:
        raise CommandError(f"角色 {role} 是超级用户或表的所有者，授权约束不了它；请为应用另建一个角色。")
