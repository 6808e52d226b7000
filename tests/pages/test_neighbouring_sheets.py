"""From a score sheet to those before and after it in the ranking, for who may see the ranking."""

import re

import pytest

from assessment.models import ScoreSheet
from officers.models import Role
from tests.factories import compute_run, grant, publish


@pytest.fixture
def run(cast):
    """A ranking of six: A01 90, B1 and B2 85, A02 70, and C1, C2 without a total."""
    run = compute_run(cast.district)
    run.sheets.filter(code="A01").update(status="complete", total=90, name="林沐川")
    run.sheets.filter(code="A02").update(status="complete", total=70)
    one = run.sheets.get(code="A01")
    made = {"run": run, "facts_id": one.facts_id, "subject_kind": "officer", "officer": cast.other_officer}
    made |= {"low": 0, "high": 100, "account": one.account, "digest": "0" * 64}
    ScoreSheet.objects.bulk_create(
        ScoreSheet(**made, code=code, name=f"服务官{code}", total=total, status="complete" if total else "pending")
        for code, total in (("C2", None), ("B2", 85), ("C1", None), ("B1", 85))
    )
    other = compute_run(cast.district)
    other.sheets.update(total=88, status="complete")
    return run


def links(cast, run, code, who="director", under=""):
    page = cast.client(who).get(f"/assessment/runs/{run.pk}/sheets/{code}/{under}").content.decode()
    return re.findall(r'<a rel="(\w+)" href="[^"]*/runs/\d+/sheets/(\w+)/">(.一名)：', page)


def test_they_follow_the_ranking_from_the_first_to_the_last(cast, run):
    order, code = ["A01"], "A01"
    while after := [at for rel, at, word in links(cast, run, code) if (rel, word) == ("next", "下一名")]:
        assert links(cast, run, after[0])[0] == ("prev", code, "上一名")
        order.append(code := after[0])
    assert order == [sheet.code for sheet in run.sheets.ranked()] == ["A01", "B1", "B2", "A02", "C1", "C2"]
    assert [rel for rel, *_ in links(cast, run, "A01")] == ["next"]
    assert [rel for rel, *_ in links(cast, run, "C2")] == ["prev"]


def test_leaders_have_them_and_officers_and_paper_have_none(cast, run):
    assert links(cast, run, "B1", "leader") == links(cast, run, "B1")
    assert links(cast, run, "A01", "officer") == []
    assert links(cast, run, "B1", under="print/") == []


def test_nobody_stands_before_or_after_themselves_before_publication(cast, run):
    grant(cast.users["officer"], Role.OFFICE_DIRECTOR, cast.district)
    assert [rel for rel, *_ in links(cast, run, "B1", "officer")] == ["next"]
    publish(run)
    assert ("prev", "A01", "上一名") in links(cast, run, "B1", "officer")
