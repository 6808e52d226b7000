"""The demo's records are as an office would have them."""

from datetime import datetime, time

import pytest
from django.db.models import Count, F
from stdnum.cn import uscc

from assessment.models import Interpretation
from enterprises.models import (
    Enterprise,
    Exemption,
    Honour,
    Issue,
    Ledger,
    Pairing,
    PolicySupport,
    Submission,
    Visit,
)
from officers.models import Officer, WorkDay
from officers.workdays import SHANGHAI
from surveys.call_firms import asked_for
from surveys.models import Answer, Remark, Response, Survey, TelephoneReply
from tests.demo import TODAY

FACTS = (Pairing, Exemption, Visit, Ledger, PolicySupport, Issue, Honour, Response)


def test_the_district_has_the_size_of_a_real_one(demo):
    assert Enterprise.objects.count() == 31
    assert Officer.objects.count() == 14
    assert Visit.objects.count() > 2_500
    assert Visit.objects.earliest("date").date.year == TODAY.year - 1
    assert (TODAY - Visit.objects.latest("date").date).days <= 3


@pytest.mark.parametrize("model", FACTS)
def test_nothing_was_entered_after_the_morning_of_today(demo, model):
    morning = datetime.combine(TODAY, time(), SHANGHAI)
    assert model.objects.exists()
    assert not model.objects.filter(entered_at__gte=morning).exists()


def test_every_credit_code_has_its_check_character(demo):
    codes = list(Enterprise.objects.values_list("credit_code", flat=True))
    assert [uscc.validate(code) for code in codes] == codes


def test_visits_fall_on_working_days_of_their_pairing(demo):
    calendar = WorkDay.objects.calendar(demo)
    assert all(calendar.is_workday(day) for day in Visit.objects.values_list("date", flat=True).distinct())
    assert not Visit.objects.filter(date__lt=F("pairing__starts")).exists()
    assert not Visit.objects.filter(date__gt=F("pairing__ends")).exists()


def test_nobody_is_visited_by_an_officer_who_is_excused(demo):
    for one in Exemption.objects.all():
        own = Visit.objects.filter(pairing__officer=one.officer, visitor="officer")
        assert not own.filter(date__range=(one.starts, one.ends)).exists()


def test_deputies_visit_and_write_down_what_the_officer_did(demo):
    assert Visit.objects.filter(visitor="deputy", entered_by=F("pairing__deputy__user")).exists()
    assert Visit.objects.filter(visitor="officer", entered_by=F("pairing__deputy__user")).exists()
    assert not Visit.objects.filter(visitor="deputy", pairing__deputy=None).exists()


def test_visits_are_described_in_many_words(demo):
    contents = list(Visit.objects.values_list("content", flat=True))
    assert all(contents)
    assert len(set(contents)) > len(contents) / 2


def test_briefings_name_their_policy(demo):
    assert Visit.objects.filter(is_briefing=True).count() > 150
    assert not Visit.objects.filter(is_briefing=True, policies="").exists()


def test_untrue_visits_are_void_with_a_reason(demo):
    assert Visit.objects.filter(voided_at__isnull=False, void_reason__contains="不实").count() == 4


def test_firms_changed_hands_ended_and_came_back(demo):
    officers = Count("pairing__officer", distinct=True)
    assert Enterprise.objects.annotate(officers=officers).filter(officers=2).count() == 2
    assert Pairing.objects.filter(officer__code="A13", enterprise__name__startswith="兆畲").count() == 2
    ended = Pairing.objects.get(enterprise__name__startswith="芦汀")
    assert ended.end_reason == "term"
    assert Pairing.objects.filter(officer__code="A11", starts__month=6).count() == 2


def test_ledgers_were_sent_back_once_and_twice_and_one_still_waits(demo):
    returned = Submission.objects.filter(returned_at__isnull=False)
    twice = returned.values("ledger").annotate(times=Count("pk")).filter(times=2)
    assert twice.count() == 2
    assert all(one.return_reason and one.returned_by for one in returned)
    last = returned.latest("returned_at")
    assert not last.ledger.submissions.filter(sequence__gt=last.sequence).exists()


def test_two_rounds_a_year_and_the_last_is_open(demo):
    assert [survey.closes_on.isoformat() for survey in Survey.objects.all()] == [
        "2025-06-30",
        "2025-12-15",
        "2026-06-30",
        "2026-11-25",
    ]
    at = datetime.combine(TODAY, time(9), SHANGHAI)
    assert [survey.stage(at) for survey in Survey.objects.all()] == [*["imported"] * 3, "open"]
    assert Response.objects.filter(voided_at__isnull=False).count() == 2
    assert Answer.objects.count() == 5 * Response.objects.count()


def test_the_open_round_has_invitations_in_every_state_and_remarks(demo):
    survey = Survey.objects.get(closes_on="2026-11-25")
    assert {invitation.state for invitation in survey.invitations.all()} == {"undelivered", "delivered", "submitted"}
    counts = survey.invitations.figures()
    assert counts["asked"] == 30
    assert counts["answered"] == survey.responses.count() > 15
    assert Remark.objects.filter(survey=survey).count() >= 3
    assert Remark.objects.filter(survey=survey, enterprise__isnull=False).exists()
    further = survey.questions.get(kind="choice")
    assert sum(further.tallies.values_list("count", flat=True)) == counts["answered"]


def test_honours_of_one_work_stand_at_several_levels(demo):
    levels = Honour.objects.filter(officer__code="A01", work="惠企政策直达").values_list("level", flat=True)
    assert set(levels) == {"district", "city", "province"}


def test_some_readings_are_decided_by_document_and_others_are_open(demo):
    decided = Interpretation.objects.exclude(decided_on=None)
    assert decided.count() == 14
    assert not decided.filter(document_no="").exists()


def test_something_of_the_open_round_waits_for_the_office(demo):
    survey = Survey.objects.get(closes_on="2026-11-25")
    assert TelephoneReply.objects.pending().filter(invitation__survey=survey).count() == 1
    assert [flag.sentence for flag in survey.flags.all()] == ["2家企业的答卷由同一部手机（或电脑）提交"]
    assert asked_for(survey).count() >= 2
