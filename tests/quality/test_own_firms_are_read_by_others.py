"""Whoever of the office is in the register as officer or deputy, without a role in it today, reads nothing of the firms
they served: whether these answered, were called, are doubted."""

import pytest

from tests.pages.reading import text_of
from tests.surveys.chains import answered, by, drawn, flagged, told


@pytest.fixture
def registered(cast):
    """The staff is the officer of the cast's own firm, by the register alone."""
    cast.officer.user = cast.users["staff"]
    cast.officer.save()
    return cast


def test_the_lists_are_without_them(registered, survey):
    cast, own, other = registered, registered.enterprise, registered.other_enterprise
    told(survey, own, by(cast, "director"))
    answered(survey, other, wants_call_back=True)
    flagged(survey, own, other)
    for path in ("quality", "telephone", "flags", "call-backs", "second-handlings"):
        address = f"/surveys/{survey.pk}/{path}/?who=沁渊&all=1"
        reads, keeps_off = text_of(cast.client("director").get(address)), text_of(cast.client("staff").get(address))
        assert own.name not in keeps_off, path
        if path in ("quality", "telephone"):
            assert own.name in reads, path
    assert other.name in text_of(cast.client("staff").get(f"/surveys/{survey.pk}/quality/"))


def test_a_flag_that_names_them_is_not_there_and_a_call_is_refused_with_a_sentence(registered, survey):
    cast, own = registered, registered.enterprise
    answered(survey, own)
    flag = flagged(survey, own, cast.other_enterprise)
    call = drawn(survey, by(cast, "director"))
    assert cast.client("staff").get(f"/surveys/{survey.pk}/flags/{flag.pk}/").status_code == 404
    assert cast.client("director").get(f"/surveys/{survey.pk}/flags/{flag.pk}/").status_code == 200
    assert call.invitation.enterprise == own
    refused = cast.client("staff").get(f"/surveys/call-backs/{call.pk}/")
    assert refused.status_code == 403
    assert "您是这家企业的首席服务官或分包人" in text_of(refused)
