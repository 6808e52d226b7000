"""The `schemes` command: list, show, check."""

import re

import pytest
from django.core.management import CommandError

from assessment import schemes
from tests.assessment.commands import output_of

CARRIED = [
    *("jiaozuo-officers@2020.1", "jilin-departments@2021.1", "kunshan-departments@2017.1"),
    *("kunshan-towns@2017.1", "xinyang-counties@2012.1"),
]


@pytest.fixture
def jiaozuo(tmp_path):
    """A copy of the Jiaozuo scheme that a district may have edited; call it with what to replace."""

    def edited(old="", new=""):
        text = schemes.source("jiaozuo-officers@2020.1")
        assert old in text
        file = tmp_path / "本区办法.toml"
        file.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return str(file)

    return edited


def test_list_names_every_scheme_with_its_title():
    lines = output_of("schemes", "list").splitlines()
    assert [line.split("　")[0] for line in lines] == CARRIED
    assert "首席服务官" in lines[0]


@pytest.mark.parametrize("name", [*CARRIED, "jiaozuo-officers"])
def test_show_prints_each_item_with_its_clause_and_the_digest(name):
    shown = output_of("schemes", "show", name)
    scheme = schemes.load(name if "@" in name else "jiaozuo-officers@2020.1")
    assert scheme.digest in shown
    for item in scheme.items:
        assert f"（{item.id}，" in shown
        assert item.clause.quote in shown


def test_show_says_which_schemes_there_are_when_one_does_not_exist():
    with pytest.raises(CommandError, match=r"没有考核办法“nonsense”.*jiaozuo-officers") as ended:
        output_of("schemes", "show", "nonsense")
    assert ended.value.returncode == 2


@pytest.mark.parametrize("name", CARRIED)
def test_check_passes_every_carried_scheme(name, tmp_path):
    file = tmp_path / f"{name}.toml"
    file.write_text(schemes.source(name), encoding="utf-8")
    said = output_of("schemes", "check", str(file))
    assert re.search(r"可以使用：\d+个指标，\d+个算例全部相符", said)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("each = -0.5", "each = -0.6", "attendance|算例|到岗"),
        ("max = 15\n", "max = 14\n", "14|分"),
        ("每少于一次扣0.5分，全年到岗率低于60%", "每少于一次扣0.6分，全年到岗率低于60%", "条文|原文|引"),
        ('kind = "tally"', 'kind = "guess"', "kind"),
        ("[scheme]\ncode", '[scheme]\ncolour = "red"\ncode', "colour"),
    ],
)
def test_check_refuses_a_scheme_that_does_not_hold_and_names_file_and_place(jiaozuo, old, new, named):
    with pytest.raises(CommandError) as refused:
        output_of("schemes", "check", jiaozuo(old, new))
    assert "本区办法.toml" in str(refused.value)
    assert re.search(named, str(refused.value))


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path):
    with pytest.raises(CommandError, match="不能读取") as ended:
        output_of("schemes", "check", str(tmp_path / "没有.toml"))
    assert ended.value.returncode == 2
    broken = tmp_path / "乱码.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        output_of("schemes", "check", str(broken))
