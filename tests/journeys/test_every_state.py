"""Every address of the permission table in every state: empty, with text that never ends, refused, overtaken.

An address that answers with a page is shown here by being declared at all (tests/permissions/table.py), and an address
that is not declared fails there. `SCREENSHOTS=folder` keeps what was shown.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import expect

from tests.cast import ANONYMOUS
from tests.permissions.table import TABLE, path_to, readers, writers
from tests.security.test_user_text_never_runs import poison

from .shown import Shown

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

#: at 683 px a page of 1366 px stands at twice its size
WIDTHS = (320, 390, 683, 1366)
AXE_AT = 390
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
LATIN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbe"
CHINESE = "河清示范区沁渊精密铸造与新材料联合研究发展股份有限公司第二生产基地综合协调服务办公室设备更新专班"
LONG = LATIN + CHINESE
LEADS_NOWHERE = """() => [...document.querySelectorAll('[role=alert] a[href^="#"]')]
  .filter((link) => !document.getElementById(link.hash.slice(1))).map((link) => link.hash)"""
#: fields that no person fills: they go back as they came
CARRIED = {"version", "seen", "shown", "sequence", "form_key", "year", "confirm", "mode", "month"}
#: what a page of another day would send back
PASSED = {"version": "7", "sequence": "7", "shown": "7", "seen": '{"name": "旧名称"}'}
#: who sees the pages of a phone, and who those of a desk
PHONES, DESKS = ("officer", "deputy", "liaison"), ("director", "admin", "oversight")
#: laid out as the page that axe has looked at, with less or with more on it
UNCHECKED = ("empty", *(f"long-{person}" for person in DESKS))
SHOWN = [name for name in TABLE if readers(name) or "POST" in TABLE[name].answers]


@pytest.fixture
def window(browser):
    window = Shown(browser)
    yield window
    window.page.close()
    assert not window.complaints
    assert not window.foreign


#: every sixth address each time, all in the long run
EACH = [pytest.param(name, marks=[pytest.mark.long] * bool(place % 6)) for place, name in enumerate(SHOWN)]


@pytest.mark.parametrize("name", EACH)
def test_a_page_is_whole_and_accessible_in_every_state(scene, window, name):
    cast = scene
    path = path_to(name, cast)
    answers = {**without_rows(cast, name, path)}
    poison(LONG)
    answers |= full_of_text(cast, name, path) | sent(cast, name, path)
    for state, answer in answers.items():
        window.show(path, answer)
        wrong = {width: over for width in WIDTHS if (over := window.runs_over(width, f"{name}-{state}"))}
        assert not wrong, state
        if answer.status_code != 200:
            told_first(window.page)
        if state not in UNCHECKED:
            window.page.set_viewport_size({"width": AXE_AT, "height": 844})
            found = Axe().run(window.page, options=RULES)
            assert not found.response["violations"], (state, found.generate_report())


def without_rows(cast, name, path):
    """What those see who have nothing yet: an office of an empty district, an officer without enterprises."""
    asking = {"outsider": "empty", "newcomer": "nothing-yet"}
    seen = {"outsider": "outsider", "newcomer": "officer"}
    if TABLE[name].path:
        return {}
    return pages({state: cast.client(who).get(path) for who, state in asking.items() if seen[who] in readers(name)})


def full_of_text(cast, name, path):
    """The page as it stands on a phone and at a desk, every text as long as it may be."""
    able = readers(name) or [person for person in (ANONYMOUS,) if "GET" in TABLE[name].answers]
    who = [
        found[0] for some in (PHONES, DESKS, (ANONYMOUS,)) if (found := [person for person in some if person in able])
    ]
    return pages({f"long-{person}": cast.client(person).get(path) for person in who})


def sent(cast, name, path):
    """What is answered to a form that is sent empty, to one that somebody else has overtaken, and to one in order when
    its answer is a page: codes and passwords that are shown once, a hand-over to look at."""
    address = TABLE[name]
    if "POST" not in address.answers or not writers(name):
        return {}
    form = address.form(cast) if address.form else {}
    empty = {field: value if carried(field) else "" for field, value in form.items()} or {"sent": "empty"}
    stale = {field: PASSED.get(field.partition("_")[0], value) for field, value in form.items()}
    answers = {}
    for state, fields in {"refused": empty, "overtaken": stale if stale != form else None, "done": form}.items():
        if fields:
            with transaction.atomic():
                answers[state] = cast.client(writers(name)[0]).post(path, fields)
                transaction.set_rollback(True)
    return {
        state: answer for state, answer in pages(answers).items() if (answer.status_code == 200) == (state == "done")
    }


def carried(field):
    return field.partition("_")[0] in CARRIED or field in CARRIED


def pages(answers):
    """Those that are a page: what was asked for, or what is wrong with it."""
    read = {state: one for state, one in answers.items() if one.status_code in (200, 409, 422) and not one.streaming}
    return {state: one for state, one in read.items() if "html" in one["Content-Type"]}


def told_first(page):
    """What is wrong has the focus, in an office's words, and its links lead to the fields."""
    expect(page.get_by_role("alert").first).to_be_focused()
    assert not page.evaluate(LEADS_NOWHERE)
    assert "字段" not in page.locator("main").inner_text()
