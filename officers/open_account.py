"""New accounts with their first role and a one-time password."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .models import District, Grant, LogEntry, User
from .passwords import initial_password
from .workdays import SHANGHAI

IMPORTED = "导入账号"


@dataclass(frozen=True)
class Opening:
    """An account that shall be opened: its grant is nobody's yet, `people` are the officer or deputy it belongs to."""

    username: str
    name: str
    grant: Grant
    people: Sequence[Any] = ()


def open_account(actor, username, name, grant):
    """Write the account and its grant. Returns (user, password); the password is stored nowhere in plain.

    Raises IntegrityError where the user name is taken or a law of grants is broken.
    """
    user, password = _drafted(actor, username, name)
    with transaction.atomic():
        _write(actor, user, grant)
    return user, password


def open_accounts(actor, district, openings, *, file, sha256):
    """Write the accounts of a list, all or none. Returns (opening, password) of each, in the order of the list.

    `file` and `sha256` tell the log what was read. Raises ValidationError when this list has been imported before or
    somebody else has linked a person meanwhile, IntegrityError as `open_account` does.
    """
    # hashing takes its time: nobody waits for it behind a lock
    drafts = [(opening, *_drafted(actor, opening.username, opening.name)) for opening in openings]
    with transaction.atomic():
        # of two presses the second waits here, and then reads that the first was enough
        District.objects.select_for_update().get(pk=district.pk)
        refuse_again(district, sha256)
        for opening, user, _ in drafts:
            _write(actor, user, opening.grant)
            for person in opening.people:
                if not person.link(actor, user):
                    raise ValidationError(
                        f"{person._meta.verbose_name}{person}刚才已关联别的账号，没有导入，请重新核对。"
                    )
        after = {"sha256": sha256, "accounts": len(drafts)}
        LogEntry.write(actor, IMPORTED, district=district, after=after, note=file)
    return [(opening, password) for opening, _, password in drafts]


def refuse_again(district, sha256):
    """Raise ValidationError, with when and by whom, if this very list has been imported into the district before."""
    before = LogEntry.objects.filter(district=district, action=IMPORTED, after__sha256=sha256).first()
    if before is not None:
        at = before.at.astimezone(SHANGHAI)
        raise ValidationError(
            f"这份表已由{before.actor}在{at.year}年{at.month}月{at.day}日{at:%H:%M}导入，{before.after['accounts']}个账号都已开设。"
            "初始密码只在那一次的页面上显示；没有记下的，请在“账号”里打开账号重置密码。"
        )


def _drafted(actor, username, name):
    """The account, not yet written, and its one-time password."""
    password = initial_password()
    user = User(
        username=User.normalize_username(username),
        name=name,
        must_change_password=True,
        password_changed_at=actor.at,
    )
    user.set_password(password)
    return user, password


def _write(actor, user, grant):
    user.save(force_insert=True)
    after = {"username": user.username, "name": user.name}
    LogEntry.write(actor, "开设账号", record=user, district=grant.district, after=after)
    grant.user = user
    grant.give(actor)
