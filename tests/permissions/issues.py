"""The addresses of issues, policies and supports."""

from datetime import date
from uuid import UUID

from enterprises.models import Policy
from tests.factories import raise_issue, support

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
    "issues-export": Address({"POST": seen_by(*WORKERS, *READERS, "outsider")}),
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


def given(pattern):
    """A support of the officer's own enterprise."""
    return lambda cast: pattern.format(support(cast.enterprise, date(2021, 5, 20), "稳岗返还").pk)


def named(cast):
    """The path of a policy of the district."""
    return f"/policies/{Policy.objects.create(district=cast.district, name='稳岗返还').pk}/"


def received(cast):
    """What a form of a support asks for, its policy being on the list."""
    policy, _ = Policy.objects.get_or_create(district=cast.district, name="稳岗返还")
    return {"date": "2021-05-21", "policy": policy.pk, "amount": "12.34", "version": 1, "words": "录错"}


SEEING = (*WORKERS, *READERS)
POLICIES = {
    "policies": Address(
        {
            "GET": seen_by(*SEEING, "outsider"),
            "POST": {
                **seen_by(),
                **dict.fromkeys((*WORKERS, "leader"), 403),
                **dict.fromkeys((*OFFICE, "outsider"), 302),
            },
        },
        form=lambda cast: {"name": "稳岗返还"},
    ),
    "policy": Address(
        {"GET": seen_by(*SEEING), "POST": done_by(*OFFICE, refused=(*WORKERS, "leader"))},
        named,
        form=lambda cast: {"seen": "稳岗返还", "name": "稳岗返还补贴"},
    ),
    "supports": Address({"GET": seen_by(*SEEING, "outsider")}),
    "supports-export": Address({"POST": seen_by(*SEEING, "outsider")}),
    "support-new": Address(
        {
            "GET": {**seen_by(*OFFICE, otherwise=403), "outsider": 404},
            "POST": {**seen_by(*OFFICE, otherwise=403, status=302), "outsider": 404},
        },
        lambda cast: f"/supports/new/?enterprise={cast.enterprise.pk}",
        form=received,
    ),
    "support": Address({"GET": seen_by(*OWN, *READERS)}, given("/supports/{}/")),
    "support-correct": Address(
        {
            "GET": {**seen_by(*OFFICE), **dict.fromkeys((*OWN, "leader"), 403)},
            "POST": done_by(*OFFICE, refused=(*OWN, "leader")),
        },
        given("/supports/{}/correct/"),
        form=received,
    ),
    "support-void": Address(
        {
            "GET": {**seen_by(*OFFICE), **dict.fromkeys((*OWN, "leader"), 403)},
            "POST": done_by(*OFFICE, refused=(*OWN, "leader")),
        },
        given("/supports/{}/void/"),
        form=received,
    ),
}
TABLE: dict[str, Address] = {**ISSUES, **POLICIES}
