"""Whoever of the office is in the register as officer or deputy, without a role in it today, reads nothing of the firms
they served: whether these answered, were called, are doubted."""

from io import BytesIO

import openpyxl
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


def test_no_count_tells_whether_they_answered(registered, survey):
    cast = registered
    for number, firm in enumerate((cast.enterprise, cast.other_enterprise)):
        answered(survey, firm, number)
    drawn(survey, by(cast, "director"), 2)
    for who, count in (("director", 2), ("staff", 1)):
        client, path = cast.client(who), f"/surveys/{survey.pk}/"
        assert f"已收有效答卷{count}份" in text_of(client.get(f"{path}quality/"))
        assert f"导出待回访的{count}家" in text_of(client.get(f"{path}call-backs/"))
        exported = b"".join(client.post(f"{path}call-backs/export/").streaming_content)
        assert openpyxl.load_workbook(BytesIO(exported)).active.max_row == 1 + count


def test_who_is_registered_neither_draws_nor_reads_out_of_how_many(registered, survey):
    cast, path = registered, f"/surveys/{survey.pk}/call-backs/"
    answered(survey, cast.enterprise)
    drawn(survey, by(cast, "director"))
    form = {"amount": "1", "unit": "firms", "drawn_before": "1"}
    refused = cast.client("staff").post(f"{path}draw/", form)
    assert refused.status_code == 403
    assert "请由办公室其他人抽取" in text_of(refused)
    assert "从1家中抽取1家" in text_of(cast.client("director").get(path))
    shown = text_of(cast.client("staff").get(path))
    for said in ("可以抽取的", "家中抽取"):
        assert said not in shown


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
