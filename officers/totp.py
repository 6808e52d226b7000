"""One-time codes by the clock (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), as every authenticator shows them."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

STEP_SECONDS = 30
CODE = re.compile(r"[0-9]{6}", re.ASCII)
ISSUER = "首席服务官考核"


def new_secret() -> bytes:
    """160 bits of chance."""
    return secrets.token_bytes(20)


def code_at(secret: bytes, step: int, digits: int = 6) -> str:
    """The code of one time step."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(secret: bytes, code: object, at: datetime) -> int | None:
    """The time step whose code this is: that of `at`, the one before or the one after; else None."""
    if not isinstance(code, str) or not CODE.fullmatch(code):
        return None
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(code_at(secret, step), code)]
    return steps[-1] if steps else None


def spoken(secret: bytes) -> str:
    """The key as it is typed by hand: base32 in groups of four."""
    plain = base64.b32encode(secret).decode()
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def address(secret: bytes, username: str) -> str:
    """The otpauth address that the QR code holds."""
    label = f"{quote(ISSUER)}:{quote(username)}"
    return f"otpauth://totp/{label}?secret={base64.b32encode(secret).decode()}&issuer={quote(ISSUER)}"


def seal(secret: bytes) -> str:
    """The key encrypted and authenticated under SECRET_KEY: worthless in a dump of the database."""
    return _box().encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """The key again; SECRET_KEY_FALLBACKS are tried too. Raises InvalidToken where none fits."""
    return _box().decrypt(sealed.encode())


def _box() -> "MultiFernet":
    from cryptography.fernet import Fernet, MultiFernet  # seven megabytes that only a sign-in needs

    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
