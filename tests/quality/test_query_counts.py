"""What the lists ask of the database does not grow with what stands in them."""

import json
from datetime import timedelta
from pathlib import Path

from enterprises.models import Enterprise
from surveys.models import CallBack, Flag, Invitation, SecondHandling, TelephoneReply
from tests.counting import queries_of
from tests.factories import make_enterprise
from tests.pages.reading import text_of
from tests.surveys import chains
from tests.surveys.chains import by, flagged, told
from tests.surveys.rounds import DURING

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def crowded(cast, survey, count):
    """So many firms with something to do about each."""
    firms = [make_enterprise(cast.district, f"企业{number}") for number in range(count)]
    actor = by(cast, "staff", DURING - timedelta(hours=1))
    first = survey.invitations.count() + 1
    for place, firm in enumerate(firms, start=first):
        invitation = survey.invitations.create(district=survey.district, enterprise=firm, place=place)
        told(survey, firm, actor, actor.at)
        invitation.submitted, invitation.wants_call_back = True, True
        invitation.save()
        flagged(survey, firm)
        call = CallBack.objects.create(
            district=survey.district, survey=survey, invitation=invitation, why="drawn", outcome="reached",
            is_own=True, is_satisfied=False, done_by=actor.user, done_at=actor.at,
        )  # fmt: skip
        CallBack.objects.create(district=survey.district, survey=survey, invitation=invitation, why="asked")
        chains.hand_on(call, actor, cast.unit, [], f"事项{place}", named=False)


def many(cast, survey, count):
    """So many more of everything, without the verbs."""
    given, staff = {"district": survey.district}, cast.users["staff"]
    firms = Enterprise.objects.bulk_create(
        Enterprise(**given, credit_code=f"91410800MB5{n:07d}", name=f"多家{n}") for n in range(count)
    )
    asked = Invitation.objects.bulk_create(
        Invitation(**given, survey=survey, enterprise=firm, place=10_000 + n, submitted=True, wants_call_back=True)
        for n, firm in enumerate(firms)
    )
    told_now = {"body": "{}", "spoke_with": "王会计", "told_at": DURING, "recorded_by": staff, "recorded_at": DURING}
    TelephoneReply.objects.bulk_create(TelephoneReply(**given, invitation=each, **told_now) for each in asked)
    flags = Flag.objects.bulk_create(
        Flag(**given, survey=survey, rule="device", sentence="2家", found_at=DURING) for _ in asked
    )
    Flag.invitations.through.objects.bulk_create(
        Flag.invitations.through(flag=flag, invitation=each) for flag, each in zip(flags, asked, strict=True)
    )
    many_calls(cast, survey, asked)


def many_calls(cast, survey, asked):
    """Calls that wait and matters that were handed on."""
    given, staff = {"district": survey.district}, cast.users["staff"]
    heard = {"outcome": "reached", "is_own": True, "is_satisfied": False, "done_by": staff, "done_at": DURING}
    calls = CallBack.objects.bulk_create(
        CallBack(**given, survey=survey, invitation=each, why="drawn", **heard) for each in asked
    )
    CallBack.objects.bulk_create(CallBack(**given, survey=survey, invitation=each, why="asked") for each in asked)
    handed = DURING.date()
    step = {"year": 2021, "entered_at": DURING, "entered_by": staff, "unit": cast.unit, "matter": "事项"}
    step |= {"handed_on": handed, "due": handed + timedelta(days=7)}
    SecondHandling.objects.bulk_create(
        SecondHandling(**given, **step, serial=10_000 + n, call_back=call) for n, call in enumerate(calls)
    )


PAGES = ("quality", "flags", "telephone", "call-backs", "second-handlings")


def test_pages_ask_as_much_for_two_thousand_as_for_ten(cast, survey):
    crowded(cast, survey, 12)
    client = cast.client("director")

    def counted():
        return {page: queries_of(client, f"/surveys/{survey.pk}/{page}/") for page in PAGES}

    counted()  # what is asked once a process
    few = counted()
    many(cast, survey, 2_000)
    assert counted() == few == COUNTS
    assert "还有2002项" in text_of(client.get(f"/surveys/{survey.pk}/quality/"))
