"""The sheet says which visits the office entered late, which were found void and which months were opened again."""

import json
from datetime import date

import pytest

from assessment.assess import context_for, scheme_for
from assessment.measures import collect
from assessment.measures.collect import SOURCES
from assessment.rules.values import canonical
from enterprises.models import ClosedMonth, Honour, Issue, PolicySupport, Visit
from officers.actor import Actor
from tests.factories import (
    COMPUTED,
    at,
    compute_run,
    honour,
    make_district,
    make_enterprise,
    make_officer,
    pair,
    visit,
)

from .reading import part_of, text_of


@pytest.fixture
def late(scene):
    """Add a visit that the office entered late."""

    def enter(day, reason="手机损坏，未及时登记", **more):
        given = {"entered_by": scene.cast.users["staff"], "entered_at": at(2021, 4, 19, 23, 30)} | more
        return visit(scene.first, day, late_reason=reason, **given)

    return enter


@pytest.fixture
def reopen(scene):
    """Close a month and open it again."""

    def do(month, reason, district=None):
        staff = scene.cast.users["staff"]
        district = district or scene.cast.district
        closed = ClosedMonth.close(district, month, Actor(staff.name, at(2021, 5, 6), staff))
        closed.reopen(Actor(staff.name, at(2021, 5, 8), staff), reason)

    return do


def attendance(scene, printed="", item="attendance"):
    """What stands under the weeks, or behind another item, on the sheet of a new run."""
    run = compute_run(scene.cast.district)
    answer = scene.cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/{printed}")
    if printed:
        return text_of(answer)
    return part_of(answer, f'<details class="ev" id="{item}"', "</details></td>")


def bodies(scene):
    """Code and fact sheet of each officer of a new run."""
    sheets = compute_run(scene.cast.district).sheets.select_related("facts")
    return {sheet.code: json.loads(sheet.facts.body) for sheet in sheets}


@pytest.mark.parametrize("printed", ["", "print/"])
def test_a_late_entry_is_named_with_reason_and_who_entered_it_when(scene, late, printed):
    made = late(date(2021, 3, 17))
    name = scene.cast.users["staff"].name
    assert (
        f"补录：3月17日走访（第{made.number}号），2021年4月19日由{name}录入，原因：手机损坏，未及时登记。"
        in attendance(scene, printed)
    )


def test_what_was_entered_together_is_one_sentence(scene, late):
    first, second = late(date(2021, 3, 17)), late(date(2021, 3, 18))
    late(date(2021, 3, 19), "出差。")
    said = attendance(scene)
    assert f"补录：3月17日走访（第{first.number}号）、3月18日走访（第{second.number}号），2021年4月19日由" in said
    assert said.count("补录：") == 2
    assert "原因：出差。" in said
    assert "出差。。" not in said


@pytest.mark.parametrize("printed", ["", "print/"])
def test_a_void_visit_is_named_by_its_record(scene, printed):
    void = Visit.objects.get(voided_at__isnull=False)
    assert f"作废：11月10日走访（第{void.number}号），原因：经核查未到企业。" in attendance(scene, printed)


@pytest.mark.parametrize("printed", ["", "print/"])
@pytest.mark.parametrize(
    ("item", "model", "row", "points", "said"),
    [
        ("bonus", Honour, {"work": "防汛复产"}, ("3.00", "2.00"), "2021-0003 +1.00 作废，原因：登记有误"),
        ("malus", Honour, {"kind": "criticism"}, ("-1.00", "0.00"), "2021-0004 −1.00 作废，原因：登记有误"),
        (
            "policy", PolicySupport, {"policy__name": "稳岗返还"}, ("14.00", "4.00"),
            "作废：沁渊精铸有限公司享受的稳岗返还（8月30日，记录第2021-0002号），原因：登记有误。",
        ),
        ("issues", Issue, {"code": "2021-0346"}, ("8.00", "10.00"), "– 作废，原因：登记有误"),
    ],
)  # fmt: skip
def test_what_was_taken_back_counts_nowhere_and_is_shown_as_void(scene, item, model, row, points, said, printed):
    def scored():
        account = json.loads(compute_run(scene.cast.district).sheets.get(code="A01").account)
        return next(each["points"] for each in account["items"] if each["code"] == item)

    before = scored()
    assert "登记有误" not in attendance(scene, printed, item)
    model.objects.filter(**row).update(voided_at=COMPUTED, void_reason="登记有误。")
    assert (before, scored()) == points
    assert said in attendance(scene, printed, item)


