"""Whose figures are the reader's own: early ones are kept from them, and for good which firm answered how."""

from typing import Any

from django.db.models import Q

from enterprises.models import Pairing
from officers import permissions
from officers.models import Officer


def own_officers(user: Any) -> frozenset[int]:
    """The ids of the officers whose sheets tell of the reader's own work: the reader, and those whose firms the reader
    serves as deputy or liaison. One query, none for those who serve no enterprise."""
    if not permissions.serves(user):
        return frozenset()
    served = Pairing.objects.served_by(user).values("officer_id")
    return frozenset(Officer.objects.filter(Q(user=user) | Q(pk__in=served)).values_list("pk", flat=True))
