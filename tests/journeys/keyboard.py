"""Going through a page without a mouse: Tab from stop to stop, and at each stop what the eye needs."""

from datetime import date

from playwright.sync_api import Page

MOST_TABS = 90
#: a row may begin a little higher than the one before it ends
ROW = 90
#: where the focus is. A tick box of ours shows its ring on the square that stands for it; the little calendar of a
#: day has the browser's own. Of a long field at least a line is to be seen above the bar at the foot.
STOP = """() => {
  const LINE = 20, at = document.activeElement, drawn = at.matches(".pick input") ? at.nextElementSibling : at;
  const box = drawn.getBoundingClientRect(), bar = document.querySelector(".m-bar");
  const hidden = bar && !bar.contains(at) && box.top + LINE > bar.getBoundingClientRect().top;
  return {
    name: at.name || at.textContent.trim(), top: box.top + scrollY,
    ring: at.type === "date" && !at.matches(":focus") ? "calendar" : getComputedStyle(drawn).boxShadow,
    seen: box.bottom > 0 && box.top < innerHeight && !hidden, within: Boolean(at.closest("main")),
    beyond: at === document.body,
  };
}"""


def go_to(page: Page, name: str) -> None:
    """Tab until the field, link or button of this name has the focus.

    Every stop on the way must show a ring, stand in the window with nothing over it, and come in the order of reading.
    """
    above = 0.0
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert not stop["beyond"], f"{name} is not reached by Tab before the page ends"
        assert stop["ring"] != "none", f"no focus ring on {stop['name']}"
        assert stop["seen"], f"{stop['name']} has the focus and is not seen"
        if stop["within"]:
            assert stop["top"] > above - ROW, f"{stop['name']} comes after what stands below it"
            above = stop["top"]
        if stop["name"] == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def fill(page: Page, **fields: str | int | date) -> None:
    """Go from field to field in this order: text is typed, a day is typed into its parts, a number is how often Down
    is pressed in a list of choices."""
    for name, value in fields.items():
        go_to(page, name)
        if isinstance(value, date):
            type_day(page, value)
        elif isinstance(value, int):
            for _ in range(value):
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type(value)


def press(page: Page, name: str) -> None:
    """Go to the button or link and press it."""
    go_to(page, name)
    page.keyboard.press("Enter")


def type_day(page: Page, day: date) -> None:
    """Type the parts of a day in the order in which this browser shows them."""
    for parts in ((f"{day.year}", "ArrowRight", f"{day:%m%d}"), (f"{day:%m%d%Y}",)):
        for part in parts:
            page.keyboard.press(part) if part.startswith("Arrow") else page.keyboard.type(part)
        if page.evaluate("document.activeElement.value") == day.isoformat():
            return
        for _ in range(2):
            page.keyboard.press("ArrowLeft")
    raise AssertionError(f"the day {day} cannot be typed")
