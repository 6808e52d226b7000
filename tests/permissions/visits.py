"""The addresses of visits and closed months."""

from datetime import timedelta

from django.utils import timezone

from enterprises.models import ClosedMonth
from officers.actor import Actor
from tests.factories import ENTERED, attach, visit

from .answers import OFFICE, READERS, Address, done_by, seen_by

KEEPERS = ("officer", "deputy", "liaison")
#: who has visits to look at, own or all; an office of another district has its own list
LISTED = (*KEEPERS, "other_officer", *READERS, "outsider")


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def entered(cast):
    """A visit of the officer, typed by them, still in time to be corrected."""
    return visit(cast.pairing, yesterday(), entered_by=cast.users["officer"])


def of_visit(pattern):
    return lambda cast: pattern.format(entered(cast).pk)


def of_photo(pattern):
    return lambda cast: pattern.format(attach(entered(cast)).pk)


def telling(cast, **more):
    """What the form of a visit needs; of the reason only a correction asks."""
    return {
        "pairing": cast.pairing.pk,
        "day": timezone.localdate(),
        "content": "看了车间",
        "reason": "日期写错",
        **more,
    }


def closed(cast):
    first = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)  # the month on top of the list
    month = ClosedMonth.close(cast.district, first, Actor("测试", ENTERED))
    return f"/months/{month.pk}/reopen/"


TABLE = {
    "visits": Address({"GET": seen_by(*LISTED)}),
    "visits-export": Address(
        {"POST": {**seen_by(*READERS, "outsider", otherwise=403)}},
    ),
    "visit-new": Address(
        {
            "GET": seen_by(*KEEPERS, "other_officer", *OFFICE, "outsider", otherwise=403),
            # under a pairing that is none of theirs the form says so
            "POST": {
                **seen_by(*KEEPERS, *OFFICE, otherwise=403, status=302),
                **dict.fromkeys(("other_officer", "outsider"), 422),
            },
        },
        form=telling,
    ),
    "visit": Address({"GET": seen_by(*KEEPERS, *READERS)}, of_visit("/visits/{}/")),
    "attachment": Address({"GET": seen_by(*KEEPERS, *READERS)}, of_photo("/attachments/{}/")),
    "attachment-void": Address(
        {
            "GET": {**seen_by(*OFFICE), **dict.fromkeys((*KEEPERS, "leader"), 403)},
            "POST": done_by(*OFFICE, refused=(*KEEPERS, "leader")),
        },
        of_photo("/attachments/{}/void/"),
        form=lambda cast: {"reason": "拍到证件", "version": 1},
    ),
    "visit-replace": Address(
        {
            # the deputy and the liaison correct what they typed themselves
            "GET": {**seen_by("officer", *OFFICE), **dict.fromkeys(("deputy", "liaison", "leader"), 403)},
            "POST": done_by("officer", *OFFICE, refused=("deputy", "liaison", "leader")),
        },
        of_visit("/visits/{}/replace/"),
        form=lambda cast: telling(cast, version=1),
    ),
    "visit-void": Address(
        {
            "GET": {**seen_by(*OFFICE), **dict.fromkeys((*KEEPERS, "leader"), 403)},
            "POST": done_by(*OFFICE, refused=(*KEEPERS, "leader")),
        },
        of_visit("/visits/{}/void/"),
        form=lambda cast: {"reason": "未到场", "version": 1},
    ),
    "months": Address({"GET": seen_by(*READERS, "outsider")}),
    "month-close": Address(
        {"POST": done_by(*OFFICE, "outsider", refused=("leader",))},
        form=lambda cast: {"month": "2021-03-01"},
    ),
    "month-reopen": Address(
        {"POST": done_by(*OFFICE, refused=("leader",))}, closed, form=lambda cast: {"reason": "漏记"}
    ),
    "late-entry": Address(
        {"POST": done_by("director", "outsider", refused=("staff", "leader"))}, form=lambda cast: {"days": 5}
    ),
}
