"""The pages for what went wrong, which no address answers with by itself: whole and accessible like the others."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.template.loader import render_to_string

from config.environment import BASE_DIR

from .shown import Shown
from .test_every_state import AXE_AT, RULES, WIDTHS

pytestmark = pytest.mark.journey

NUMBERED = sorted(path.name for path in (BASE_DIR / "templates").glob("[0-9]*.html"))


@pytest.mark.parametrize("template", [*NUMBERED, "surveys/public/trouble.html"])
def test_a_page_of_trouble_is_whole_and_accessible(browser, template):
    window = Shown(browser)
    window.show("/trouble/", HttpResponse(render_to_string(template)))
    assert {width: over for width in WIDTHS if (over := window.runs_over(width, template))} == {}
    window.page.set_viewport_size({"width": AXE_AT, "height": 844})
    found = Axe().run(window.page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    window.page.close()
    assert (window.complaints, window.foreign) == ([], [])
