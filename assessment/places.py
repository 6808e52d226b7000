"""Where each thing to do is done: pages of other parts, named in one place."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def place(name: str, *args: Any, query: str = "") -> str:
    """The address of a page, with `query` behind it; empty where this site does not serve it."""
    try:
        return reverse(name, args=args) + (f"?{query}" if query else "")
    except NoReverseMatch:
        return ""
