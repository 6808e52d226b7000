"""电话答复: two people hear it, the second without the first's answers, and it counts once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from enterprises.models import Pairing
from officers.models import LogEntry, StaleRecord
from surveys.answer import AlreadyAnswered, submit
from surveys.models import Invitation, Remark, Response, Satisfaction, Survey, Tally, TelephoneReply
from surveys.seal import seal_due
from surveys.telephone import Heard, confirm, record, reject
from tests.cast import Cast
from tests.factories import make_officer, make_unit, pair
from tests.racing import at_once

from .chains import answered, asking_more, by, invitation_of, told
from .rounds import AFTER, CLOSES, DURING, OPENS, firm_at, footprint, published, reply_to

LATER = DURING + timedelta(days=1)


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    return published(cast.district)


def same(survey, choice=Satisfaction.SATISFIED, **more):
    """What the second person hears when every ticked question has this answer."""
    return Heard.of(reply_to(survey, choice, **more))


def test_what_both_hear_counts_dated_when_the_firm_said_it(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"), remark="门前路灯不亮")
    assert not Response.objects.exists()
    confirm(kept, by(cast, "director", LATER), kept.version, same(survey, remark="x"))
    response = Response.objects.get()
    assert (response.channel, response.submitted_at, response.entered_by) == (
        "telephone", DURING, cast.users["director"]
    )  # fmt: skip
    assert set(response.answers.values_list("choice", flat=True)) == {"满意"}
    assert Remark.objects.get().enterprise is None
    invitation = Invitation.objects.get(enterprise=cast.enterprise)
    assert (invitation.submitted, invitation.submitted_at) == (True, DURING)
    kept.refresh_from_db()
    assert (kept.state, kept.body, kept.decided_by) == ("confirmed", "", cast.users["director"])


def test_who_recorded_it_does_not_confirm_or_reject_it(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    for act in (
        lambda: confirm(kept, by(cast, "staff"), 1, same(survey)),
        lambda: reject(kept, by(cast, "staff"), 1, "错"),
    ):
        with pytest.raises(PermissionDenied, match="另一人"):
            act()
    assert TelephoneReply.objects.pending().exists()
    assert not Response.objects.exists()


DIFFERENCES = {
    "a mark": lambda heard, scored, choice: {"chosen": heard.chosen | {scored: "不满意"}},
    "a mark not given": lambda heard, scored, choice: {
        "chosen": {k: v for k, v in heard.chosen.items() if k != scored}
    },
    "a choice that does not score": lambda heard, scored, choice: {"chosen": heard.chosen | {choice: "用工"}},
    "that words were said": lambda heard, scored, choice: {"worded": frozenset()},
    "that a remark was made": lambda heard, scored, choice: {"remark": False},
    "that it may be named": lambda heard, scored, choice: {"named": False},
    "that it wants to be called": lambda heard, scored, choice: {"wants_call_back": False},
}


@pytest.mark.parametrize("what", DIFFERENCES)
def test_a_reply_counts_only_when_all_of_it_was_heard_twice(cast, what):
    survey, choice, words = asking_more(cast.district)
    said = {"remark": "门前路灯不亮", "named": True, "wants_call_back": True}
    reply = reply_to(survey, texts={words: "修路"}, **said)
    reply.chosen[choice] = "用电"
    kept = record(invitation_of(survey, cast.enterprise), reply, "王会计", DURING, by(cast, "staff"))
    scored = survey.questions.get(aspect="工作效率").pk
    heard = Heard.of(reply)
    with pytest.raises(ValidationError, match="不一致"):
        confirm(kept, by(cast, "director"), 1, replace(heard, **DIFFERENCES[what](heard, scored, choice.pk)))
    assert not Response.objects.exists()
    assert TelephoneReply.objects.pending().exists()
    confirm(kept, by(cast, "director"), 1, heard)
    assert Tally.objects.get(question=choice, choice="用电").count == 1


@pytest.mark.parametrize("who", ["officer", "deputy", "liaison", "leader", "outsider", "stranger"])
def test_only_the_office_records(cast, survey, who):
    with pytest.raises(PermissionDenied):
        told(survey, cast.enterprise, by(cast, who))
    assert not TelephoneReply.objects.exists()


def test_nobody_records_or_confirms_for_an_own_firm_even_without_the_role(cast, survey):
    """The director is on the roll as an officer, though the account has no such role (any more)."""
    Pairing.objects.filter(pk=cast.pairing.pk).update(starts=date(2021, 6, 1))
    own = make_officer(cast.district, "A09", "何景澄", cast.users["director"], make_unit(cast.district, "办公室"))
    pair(own, cast.enterprise, starts=date(2021, 1, 1), ends=date(2021, 3, 1))
    with pytest.raises(PermissionDenied, match="这家企业"):
        told(survey, cast.enterprise, by(cast, "director"))
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    with pytest.raises(PermissionDenied, match="这家企业"):
        confirm(kept, by(cast, "director"), 1, same(survey))
    told(survey, cast.other_enterprise, by(cast, "director"))


def test_a_rejected_one_is_emptied_and_the_firm_may_be_heard_again(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    reject(kept, by(cast, "director"), 1, "企业说没有答复过")
    kept.refresh_from_db()
    assert (kept.state, kept.body, kept.reason) == ("rejected", "", "企业说没有答复过")
    assert not Invitation.objects.filter(submitted=True).exists()
    told(survey, cast.enterprise, by(cast, "staff"))


def test_the_firms_own_answer_comes_first(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    answered(survey, cast.enterprise)
    confirm(kept, by(cast, "director"), 1, same(survey))
    kept.refresh_from_db()
    assert (kept.state, kept.body) == ("overtaken", "")
    assert Response.objects.get().channel == "link"
    with pytest.raises(ValidationError, match="已经提交"):
        told(survey, cast.enterprise, by(cast, "staff"))


def test_twice_decided_is_told(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    late = TelephoneReply.objects.select_related("invitation__survey").get(pk=kept.pk)
    confirm(kept, by(cast, "director"), 1, same(survey))
    with pytest.raises(StaleRecord):
        confirm(late, by(cast, "director"), 1, same(survey))
    with pytest.raises(StaleRecord):
        reject(late, by(cast, "director"), 1, "晚了")
    assert Response.objects.count() == 1


def test_one_reply_of_a_firm_waits_at_a_time(cast, survey):
    told(survey, cast.enterprise, by(cast, "staff"))
    with pytest.raises(Exception, match=r"telephone_one_pending|UNIQUE"):
        told(survey, cast.enterprise, by(cast, "staff"))


@pytest.mark.parametrize("at", [AFTER, CLOSES, OPENS - timedelta(minutes=1)])
def test_outside_the_rounds_time_nothing_is_recorded(cast, survey, at):
    with pytest.raises(ValidationError, match="进行中"):
        told(survey, cast.enterprise, by(cast, "staff", at), at)


@pytest.mark.parametrize("told_at", [OPENS - timedelta(minutes=1), DURING + timedelta(minutes=1)])
def test_a_call_lies_between_opening_and_now(cast, survey, told_at):
    with pytest.raises(ValidationError, match="通话时间"):
        told(survey, cast.enterprise, by(cast, "staff"), told_at)


def test_what_nobody_confirmed_before_closing_lapses(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    with pytest.raises(ValidationError, match="截止"):
        confirm(kept, by(cast, "director", CLOSES), 1, same(survey))
    kept.refresh_from_db()
    assert kept.state == "pending"
    assert seal_due(AFTER) == 1
    with pytest.raises(StaleRecord):
        confirm(kept, by(cast, "director", CLOSES - timedelta(seconds=1)), 1, same(survey))
    kept.refresh_from_db()
    assert (kept.state, kept.body) == ("lapsed", "")
    assert not Response.objects.exists()


def test_an_anonymous_round_takes_none(cast):
    survey = published(cast.district, mode=Survey.Mode.ANONYMOUS)
    with pytest.raises(ValidationError, match="匿名"):
        told(survey, cast.enterprise, by(cast, "staff"))


def test_a_link_is_dated_by_nothing_but_its_request(cast, survey):
    invitation = invitation_of(survey, cast.enterprise)
    with pytest.raises(ValueError, match="by telephone"):
        submit(invitation, reply_to(survey), footprint(), firm_at(), told_at=OPENS)
    with pytest.raises(ValueError, match="by telephone"):
        submit(invitation, reply_to(survey), None, firm_at(), channel=Response.Channel.TELEPHONE)
    for told_at in (OPENS - timedelta(seconds=1), DURING + timedelta(seconds=1)):
        with pytest.raises(ValueError, match="between"):
            submit(
                invitation, reply_to(survey), None, firm_at(), channel=Response.Channel.TELEPHONE, told_at=told_at
            )  # fmt: skip
    assert not Response.objects.exists()


def test_answers_stand_in_no_log(cast, survey):
    kept = told(survey, cast.enterprise, by(cast, "staff"), remark="canary-remark")
    confirm(kept, by(cast, "director"), 1, same(survey, remark="x"))
    for entry in LogEntry.objects.all():
        said = f"{entry.before} {entry.after} {entry.note} {entry.record_label}"
        assert "canary-remark" not in said
        assert "满意'" not in said


@pytest.mark.django_db(transaction=True)
def test_link_and_confirmation_at_one_moment_make_one_answer():
    cast = Cast()
    survey = published(cast.district)
    kept = told(survey, cast.enterprise, by(cast, "staff"))
    turns = iter(range(8))

    def press():
        if next(turns) % 2:
            try:
                return answered(survey, cast.enterprise) and "link"
            except AlreadyAnswered:
                return "again"
        fresh = TelephoneReply.objects.select_related("invitation__survey__district").get(pk=kept.pk)
        try:
            return confirm(fresh, by(cast, "director"), 1, same(survey)).state
        except StaleRecord:
            return "stale"

    results = at_once(press, 8)
    assert results.count("link") + results.count("confirmed") == 1
    assert Response.objects.count() == 1
    kept.refresh_from_db()
    assert kept.body == ""
