"""The sheet of an officer who was in office for less than half a year says so, on screen and on paper."""

from datetime import date

import pytest

from tests.factories import compute_run, make_enterprise, make_officer, pair

from .reading import text_of


@pytest.mark.parametrize("view", ["", "print/"])
def test_it_is_noted_and_nothing_else_changes(cast, view):
    pair(make_officer(cast.district, "A77", "欧阳娜"), make_enterprise(cast.district, "新企业"), date(2021, 10, 11))
    url = f"/assessment/runs/{compute_run(cast.district).pk}/sheets"
    director = cast.client("director")
    assert "任职不满半年" in text_of(director.get(f"{url}/A77/{view}"))
    assert "任职不满半年" not in text_of(director.get(f"{url}/A01/{view}"))


def test_a_unit_has_no_term(cast):
    run = compute_run(cast.district, scheme="kunshan-departments", year=2017, as_of=date(2018, 3, 1))
    page = cast.client("director").get(f"/assessment/runs/{run.pk}/sheets/区工信局/")
    assert page.status_code == 200
    assert "任职不满半年" not in text_of(page)
