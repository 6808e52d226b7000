"""The addresses of accounts, sign-in and the log."""

from officers.models import Officer, SecondFactor, TrustedDevice
from tests.factories import PASSWORD, at, grant, make_user

from .answers import EVERYBODY, SIGNED_IN, Address, seen_by

ADMIN = seen_by("admin")
ADMIN_DOES = seen_by("admin", status=302)
LOG_READERS = ("admin", "director", "oversight")
FIELD = ("officer", "other_officer", "deputy", "liaison")
OWN = seen_by(*SIGNED_IN)
NEW_PASSWORD = "Wuyue-chun-feng-26"


def own_post(status=302):
    """Something that everybody does with the own account."""
    return seen_by(*SIGNED_IN, status=status)


def someone(cast):
    """An account of the district that is nobody's in the cast, with a grant."""
    return grant(make_user("xinren", "新人"), "office_staff", cast.district)


def of_account(pattern):
    return lambda cast: pattern.format(someone(cast).pk)


def its_grant(cast):
    return f"/accounts/grants/{someone(cast).grants.get().pk}/end/"


def with_factor(cast):
    account = someone(cast)
    SecondFactor.begin(account)
    return f"/accounts/{account.pk}/two-factor/"


def linked(cast):
    account = someone(cast)
    Officer.objects.create(district=cast.district, code="B01", name="新人", user=account)
    return f"/accounts/{account.pk}/unlink/officer/"


def a_phone(cast):
    """A trusted phone of the officer."""
    user = cast.users["officer"]
    device = TrustedDevice.objects.create(
        user=user, digest="0" * 64, device="安卓手机", trusted_at=at(2021, 3, 1), expires_at=at(2121, 3, 1)
    )
    return f"/me/phones/{device.pk}/revoke/"


def factors(cast):
    """Everybody's second factor, in use."""
    for user in cast.users.values():
        factor = SecondFactor.begin(user)
        factor.confirmed_at = at(2021, 3, 1)
        factor.save()
    return cast


def free_officer(cast):
    free = Officer.objects.create(district=cast.district, code="B02", name="待关联")
    return {"person": f"officer-{free.pk}"}


TABLE = {
    "login-code": Address({"GET": {EVERYBODY: 302}, "POST": {EVERYBODY: 302}}, public=True),
    "me": Address({"GET": OWN}),
    "password": Address(
        {"GET": OWN, "POST": own_post()},
        form=lambda cast: {"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD},
    ),
    "me-sessions-end": Address({"POST": own_post()}),
    "me-phone-trust": Address({"POST": seen_by(*FIELD, status=302)}),
    "me-phone-revoke": Address({"POST": seen_by("officer", status=302)}, a_phone),
    # without a key that waits for its first code there is nothing to confirm
    "two-factor": Address({"GET": OWN, "POST": seen_by()}),
    "two-factor-begin": Address({"POST": own_post()}),
    "two-factor-codes": Address(
        {"POST": own_post(422)}, lambda cast: factors(cast) and "/me/two-factor/codes/", lambda cast: {"code": ""}
    ),
    "two-factor-remove": Address(
        {"POST": own_post(422)}, lambda cast: factors(cast) and "/me/two-factor/remove/", lambda cast: {"code": ""}
    ),
    "accounts": Address({"GET": ADMIN}),
    "account-new": Address(
        {"GET": ADMIN, "POST": ADMIN},
        form=lambda cast: {"username": "zhangsan", "name": "张三", "role": "office_staff", "starts": "2021-03-01"},
    ),
    # what is posted here is no file
    "accounts-import": Address({"GET": ADMIN, "POST": seen_by("admin", status=422)}),
    "accounts-import-template": Address({"GET": ADMIN}),
    "account": Address(
        {"GET": ADMIN, "POST": ADMIN_DOES},
        of_account("/accounts/{}/"),
        lambda cast: {"role": "leader", "starts": "2021-03-01"},
    ),
    "account-password": Address({"POST": ADMIN}, of_account("/accounts/{}/password/")),
    "account-disable": Address({"POST": ADMIN_DOES}, of_account("/accounts/{}/disable/")),
    "account-enable": Address({"POST": ADMIN_DOES}, of_account("/accounts/{}/enable/")),
    "account-unlock": Address({"POST": ADMIN_DOES}, of_account("/accounts/{}/unlock/")),
    "account-sessions": Address({"POST": ADMIN_DOES}, of_account("/accounts/{}/sessions/")),
    "account-two-factor": Address({"POST": ADMIN_DOES}, with_factor),
    "account-link": Address({"POST": ADMIN_DOES}, of_account("/accounts/{}/link/"), free_officer),
    "account-unlink": Address({"POST": ADMIN_DOES}, linked),
    "grant-end": Address({"POST": ADMIN_DOES}, its_grant),
    "log": Address({"GET": seen_by(*LOG_READERS, "outsider")}),
    "log-export": Address({"POST": seen_by(*LOG_READERS, "outsider")}),
}
