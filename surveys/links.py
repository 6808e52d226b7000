"""The personal links of the firms: derived from the row and a key outside the database, so nothing of them is stored.

A token is the invitation's number and 192 bits of HMAC over its purpose, number and generation. It can be shown again
by those allowed, dies when the generation rises, and a copy of the database is worth nothing without LINK_KEY.
"""

import base64
import hashlib
import hmac

from django.conf import settings

from officers.numbers import whole

from .models import Invitation

MAC_BYTES = 24


def token(invitation: Invitation) -> str:
    """The token of an invitation's present generation, made of letters, digits, - and _."""
    return f"{invitation.pk}-{_mac(invitation.pk, invitation.generation)}"


def address(invitation: Invitation) -> str:
    """The whole link as the firm gets it. It is the public face's address, which the internal one does not serve:
    therefore written out. Whoever calls this shows it to somebody who `holds_links`, or sends it to the firm."""
    return f"{settings.PUBLIC_URL}/s/{token(invitation)}/"


def find(given: str) -> Invitation | None:
    """The invitation whose present token this is. None for whatever else, without a word about why: unknown, revoked
    and withdrawn links, and rounds that were never published, are answered alike."""
    number, _, mac = given.partition("-")
    pk = whole(number) or 0
    invitation = Invitation.objects.select_related("survey__district", "enterprise").filter(pk=pk).first()
    # one comparison whether there is such a row or not, so that the time taken tells nothing
    expected = _mac(pk, invitation.generation if invitation else 1)
    right = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))
    if not right or invitation is None or invitation.withdrawn_at or invitation.survey.published_at is None:
        return None
    return invitation


def salted(survey_id: int, what: str, value: str) -> str:
    """A hash that tells equal from different within one round: 128 bits, worthless without LINK_KEY."""
    return _digest(f"trace:{survey_id}:{what}:{value}")[:16].hex()


def _mac(number: int, generation: int) -> str:
    digest = _digest(f"survey:{number}:{generation}")[:MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def _digest(text: str) -> bytes:
    return hmac.new(settings.LINK_KEY.encode(), text.encode(), hashlib.sha256).digest()
