"""The rules import no framework, read no clock and hold no float. One library spells their JSON."""

import ast
import sys
from pathlib import Path

import pytest

import assessment.rules

MODULES = sorted(Path(assessment.rules.__file__).parent.glob("*.py"))
ALLOWED = sys.stdlib_module_names | {"orjson"}
CLOCKS = {"now", "today", "utcnow", "time", "localtime"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_rules_is_pure(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.partition(".")[0] for alias in node.names} <= ALLOWED
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.partition(".")[0] in ALLOWED
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float)
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in CLOCKS | {"float", "eval", "exec"}
