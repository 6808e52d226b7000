"""What a journey does before it looks: a click returns when the next page has begun, not when it is there.

Who then asks by themselves (`evaluate`, `count`, the address) now and then asks a page that is still nothing, and only
on a busy machine. Playwright's own `expect` waits; so does `Visitor.loaded` and what looks through it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

JOURNEYS = sorted((Path(__file__).parent / "journeys").glob("*.py"))
LEAVES = {"click", "dblclick", "tap"}
ASKS = {"evaluate", "evaluate_all", "count", "content", "title", "url", "is_visible", "is_checked", "is_enabled"}
ASKS |= {"all", "all_inner_texts", "all_text_contents", "screenshot"}
#: what the tests' own helpers are called that begin with `loaded`
LOADED = {"loaded", "cut_off", "accessible", "whole", "check", "fits"}
WAITS = LOADED | {"expect", "goto", "reload", "wait_for", "wait_for_url", "wait_for_load_state", "wait_for_selector"}
WAITS |= {"expect_navigation", "expect_download", "expect_response", "saved", "sign_in", "reads"}


def said_in(node: ast.AST) -> set[str]:
    """What is asked of something in it, and the functions that it calls."""
    asked = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    called = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return asked | {each.id for each in called if isinstance(each, ast.Name)}


def steps(body: list[ast.stmt]) -> Iterator[ast.stmt | ast.expr]:
    """The statements in the order in which they are read, those within blocks after the head of their block."""
    for each in body:
        inner = [part for name in ("body", "orelse", "finalbody") for part in getattr(each, name, [])]
        if isinstance(each, ast.With):
            # a wait around a click is over when the block ends
            yield from steps(inner)
            yield from (item.context_expr for item in each.items)
        elif inner and not isinstance(each, ast.FunctionDef):
            yield from (getattr(each, name) for name in ("test", "iter") if hasattr(each, name))
            yield from steps(inner)
        elif not inner:
            yield each


def hasty(source: str) -> list[int]:
    """The lines that look without waiting, after a line that may have left the page."""
    found = []
    for function in (each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)):
        leaves = False
        for step in steps(function.body):
            names = said_in(step)
            if names & WAITS:
                leaves = False
            elif leaves and names & ASKS:
                found.append(step.lineno)
            leaves = leaves or bool(names & LEAVES)
    return sorted(set(found))


def test_a_journey_waits_for_the_page_that_it_looks_at():
    found = {path.name: hasty(path.read_text("utf-8")) for path in JOURNEYS}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_hasty_look_is_found():
    looks = "def test(page):\n    page.get_by_role('link').click()\n    {}\n"
    assert hasty(looks.format("assert page.locator('tr').count() == 3")) == [3]
    assert hasty(looks.format("assert page.url == '/'")) == [3]
    assert hasty(looks.format("for tick in page.locator('input').all():\n        tick.check()")) == [3]
    assert hasty(looks.format("expect(page.locator('tr')).to_have_count(3)\n    assert page.url == '/'")) == []
    inside = "with page.expect_navigation():\n        page.click('a')\n    page.evaluate('1')"
    assert hasty(looks.format(inside)) == []
