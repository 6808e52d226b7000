"""The pages of firms: whoever has the link gets the same, signed in or not, and nobody gets more for being somebody."""

from surveys import links
from tests.factories import at
from tests.surveys.rounds import published

from .answers import EVERYBODY, Address

#: the round is open whenever these tests run
OPENS, CLOSES = at(2021, 12, 1, 9), at(2999, 1, 1, 0)


def link_of(cast, **more):
    """The link of the firm of "officer" in an open round."""
    survey = published(cast.district, opens_at=OPENS, closes_at=CLOSES, **more)
    return links.token(survey.invitations.get(enterprise=cast.enterprise))


def answers(cast):
    """A whole answer to the round of this firm."""
    invitation = cast.enterprise.invitation_set.select_related("survey").get()
    chosen = {question.field_name: "满意" for question in invitation.survey.questions.all()}
    return chosen | {"remark": "门前路灯不亮", "manner": "named", "call_back": "on"}


TABLE: dict[str, Address] = {
    "answer": Address(
        {"GET": {EVERYBODY: 200}, "POST": {EVERYBODY: 303}},
        lambda cast: f"/s/{link_of(cast)}/",
        public=True,
        by_link=True,
    ),
    "answer-form": Address(
        {"GET": {EVERYBODY: 200}, "POST": {EVERYBODY: 303}},
        lambda cast: f"/s/{link_of(cast)}/answers/",
        answers,
        public=True,
        by_link=True,
    ),
}
