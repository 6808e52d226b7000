"""A visit is of the day that stood on the page when it was chosen, whenever the form arrives."""

from datetime import date, timedelta

import pytest

from enterprises.models import Visit
from tests.factories import at
from tests.pages.reading import text_of

from . import clock
from .clock import TODAY, YESTERDAY

NEW = "/visits/new/"


def offered(page):
    """What the page would send for each of the days it names."""
    return [value for value, _, _ in page.context["form"].days]


def after(monkeypatch, **passed):
    monkeypatch.setattr(clock, "NOW", clock.NOW + timedelta(**passed))


def test_the_page_sends_the_days_it_names(cast):
    page = cast.client("officer").get(NEW)
    assert offered(page) == [TODAY.isoformat(), YESTERDAY.isoformat()]
    assert f'name="day" value="{TODAY}" required checked' in page.content.decode()
    assert "今天9月24日" in text_of(page).replace(" ", "")


@pytest.mark.parametrize(("which", "day"), [(0, TODAY), (1, YESTERDAY)])
@pytest.mark.parametrize("days", [0, 1, 3])
def test_it_is_that_day_though_it_arrives_after_midnight_or_from_a_draft(cast, typed, monkeypatch, which, day, days):
    fields = typed(day=offered(cast.client("officer").get(NEW))[which])
    monkeypatch.setattr(clock, "NOW", at(2021, 9, 24 + days, 0, 1))
    assert cast.client("officer").post(NEW, fields).status_code == 302
    assert Visit.objects.get().date == day


def test_the_same_form_after_midnight_is_the_same_visit(cast, typed, monkeypatch):
    fields = typed()
    cast.client("officer").post(NEW, fields)
    after(monkeypatch, days=1)
    answer = cast.client("officer").post(NEW, fields)
    assert answer["Location"] == f"/visits/{Visit.objects.get().pk}/"


def test_a_day_that_is_no_longer_offered_comes_back_as_another_day(cast, typed, monkeypatch):
    after(monkeypatch, days=3)
    page = cast.client("officer").post(NEW, typed(content=""))
    assert page.status_code == 422
    assert 'value="other" data-draft-else="date" required checked' in page.content.decode()
    assert page.context["form"]["date"].value() == TODAY.isoformat()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY - timedelta(days=8), "走访后7天内可以补记"),
        (TODAY + timedelta(days=1), "日期不能晚于今天（9月24日）"),
        (date(1021, 9, 24), "年份须在2000至2099之间"),
        ("today", "走访日期：请填日期，如"),
        ("2021-02-30", "走访日期：请填日期，如"),
        ("\x00", "走访日期：请填日期，如"),
        ("", "哪一天："),
    ],
)
def test_the_rules_of_other_days_hold(cast, typed, day, said):
    answer = cast.client("officer").post(NEW, typed(day=day))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Visit.objects.exists()


def test_the_office_enters_such_a_day_with_a_reason(cast, typed, monkeypatch):
    fields = typed(late_reason="住院期间由同事代记")
    after(monkeypatch, days=20)
    assert cast.client("staff").post(NEW, fields).status_code == 302
    assert Visit.objects.get().date == TODAY
