"""A page with everything that it loads stays under 60 KB, before any compression, and loads nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from surveys.invite import publish
from surveys.models import Question
from tests.surveys.rounds import OFFICE, make_round

from .conftest import Firm

MOST_BYTES = 60 * 1024


@pytest.fixture
def longest(cast):
    """A round as long as one could be asked: twenty questions, each with a long text."""
    survey = make_round(cast.district)
    for place in range(6, 21):
        kind = ("choice", "scale", "text")[place % 3]
        options = [f"{number}" * 30 for number in range(8)] if kind == "choice" else []
        Question.objects.create(
            district=cast.district, survey=survey, position=place, kind=kind, text="长" * 100, hint="说" * 50,
            options=options,
        )  # fmt: skip
    publish(survey, OFFICE, 1)
    return Firm(survey, cast.enterprise)


def weight(answer):
    """The bytes of the page and of what it loads, each file by itself."""
    source = answer.content.decode()
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', source)
    assert not re.findall(r'(?:href|src)="(?:https?:)?//', source)
    files = {path: Path(finders.find(path.removeprefix("/static/"))) for path in loaded}
    assert not [path for path, file in files.items() if file.suffix == ".css" and "url(" in file.read_text()]
    parts = {path: file.stat().st_size for path, file in files.items()}
    return parts | {"page": len(answer.content)}


@pytest.mark.parametrize("page", ["cover", "form", "wrong", "submitted"])
def test_a_page_is_light(longest, page):
    shown = {
        "cover": longest.open,
        "form": lambda: longest.open(longest.form),
        "wrong": lambda: longest.phone.post(longest.form, {"remark": "字" * 300}),
        "submitted": lambda: longest.phone.get(longest.send().headers["Location"]),
    }[page]()
    parts = weight(shown)
    assert len(parts) >= 4
    assert sum(parts.values()) < MOST_BYTES, parts


def test_the_ordinary_page_is_half_of_that(firm):
    parts = weight(firm.open(firm.form))
    assert sum(parts.values()) < MOST_BYTES / 2, parts
