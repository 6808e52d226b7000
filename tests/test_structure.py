"""Tests about the codebase: small parts, one place for everything, nothing left lying about."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from config.environment import BASE_DIR
from tests.run import ELSEWHERE, ONCE, PERMISSIONS

OURS = ("config", "officers", "enterprises", "surveys", "assessment")
FOLDERS = (*OURS, "tests", "benchmarks")
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 40, 150
DRAWERS = {"services", "selectors", "utils", "helpers", "constants", "signals"}
# Django finds these by name.
IMPLIED_TEMPLATES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Pure by design: the clock is an argument.
CLOCKLESS = (
    "assessment/rules",
    "assessment/measures",
    "assessment/models",
    "enterprises/deadlines.py",
    "enterprises/models",
    "enterprises/reminders.py",
    "officers/models",
    "officers/notify.py",
    "officers/periods.py",
    "officers/workdays.py",
    "surveys/models",
)
# Models whose rows no page lists by themselves, and why that is right.
UNSCOPED = {
    "officers.RecordCounter": "numbers records, is never shown",
    "officers.ReminderRound": "keeps a day's reminders from being made twice, is never shown",
    "officers.FailedSignIn": "counts attempts, is never shown",
    "officers.FormerPassword": "is compared with, is never shown",
    "officers.RecoveryCode": "is compared with, is never shown",
    "officers.SecondFactor": "reached through its account",
    "officers.SignIn": "reached through its account",
    "officers.TrustedDevice": "reached through its account",
    "assessment.FactSheet": "reached through the score sheet",
}


def sources(*folders: str) -> Iterator[Path]:
    """Our Python files, migrations apart."""
    for folder in folders:
        root = BASE_DIR / folder
        found = [root] if root.is_file() else sorted(root.rglob("*.py"))
        yield from (path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every template of the project."""
    return [path for path in sorted((BASE_DIR / "templates").rglob("*")) if path.is_file()]


def name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_files_fit_in_the_head():
    long = {name(path): lines(path) for path in sources(*FOLDERS) if lines(path) >= FILE_LINES}
    assert not long


def test_functions_fit_on_a_screen():
    long = {}
    for path in sources(*FOLDERS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length >= FUNCTION_LINES:
                    long[f"{name(path)}:{node.name}"] = length
    assert not long


def test_templates_fit_on_two_screens():
    long = {name(path): lines(path) for path in templates() if lines(path) >= TEMPLATE_LINES}
    assert not long


def test_no_file_is_a_drawer_for_anything():
    assert not [name(path) for path in sources(*OURS) if path.stem in DRAWERS]


def test_what_is_left_out_on_one_database_runs_on_the_other():
    here, there = ([f"{path}/" for path in left_out] for left_out in ((PERMISSIONS, *ONCE), ELSEWHERE))
    assert not [path for path in here + there if not (BASE_DIR / path).exists()]
    assert not [(one, other) for one in here for other in there if one.startswith(other) or other.startswith(one)]


def test_every_template_is_used():
    texts = [path.read_text() for path in (*sources(*OURS), *templates())]
    said = {found for text in texts for found in re.findall(r"[\w./-]+\.(?:html|txt|svg)", text)}
    unused = []
    for path in templates():
        own = str(path.relative_to(BASE_DIR / "templates"))
        if own not in said and own not in IMPLIED_TEMPLATES and not own.startswith("django/forms/"):
            unused.append(own)
    assert not unused


def test_who_may_see_a_models_rows_is_said_by_its_queryset():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    unscoped = {model._meta.label for model in models if not hasattr(model._default_manager.all(), "visible_to")}
    assert unscoped == set(UNSCOPED)


def test_the_clock_is_an_argument():
    reading = re.compile(
        r"timezone\.now|timezone\.local(?:date|time)\(\)|date\.today|datetime\.now|datetime\.utcnow|auto_now"
    )
    assert not [name(path) for path in sources(*CLOCKLESS) if reading.search(path.read_text())]


def test_rules_compute_without_floats():
    found = []
    for path in sources("assessment/rules"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(f"{name(path)}:{node.lineno}")
            if isinstance(node, ast.Name) and node.id == "float":
                found.append(f"{name(path)}:{node.lineno}")
    assert not found


def test_nothing_is_left_for_later_and_no_test_is_left_out():
    marks = re.compile("TO" + "DO|FIX" + "ME|X" + r"XX\b|pytest\.(?:mark\.)?(?:skip|xfail)")
    assert not [name(path) for path in (*sources(*FOLDERS), *templates()) if marks.search(path.read_text())]


def test_no_path_of_one_machine_is_written_down():
    machine = re.compile("/" + r"(?:root|home|work|opt|Users)/\w")
    texts = [*sources(*FOLDERS), *templates(), *(BASE_DIR / "config" / "static").rglob("*.css")]
    texts += [BASE_DIR / own for own in ("Makefile", "pyproject.toml", "docker-compose.yml", "Dockerfile", ".ci/run")]
    assert not [name(path) for path in texts if machine.search(path.read_text())]
