"""Names are found by characters, pinyin and first letters, whatever reading a character has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from enterprises.models import Enterprise
from officers.models import Officer
from officers.spelling import spelling
from tests.factories import make_enterprise, make_officer

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("沣源精工有限公司", "精工"),
        ("沣源精工有限公司", "fengyuan"),
        ("沣源精工有限公司", "FYJG"),
        ("单县机电", "shanxian"),
        ("单县机电", "danxian"),
        ("曾氏食品", "zs"),
        ("河南ABC集团", "abc"),
        ("𠮷野家", "野家"),
        ("一 二", "一二"),
    ],
)
def test_a_name_is_found_by_what_is_typed(cast, name, typed):
    found = make_enterprise(cast.district, name)
    assert list(Enterprise.objects.named_like(typed)) == [found]


def test_nothing_typed_finds_all_and_nonsense_none(cast):
    assert Enterprise.objects.named_like(" ").count() == 2
    assert not Enterprise.objects.named_like("%").exists()
    assert not Enterprise.objects.named_like("没有这家").exists()


def test_a_new_name_is_spelled_anew_also_when_only_it_is_saved(cast):
    officer = make_officer(cast.district, "B01", "程望舒")
    officer.name = "韩霁月"
    officer.save(update_fields=["name"])
    assert list(Officer.objects.named_like("hanjiyue")) == [officer]
    assert not Officer.objects.named_like("cws").exists()


def test_readings_are_bounded():
    assert len(spelling("单曾仇" * 20)[:600].split(" ")[0]) == 60
    assert len(spelling("单曾仇" * 20).split()) <= 17


def test_the_dictionary_of_readings_is_not_loaded_before_a_name_is_spelled():
    code = "import django, sys; django.setup(); import assessment.assess; print('pypinyin' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout == "False\n"
