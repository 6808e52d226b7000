"""A unit's page counts what its officers did in a year, and nothing of other units."""

from datetime import date

from enterprises.roll_up import roll_up
from tests.factories import at, hand_in, make_officer, make_unit, pair, raise_issue, visit

TODAY = date(2021, 9, 24)


def tallies(cast, year=2021):
    found = roll_up([cast.officer, cast.other_officer], cast.district, year, TODAY)
    return {each.officer.code: each for each in found}


def test_visits_are_told_apart_by_visitor_and_year(cast):
    visit(cast.pairing, date(2021, 3, 9))
    visit(cast.pairing, date(2021, 3, 10), visitor="deputy")
    visit(cast.pairing, date(2021, 3, 11), void="未到")
    visit(cast.pairing, date(2020, 12, 31))
    own = tallies(cast)["A01"]
    assert (own.visits, own.deputy_visits, own.enterprises) == (1, 1, 1)
    assert tallies(cast, 2020)["A01"].visits == 1
    assert tallies(cast)["A02"].visits == 0


def test_ledgers_are_in_time_up_to_the_due_day(cast):
    hand_in(cast.officer, 1, at(2021, 2, 5, 23))
    hand_in(cast.officer, 2, at(2021, 3, 6))
    hand_in(cast.officer, 3, at(2021, 4, 1), returned=at(2021, 4, 2))  # never handed in again
    own = tallies(cast)["A01"]
    assert (own.on_time, own.late) == (1, 1)


def test_unsolved_issues_count_for_who_answers_today(cast):
    raise_issue(cast.enterprise, "W1", date(2021, 3, 1), "用电")
    raise_issue(cast.enterprise, "W2", date(2021, 3, 1), "用水", ("closed", date(2021, 3, 2)))
    assert [tallies(cast)[code].unsolved for code in ("A01", "A02")] == [1, 0]


def test_the_page_holds_the_units_own_officers_alone(cast):
    other = make_unit(cast.district, "区科创局")
    stranger = make_officer(cast.district, "A03", "周砚秋", unit=other)
    pair(stranger, cast.enterprise, date(2019, 1, 1), date(2019, 12, 31))
    body = cast.client("staff").get(f"/units/{cast.unit.pk}/").content.decode()
    assert "林沐川" in body
    assert "周砚秋" not in body


def test_a_year_out_of_reach_is_this_year(cast):
    client = cast.client("staff")
    path = f"/units/{cast.unit.pk}/"
    assert client.get(path, {"year": "1066"}).context["year"] == client.get(path).context["year"]
    assert client.get(path, {"year": "99999999999999999999"}).status_code == 200
