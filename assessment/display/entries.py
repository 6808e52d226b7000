"""One row of the office's day: what, until when, and the page on which it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessment.agenda import Agenda

from .due import NEAR, When

TODAY, SOON, KNOW = range(3)
#: names told in one row
NAMED = 5
TITLE_LENGTH = 40
QUIET = When("", "", NEAR + 1)
LEVELS = {"general": "一般问题", "major": "重点问题"}
NO_UNIT = "未填单位"


@dataclass(frozen=True)
class Entry:
    """One row: what kind of thing, what, until when, and the page on which it is done."""

    group: int
    kind: str
    title: str
    detail: str = ""
    when: When = QUIET
    note: str = ""
    label: str = "查看"
    url: str = ""


def group_of(found: When) -> int:
    """Today, within three working days, or enough to know."""
    return TODAY if found.left <= 0 else SOON if found.left <= NEAR else KNOW


def page_of(name: str, agenda: Agenda) -> str:
    """A page that shows one district at a time, of the district of the day: unasked it would show the first."""
    return f"{reverse(name)}?district={agenda.district.pk}"


def some(names: Sequence[str], unit: str) -> str:
    """The first names, and how many there are: 林沐川、苏若岚等9人."""
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown}等{len(names)}{unit}"


def issue_title(content: str, code: str) -> str:
    """What an issue is about, in one line; its code where nothing is written."""
    told = content or code
    return told if len(told) <= TITLE_LENGTH else f"{told[:TITLE_LENGTH]}……"
