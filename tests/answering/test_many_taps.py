"""T17: however many press at the same moment, through the pages themselves: one answer an invitation, no failure."""

from collections import Counter

import pytest
from django.test import Client

from surveys import links
from surveys.models import Answer, Invitation, Response, Trace
from tests.cast import Cast
from tests.factories import make_enterprise, pair
from tests.racing import at_once
from tests.surveys.rounds import published

TAPS = 50


def race(firms):
    """`TAPS` phones send the answer of one firm at once, firm after firm: how often each status was answered."""
    cast = Cast()
    for number in range(firms - 2):
        pair(cast.officer, make_enterprise(cast.district, f"企业{number}"))
    survey = published(cast.district)
    body = {question.field_name: "满意" for question in survey.questions.all()} | {"remark": "办事快"}
    statuses = Counter()
    for invitation in survey.invitations.all():
        form = f"/s/{links.token(invitation)}/answers/"
        here = Counter(at_once(lambda form=form: Client().post(form, body).status_code, TAPS))
        assert here == {303: 1, 409: TAPS - 1}
        statuses += here
    return statuses


def assert_one_each(firms):
    assert Response.objects.count() == Trace.objects.count() == firms
    assert Answer.objects.count() == 5 * firms
    assert Invitation.objects.filter(submitted=True).values("receipt").count() == firms


@pytest.mark.django_db(transaction=True)
def test_a_few_firms(clock):
    assert sum(race(4).values()) == 4 * TAPS
    assert_one_each(4)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_two_hundred_firms(clock):
    assert sum(race(200).values()) == 200 * TAPS
    assert_one_each(200)