def test_what_was_taken_back_from_others_is_not_told(scene):
    other = make_officer(scene.cast.district, "A77", "欧阳娜")
    pair(other, make_enterprise(scene.cast.district, "别家企业"))
    for target in ({"officer": other}, {"enterprise": other.pairing_set.get().enterprise}):
        honour(date(2021, 5, 6), "技改", **target, voided_at=COMPUTED, void_reason="登记有误")
    told = {code: len(body["evidence"].get("void_honours", ())) for code, body in bodies(scene).items()}
    assert told == {"A01": 0, "A02": 0, "A77": 2}


def test_a_late_correction_names_the_record_it_replaces(scene, late):
    old = visit(scene.first, date(2021, 3, 17), void="地点写错", is_current=False)
    new = late(date(2021, 3, 17), replaces=old)
    said = attendance(scene)
    assert f"补录：3月17日走访（第{new.number}号，更正第{old.number}号）" in said
    assert "地点写错" not in said, "what was replaced did not fail a check"


def test_a_late_entry_that_was_found_void_is_no_late_entry_any_more(scene, late):
    late(date(2021, 3, 17), voided_at=COMPUTED, void_reason="查无此事")
    said = attendance(scene)
    assert "原因：查无此事" in said
    assert "补录" not in said


@pytest.mark.parametrize("printed", ["", "print/"])
def test_a_reopened_month_is_named_once_a_sheet(scene, reopen, printed):
    reopen(date(2021, 4, 1), "漏登走访")
    name = scene.cast.users["staff"].name
    said = attendance(scene, printed)
    assert said.count("重开") == 1
    assert f"4月：2021年5月6日月结，2021年5月8日由{name}重开，原因：漏登走访。" in said


def test_a_month_that_stays_closed_is_not_named(scene):
    staff = scene.cast.users["staff"]
    ClosedMonth.close(scene.cast.district, date(2021, 4, 1), Actor(staff.name, at(2021, 5, 6), staff))
    assert "月结" not in attendance(scene)


def test_only_the_year_the_pairing_and_the_district_are_spoken_of(scene, late, reopen):
    elsewhere = make_district("other", "邻区")
    pairing = pair(make_officer(elsewhere, "A01"), make_enterprise(elsewhere, "邻区企业"))
    visit(pairing, date(2021, 3, 17), late_reason="邻区")
    reopen(date(2021, 3, 1), "邻区", elsewhere)
    reopen(date(2020, 12, 1), "上一年")
    late(date(2020, 12, 2), "上一年")
    late(date(2021, 3, 17), "今年")
    marked = [pairing.get("late_visits", []) for pairing in bodies(scene)["A01"]["evidence"]["pairings"]]
    assert [[row["reason"] for row in rows] for rows in marked] == [["今年"], []]
    assert "reopened" not in bodies(scene)["A01"]["evidence"]


def test_a_reason_is_text_and_nothing_else(scene, late, reopen):
    late(date(2021, 3, 17), "<b>粗</b>")
    reopen(date(2021, 4, 1), "<i>斜</i>")
    run = compute_run(scene.cast.district)
    page = scene.cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/A01/").content.decode()
    assert "&lt;b&gt;粗&lt;/b&gt;" in page
    assert "&lt;i&gt;斜&lt;/i&gt;" in page


def test_no_mark_changes_a_score(scene, late, reopen):
    def results():
        return dict(compute_run(scene.cast.district).sheets.values_list("code", "account"))

    visit(scene.first, date(2021, 3, 18))
    before = results()
    Visit.objects.filter(date=date(2021, 3, 18)).update(late_reason="出差")
    reopen(date(2021, 4, 1), "漏登走访")
    assert results() == before


def test_a_year_without_any_has_the_same_fact_sheet_as_if_nobody_had_asked(scene):
    Visit.objects.filter(voided_at__isnull=False).update(voided_at=None, void_reason="")
    context = context_for(scene.cast.district, scheme_for("jiaozuo-officers", 2021), 2021, date(2022, 3, 1))
    asked, not_asked = (
        [canonical(subject.described()) for subject in collect(context, **sources).subjects]
        for sources in ({}, {"sources": tuple(SOURCES)})
    )
    assert asked == not_asked
    assert not any(name in "".join(asked) for name in ("late_visits", "void_", "reopened"))
