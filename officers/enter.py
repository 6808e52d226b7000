"""Coming in and going out: the session, what its owner is shown of it, and the log."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.db import transaction

from .actor import Actor, address_of
from .devices import device_of
from .models import FailedSignIn, LogEntry, RecoveryCode, SecondFactor, SignIn, TrustedDevice, User

#: so long a right password waits for the code that goes with it
CODE_SECONDS = 300
UNKNOWN = "未知登录名"


class Locked(Exception):
    """Too many wrong attempts lately: this one was not looked at."""


def check_password(request, username, password):
    """The account with this name and password, or None. Raises Locked.

    The attempt is counted before anything is hashed; an unknown name costs and answers the same as a wrong password.
    """
    address = address_of(request)
    known = User.objects.meant_by(username)
    if not FailedSignIn.objects.claim(username, address, request.at, known):
        raise Locked
    found = authenticate(request, username=username, password=password)
    if found is None:
        _log_failure(request, known, _what_was_wrong(known, username), username)
    else:
        FailedSignIn.objects.forgive(username, address, request.at)
    return found


def _what_was_wrong(known, username):
    if known is None:
        return UNKNOWN
    return "密码不对" if known.username == username else "登录名的大小写或全半角不对"


def check_code(request, user, code):
    """Whether the code of the authenticator, or a recovery code, is right; it is used up. Raises Locked."""
    address = address_of(request)
    if not FailedSignIn.objects.claim(user, address, request.at, user):
        raise Locked
    factor = SecondFactor.of(user)
    right = factor is not None and (factor.accepts(code, request.at) or RecoveryCode.use(user, code, request.at))
    if right:
        FailedSignIn.objects.forgive(user, address, request.at)
    else:
        _log_failure(request, user, "动态口令不对", user)
    return right


def _log_failure(request, user, note, name):
    """Never what was typed: people type passwords where the name belongs. Attempts while locked are not looked at and
    not logged either: else a stranger could fill the log."""
    actor = Actor(name=str(user or UNKNOWN), at=request.at, address=address_of(request))
    if FailedSignIn.objects.is_full(name, actor.address, actor.at):
        note += "，锁定15分钟"
    with transaction.atomic():
        LogEntry.write(actor, "登录未成功", record=user, note=note, district=user.home() if user else None)


def needs_code(user):
    """Whether a right password is not enough for this account."""
    return settings.TWO_FACTOR != "off" and SecondFactor.of(user) is not None


def requires_code(user):
    """Whether one of the roles in force may not work without a second factor."""
    return settings.TWO_FACTOR == "required" and not user.roles().isdisjoint(settings.TWO_FACTOR_ROLES)


def wait_for_code(request, user, target):
    """Remember who gave a right password, and where they are going, in a session that is nobody's yet."""
    request.session.cycle_key()
    request.session["half"] = {
        "user": user.pk,
        "at": int(request.at.timestamp()),
        "hash": user.get_session_auth_hash(),
        "target": target,
    }


def who_waits(request):
    """(account, where to) of who gave a right password here a moment ago and still may come in; else two None."""
    half = request.session.get("half")
    if not half or not 0 <= int(request.at.timestamp()) - half["at"] < CODE_SECONDS:
        return None, None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    return (user, half["target"]) if user and user.get_session_auth_hash() == half["hash"] else (None, None)


def enter(request, user, second_factor=False):
    """Begin the session of a person who has shown everything there was to show."""
    request.session.pop("half", None)
    with transaction.atomic():
        login(request, user)
        request.session["second_factor"] = second_factor
        _note_session(request, user)
        LogEntry.write(Actor.of(request), "登录", record=user, district=user.home())


def _note_session(request, user):
    if not request.session.session_key:
        request.session.create()
    SignIn.objects.create(
        user=user,
        session_key=request.session.session_key,
        generation=user.session_generation,
        began_at=request.at,
        address=address_of(request),
        device=device_of(request),
    )


def keep_this_session(request, user):
    """Carry the session of this request over a change that ended all sessions of the account."""
    old = request.session.session_key
    update_session_auth_hash(request, user)
    if not SignIn.objects.filter(session_key=old).update(
        session_key=request.session.session_key, generation=user.session_generation
    ):
        _note_session(request, user)


def leave(request):
    """End the session on the server, and the trust in this phone: who leaves it wants to be gone."""
    actor = Actor.of(request) if request.user.is_authenticated else None
    token = request.COOKIES.get(settings.TRUSTED_DEVICE_COOKIE)
    device = TrustedDevice.objects.holding(token, request.at) if token else None
    with transaction.atomic():
        if actor:
            LogEntry.write(actor, "退出", record=request.user, district=request.user.home())
        if device:
            owner = Actor(name=str(device.user), at=request.at, user=device.user, address=address_of(request))
            device.revoke(owner)
        logout(request)
