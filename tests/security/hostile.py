"""What people and programs type into fields that were made for something else."""

import os

#: of a field's texts every so many-th: `tests.run` tries a sixth each time, another sixth in the next field
STEP = int(os.environ.get("HOSTILE_STEP", "1"))
SCRIPT = "\"'><script>hurt()</script>"
TEXTS = (
    SCRIPT,
    "＜script＞hurt()＜/script＞",
    "<img src=x onerror=hurt()>",
    "{{7*7}}{% debug %}${7*7}",
    "' OR 1=1 --",
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\u202e\u200b\ufeff倒",
    "𠮷" * 50,
    "é" * 3 + "é",
    "\r\nSet-Cookie: a=b",
    "../../etc/passwd",
    "=1+1",
    "中" * 6000,
)
NUMBERS = ("-1", "0", "9" * 30, "9" * 5000, "1e9", "NaN", "１２", "٣", "0x10", "")
DAYS = ("0000-00-00", "2021-13-45", "9999-12-31", "0001-01-01", "2021-02-30", "昨天", "2021-3-9 25:61")
ALL = (*TEXTS, *NUMBERS, *DAYS)


def for_field(place: int) -> tuple[str, ...]:
    """What is tried in the field that stands in this place."""
    return ALL[place % STEP :: STEP]
