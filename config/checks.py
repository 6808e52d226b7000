"""What must be true before the site serves anybody."""

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connections


@checks.register(checks.Tags.database)
def demo_is_no_production(app_configs, databases, **kwargs):
    """An error when a real site stands on a demo database, whose accounts everybody knows.

    A database that does not answer or has no tables yet is reported by whoever needs it first, not here.
    """
    if settings.DEMO or "default" not in (databases or ()):
        return []
    try:
        demo = apps.get_model("officers", "District").objects.filter(is_demo=True).exists()
    except DatabaseError:
        return []
    if not demo:
        return []
    return [
        checks.Error(
            "数据库里是演示区县，其账号密码公开，不得用于正式环境（this is a demo database）",
            hint="正式环境请换一个空数据库；要运行演示，请设 DEMO=1。",
            id="config.E001",
        )
    ]


@checks.register(checks.Tags.security)
def two_factor_roles_exist(app_configs, **kwargs):
    """An error where TWO_FACTOR_ROLES names a role that nobody can have: it would protect nobody."""
    from officers.models import Role

    unknown = sorted(set(settings.TWO_FACTOR_ROLES) - set(Role.values))
    if not unknown:
        return []
    said = f"环境变量 TWO_FACTOR_ROLES 中没有这些身份：{'、'.join(unknown)}"
    return [checks.Error(said, hint=f"可用的有 {'、'.join(Role.values)}。", id="config.E002")]


def refuse_unsafe_start() -> None:
    """Raise SystemCheckError where a check finds an error; called by every process that serves.

    Django itself runs the checks for commands only, and those on the database only when asked.
    """
    found = [message for message in checks.run_checks(databases=["default"]) if message.is_serious()]
    connections.close_all()
    if found:
        raise SystemCheckError("\n".join(str(message) for message in found))
