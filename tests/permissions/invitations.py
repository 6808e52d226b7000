"""The addresses of a round's invitations: the office's alone, and links only after a press."""

from enterprises.models import Enterprise
from surveys.hand_out import hand_out, listed
from surveys.invite import publish
from surveys.models import Survey
from tests.factories import at
from tests.surveys.rounds import OFFICE as ACTOR
from tests.surveys.rounds import make_round

from .answers import OFFICE, Address, done_by, seen_by


def open_round(cast, name="2021年度满意度调查"):
    """A published round that is open whenever the tests run; the officer's own enterprise is the first asked."""
    draft = make_round(cast.district, name)
    closes_at = at(2098, 1, 1, 18)
    Survey.objects.filter(pk=draft.pk).update(closes_at=closes_at, closes_on=Survey.closing_day(closes_at))
    publish(draft, ACTOR, draft.version)
    Enterprise.objects.update(phone="13900000301")
    return Survey.objects.get(pk=draft.pk)


def of_round(pattern):
    return lambda cast: pattern.format(open_round(cast).pk)


def reached_round(pattern):
    """A round all of whose links have arrived."""

    def path(cast):
        survey = open_round(cast)
        survey.invitations.update(delivered_at=ACTOR.at, delivered_by="paper")
        return pattern.format(survey.pk)

    return path


def of_handout(pattern):
    def path(cast):
        survey = open_round(cast)
        made = hand_out(survey, list(listed(survey.invitations.all())), "list", ACTOR)
        return pattern.format(survey.pk, made.pk)

    return path


def act(name, **more):
    return lambda cast: {f"{name}-generation": "1"} | {f"{name}-{key}": value for key, value in more.items()}


GET = {**seen_by(*OFFICE), "leader": 403}
DONE, SHOWN = done_by(*OFFICE, refused=("leader",)), done_by(*OFFICE, refused=("leader",), accepted=200)
#: a button that speaks of nobody: neither the mail server nor the day is looked at
NOBODY = done_by(*OFFICE, refused=("leader",), accepted=422)
ONE = "/surveys/{}/invitations/1/"

TABLE = {
    "survey-invitations": Address({"GET": GET}, of_round("/surveys/{}/invitations/")),
    "survey-invitation": Address({"GET": GET}, of_round(ONE)),
    "survey-link": Address({"POST": SHOWN}, of_round(f"{ONE}link/")),
    "survey-reissue": Address({"POST": DONE}, of_round(f"{ONE}reissue/"), act("reissue", reason="链接发错了人")),
    "survey-withdraw": Address({"POST": DONE}, of_round(f"{ONE}withdraw/"), act("withdraw", reason="企业已迁出")),
    "survey-delivered": Address({"POST": DONE}, of_round(f"{ONE}delivered/"), act("delivered", way="telephone")),
    "survey-hand-out": Address({"GET": GET}, of_round("/surveys/{}/hand-out/")),
    "survey-slips": Address(
        {"POST": SHOWN},
        of_round("/surveys/{}/hand-out/slips/"),
        lambda cast: {"which": "open", "first": "", "last": ""},
    ),
    "survey-list": Address(
        {"POST": SHOWN}, of_round("/surveys/{}/hand-out/list/"), lambda cast: {"which": "ticked", "place": "1"}
    ),
    "survey-mails": Address({"POST": NOBODY}, of_round("/surveys/{}/hand-out/mails/"), lambda cast: {"shown": "0"}),
    "survey-handout": Address({"POST": SHOWN}, of_handout("/surveys/{}/hand-out/{}/")),
    "survey-handout-delivered": Address({"POST": DONE}, of_handout("/surveys/{}/hand-out/{}/delivered/")),
    "survey-remind": Address(
        {"GET": GET, "POST": NOBODY}, reached_round("/surveys/{}/remind/"), lambda cast: {"shown": "0"}
    ),
    "survey-remind-list": Address(
        {"POST": NOBODY}, reached_round("/surveys/{}/remind/list/"), lambda cast: {"shown": "0"}
    ),
}
