"""满意度调查: the list with its filters, the preview, and what 今日 says."""

import json
from pathlib import Path

import pytest

from surveys.answer import submit
from surveys.models import Survey
from tests.counting import queries_of
from tests.factories import make_enterprise

from .pages import FAR, ONGOING, draft, ongoing, text
from .rounds import CLOSES, DURING, OPENS, firm_at, reply_to

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def fill(cast, first, last):
    """Rounds of every stage."""
    kinds = (
        {},
        FAR,
        ONGOING | {"published_at": OPENS},
        {"opens_at": OPENS, "closes_at": CLOSES, "published_at": OPENS},
    )
    Survey.objects.bulk_create(
        Survey(**{"district": cast.district, "name": f"第{n}轮", "closes_on": "2020-12-15"} | kinds[n % 4])
        for n in range(first, last)
    )


def test_the_same_number_of_queries_at_10_and_at_2000_rounds(cast, office):
    fill(cast, 0, 10)
    office.get("/surveys/")  # what a first visit notes is none of the list's
    few = queries_of(office, "/surveys/")
    fill(cast, 10, 2000)
    assert (few, queries_of(office, "/surveys/")) == (COUNTS["surveys"], COUNTS["surveys"])


@pytest.mark.parametrize("page", ["", "questions/", "list/", "preview/", "publish/"])
def test_a_rounds_pages_ask_as_much_for_many_firms(cast, office, page):
    survey = draft(cast, audience="list")
    survey.listed.add(cast.enterprise)
    office.get("/surveys/")
    few = queries_of(office, f"/surveys/{survey.pk}/{page}")
    survey.listed.add(*(make_enterprise(cast.district, f"企业{number}") for number in range(60)))
    assert (few, queries_of(office, f"/surveys/{survey.pk}/{page}")) == (COUNTS[page], COUNTS[page])


def test_each_round_is_told_with_its_stage_and_rate(cast, office):
    assert "还没有满意度调查" in text(office.get("/surveys/"))
    survey = ongoing(cast)
    submit(survey.invitations.first(), reply_to(survey), None, firm_at(DURING))
    Survey.objects.create(district=cast.district, name="2020年终", closes_on="2020-12-20")
    page = " ".join(text(office.get("/surveys/")).split())
    assert '<td data-label="邀请" class="num">2家</td> <td data-label="已答" class="num">1家</td>' in page
    assert '<td data-label="答复率" class="num">50%</td>' in page
    assert '<td data-label="已答" class="num">0份</td>' in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("stage=draft", ["第1轮"]),
        ("stage=open", ["第2轮"]),
        ("stage=closed", ["第3轮"]),
        ("stage=imported", ["第0轮"]),
        ("stage=waiting", []),
        ("stage=unknown", ["第1轮", "第2轮", "第3轮", "第0轮"]),
        ("year=2098", ["第1轮", "第2轮"]),
        ("year=1999", ["第1轮", "第2轮", "第3轮", "第0轮"]),
    ],
)
def test_it_is_narrowed_by_stage_and_year(cast, office, asked, names):
    fill(cast, 0, 4)
    page = text(office.get(f"/surveys/?{asked}"))
    assert {name for name in ("第0轮", "第1轮", "第2轮", "第3轮") if name in page} == set(names)


def test_a_leader_reads_and_is_offered_no_button(cast):
    survey, leader = draft(cast), cast.client("leader")
    assert "新建一轮" not in text(leader.get("/surveys/"))
    page = text(leader.get(f"/surveys/{survey.pk}/"))
    assert "去发布" not in page
    assert "删除草稿" not in page
    assert "上移" not in text(leader.get(f"/surveys/{survey.pk}/questions/"))


def test_another_districts_round_is_not_found(cast):
    survey = draft(cast)
    outsider = cast.client("outsider")
    for page in ("", "questions/", "preview/", "publish/", "change/"):
        assert outsider.get(f"/surveys/{survey.pk}/{page}").status_code == 404
    assert survey.name not in text(outsider.get("/surveys/"))


def test_the_preview_shows_every_question_at_both_sizes(cast, office):
    survey = draft(cast)
    page = text(office.get(f"/surveys/{survey.pk}/preview/"))
    assert page.count("<fieldset") == 6
    assert "林沐川" in page
    assert "phone-normal" in page
    assert "phone-large" in text(office.get(f"/surveys/{survey.pk}/preview/?size=large"))
    assert "phone-normal" in text(office.get(f"/surveys/{survey.pk}/preview/?size=huge"))


def test_today_tells_of_drafts_and_of_a_round_that_is_soon_over(cast, office):
    survey = draft(cast)
    assert f"{survey.name}还没有发布" in text(office.get("/today/"))
    assert f"{survey.name}还没有发布" not in text(cast.client("leader").get("/today/"))


def test_today_counts_who_has_answered(cast):
    from assessment.agenda import agenda
    from assessment.display.agenda_office import surveys_entries
    from officers.models import WorkDay
    from tests.factories import at

    survey = ongoing(cast, closes_at=at(2021, 12, 16, 0), closes_on=Survey.closing_day(at(2021, 12, 16, 0)))
    submit(survey.invitations.first(), reply_to(survey), None, firm_at(DURING))
    calendar = WorkDay.objects.calendar(cast.district)

    def told(day):
        found = agenda(cast.district, calendar, at(2021, 12, day), cast.users["leader"], handles=False)
        return [(entry.detail, entry.when.text) for entry in surveys_entries(found)]

    assert told(9) == []
    assert told(10) == [("邀请2家，已答1家，答复率50%", "剩3个工作日")]
    assert told(15) == [("邀请2家，已答1家，答复率50%", "今天截止")]
    assert told(16) == []
