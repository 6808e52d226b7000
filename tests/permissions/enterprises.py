"""The addresses of `enterprises`."""

from datetime import date
from uuid import UUID

from tests.factories import raise_issue

from .answers import OFFICE, OFFICERS, READERS, Address, done_by, seen_by

#: of the pairing and the unit of "officer"; the liaison's unit is the other officer's too
OWN = ("officer", "deputy", "liaison")
WORKERS = (*OFFICERS, "deputy", "liaison")


def issue(pattern):
    """An issue of the officer's own enterprise, under way."""
    return lambda cast: pattern.format(raise_issue(cast.enterprise, "W1", date(2021, 9, 17), "用电增容申请受阻").pk)


def new_issue(cast):
    return {
        "enterprise": cast.enterprise.pk,
        "raised_on": "2021-09-17",
        "first_level": "general",
        "content": "用电增容申请受阻",
        "form_key": str(UUID(int=1)),
    }


ISSUES = {
    "issues": Address({"GET": seen_by(*WORKERS, *READERS, "outsider")}),
    "issues-export": Address({"GET": seen_by(*WORKERS, *READERS, "outsider")}),
    "issue-new": Address(
        {
            # who may register somewhere sees the form; only for enterprises of their own is it accepted
            "GET": seen_by(*WORKERS, *OFFICE, "outsider", otherwise=403),
            "POST": {
                **seen_by(*OWN, *OFFICE, otherwise=403, status=302),
                "other_officer": 422,
                "outsider": 422,
            },
        },
        form=new_issue,
    ),
    "issue": Address({"GET": seen_by(*OWN, *READERS)}, issue("/issues/{}/")),
    "issue-act": Address(
        {
            "GET": {**seen_by(*OWN, *OFFICE), "leader": 403},
            "POST": done_by(*OWN, *OFFICE, refused=("leader",)),
        },
        issue("/issues/{}/close/"),
        form=lambda cast: {"version": 1, "on": "2021-09-22", "words": "已批复"},
    ),
}
TABLE: dict[str, Address] = {**ISSUES}
