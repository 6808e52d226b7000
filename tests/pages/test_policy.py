"""What the browser is allowed to load and run: our own files, and nothing written into a page."""

import re

import pytest

from config.environment import BASE_DIR

STATIC = BASE_DIR / "config" / "static"
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", ["/login/", "/assessment/", "/no/such/page/", "/healthz"])
def test_every_answer_carries_the_policy(cast, path):
    answer = cast.client("director").get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_sheets_are_not_kept_by_any_cache(scene):
    assert "no-store" in scene.cast.client("director").get(scene.url)["Cache-Control"]


def test_no_template_writes_style_or_script_into_a_page():
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on|hx-vals=.js")
    assert not [path.name for path in TEMPLATES if inline.search(path.read_text())]


def test_no_page_or_stylesheet_asks_another_host():
    foreign = re.compile(r"(?:src|href|action)=\"(?:https?:)?//|url\(|@import")
    files = [*TEMPLATES, *STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    assert not [path.name for path in files if foreign.search(path.read_text())]


def test_colours_come_from_the_tokens_alone():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\s*[,{.:])")
    allowed = {"#fff", "#000", "#333", "#555", "#777", "#999", "#e6e6e6", "#dfe8f2"}
    found = {
        (path.name, colour)
        for path in STATIC.rglob("*.css")
        if path.name != "tokens.css"
        for colour in literal.findall(path.read_text())
        if colour not in allowed
    }
    assert not found


def test_nothing_newer_than_chromium_90_is_written():
    newer = re.compile(r"color-mix\(|:has\(|oklch\(|@container|@layer|\ddvh|text-wrap")
    comment = re.compile(r"/\*.*?\*/", re.DOTALL)
    assert not [path.name for path in STATIC.rglob("*.css") if newer.search(comment.sub("", path.read_text()))]
