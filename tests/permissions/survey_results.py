"""The addresses of what a round came to: results, remarks, cases of the office."""

from surveys import handle_remark, results
from surveys.answer import submit
from surveys.seal import seal_due
from tests.factories import make_enterprise, pair
from tests.surveys.rounds import AFTER, OFFICE, firm_at, footprint, published, reply_to

from .answers import OFFICE as THE_OFFICE
from .answers import READERS, Address, done_by, seen_by


def _round(cast):
    """A round that is over, with six answers and one text without a name."""
    for place in range(4):
        pair(cast.other_officer, make_enterprise(cast.district, f"参评企业{place}"))
    survey = published(cast.district)
    for place, invitation in enumerate(survey.invitations.all()):
        submit(invitation, reply_to(survey, remark="" if place else "路灯不亮"), footprint(place), firm_at())
    seal_due(AFTER)
    results.count_due(AFTER)
    return survey


def of_round(pattern):
    return lambda cast: pattern.format(_round(cast).pk)


def _remark(cast):
    survey = _round(cast)
    return f"/surveys/{survey.pk}/remarks/{survey.remarks.get().pk}/case/"


def _case(cast):
    remark = _round(cast).remarks.get()
    return f"/surveys/cases/{handle_remark.to_case(remark, OFFICE).pk}/"


CLOSED = {"outcome": "已修好", "version": "1"}
TABLE = {
    "survey-results": Address({"GET": seen_by(*READERS)}, of_round("/surveys/{}/results/")),
    "survey-results-export": Address({"POST": seen_by(*READERS)}, of_round("/surveys/{}/results/export/")),
    "survey-remarks": Address({"GET": seen_by(*THE_OFFICE)}, of_round("/surveys/{}/remarks/")),
    "survey-remark-act": Address({"POST": done_by(*THE_OFFICE)}, _remark),
    "survey-cases": Address({"GET": seen_by(*THE_OFFICE, "outsider")}),
    "survey-case": Address(
        {"GET": seen_by(*THE_OFFICE), "POST": done_by(*THE_OFFICE)}, _case, lambda cast: CLOSED
    ),
}  # fmt: skip
