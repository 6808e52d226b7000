"""How an address declares what each person gets there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import ANONYMOUS, Cast

EVERYBODY = "everybody"
OFFICERS = ("officer", "other_officer")
OFFICE = ("director", "staff")
READERS = (*OFFICE, "leader")
#: signed in and in this district, but neither officer nor reader
OUTSIDE = ("deputy", "liaison", "admin", "oversight", "bystander", "stranger", "outsider")
SIGNED_IN = (*OFFICERS, *READERS, *OUTSIDE)
TO_SIGN_IN = dict.fromkeys((ANONYMOUS, "disabled"), 302)
NOT_FOR_API = dict.fromkeys((ANONYMOUS, "disabled"), 403)

Status = int | tuple[int, ...]


@dataclass(frozen=True)
class Address:
    """method → person → status; a method that is left out is refused to everybody with 405.

    `path` makes what the address speaks of and returns its path, where the pattern has placeholders: the record is
    the own one of "officer" (and of the deputy and the liaison of that pairing and unit), not of "other_officer".
    `form` is what a POST needs to be accepted from those who may.
    """

    answers: Mapping[str, Mapping[str, Status]]
    path: Callable[[Cast], str] | None = None
    form: Callable[[Cast], dict[str, Any]] | None = None
    public: bool = field(default=False)  # nobody is asked to sign in
    #: entered with a firm's link alone: no token of the page is asked for (surveys.views.answering.by_link says why)
    by_link: bool = False


def seen_by(*names: str, otherwise: int = 404, status: Status = 200) -> dict[str, Status]:
    """`status` for these, `otherwise` for the rest who are signed in; who is not is sent to sign in."""
    return {**{name: status if name in names else otherwise for name in SIGNED_IN}, **TO_SIGN_IN}


def done_by(*names: str, refused: tuple[str, ...] = (), accepted: Status = 302) -> dict[str, Status]:
    """A POST: `accepted` for these, 403 for those in `refused` (they see it and may not), 404 for the rest."""
    return {**seen_by(*names, status=accepted), **dict.fromkeys(refused, 403)}
