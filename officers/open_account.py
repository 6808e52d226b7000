"""A new account with its first role and a one-time password."""

from django.db import transaction

from .models import LogEntry, User
from .passwords import initial_password


def open_account(actor, username, name, grant):
    """Write the account and its grant. Returns (user, password); the password is stored nowhere in plain.

    Raises IntegrityError where the user name is taken or a law of grants is broken.
    """
    password = initial_password()
    with transaction.atomic():
        user = User.objects.create_user(
            username, password, name=name, must_change_password=True, password_changed_at=actor.at
        )
        LogEntry.write(
            actor, "开设账号", record=user, district=grant.district, after={"username": username, "name": name}
        )
        grant.user = user
        grant.give(actor)
    return user, password
