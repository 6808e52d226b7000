import threading
from contextlib import closing

import pytest
from django.db import IntegrityError, connection, transaction

from surveys import handle_remark
from surveys.answer import submit
from surveys.models import Remark, Survey, Trace
from surveys.seal import seal_due
from tests.cast import Cast
from tests.factories import make_enterprise, pair

from .rounds import AFTER, DURING, firm_at, footprint, published, reply_to


@pytest.fixture
def survey(db):
    cast = Cast()
    for number in range(10):
        pair(cast.officer, make_enterprise(cast.district, f"企业{number}"))
    survey = published(cast.district)
    for number, invitation in enumerate(survey.invitations.all()):
        submit(invitation, reply_to(survey, remark=f"意见{number}"), footprint(number), firm_at())
    return survey


def test_traces_are_hashes_that_tell_equal_from_different(survey):
    traces = Trace.objects.all()
    assert traces.count() == 12
    assert len({trace.device for trace in traces}) == 12
    assert not [trace for trace in traces if "10.0" in trace.address or "device" in trace.device]


def test_after_closing_traces_go_and_texts_lose_their_order(survey):
    said = sorted(Remark.objects.values_list("text", flat=True))
    keys = set(Remark.objects.values_list("pk", flat=True))
    assert seal_due(DURING) == 0
    assert Trace.objects.count() == 12
    assert seal_due(AFTER) == 1
    assert seal_due(AFTER) == 0
    assert not Trace.objects.exists()
    assert sorted(Remark.objects.values_list("text", flat=True)) == said
    assert set(Remark.objects.values_list("pk", flat=True)) == keys


@pytest.mark.parametrize("change", [{"sealed_at": None}, {"closes_at": AFTER.replace(year=2022)}])
def test_a_sealed_round_opens_no_more(survey, change):
    seal_due(AFTER)
    with pytest.raises(IntegrityError, match="已经封存"):
        Survey.objects.filter(pk=survey.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_being_dealt_with_stays_dealt_with():
    """Somebody has pressed a moment before the round is sealed, and their transaction ends after it has begun."""
    cast = Cast()
    survey = published(cast.district)
    submit(survey.invitations.first(), reply_to(survey, remark="路灯不亮", named=True), footprint(), firm_at())

    def sealed():
        with closing(connection):
            seal_due(AFTER)

    sealing = threading.Thread(target=sealed)
    with transaction.atomic():
        issue = handle_remark.to_issue(Remark.objects.get(), firm_at(AFTER))
        sealing.start()
        sealing.join(timeout=1)
    sealing.join()
    remark = Remark.objects.get()
    assert (remark.state, remark.issue) == (Remark.State.ISSUE, issue)
