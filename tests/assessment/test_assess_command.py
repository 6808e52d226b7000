"""The `assess` command: the table a clerk reads, its options, what it says when it cannot, and what it asks for."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment import schemes
from assessment.assess import default_as_of
from assessment.measures.collect import SOURCES
from tests.assessment.commands import assessed, output_of
from tests.assessment.scored import One
from tests.factories import answer, ask, honour, make_district, make_officer, pair, visit_weekly
from tests.oracle.districts import district
from tests.oracle.load import load

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
ASSESS = ("assess", "--scheme", "jiaozuo-officers", "--year", "2021")
#: of the whole command, whatever the number of officers
QUERIES = 20


@pytest.fixture
def one():
    return One()


def cells(line):
    """The cells of a table's line as (left edge, right edge), in cells of a terminal: 汉字 take two."""
    edges = []
    for found in re.finditer(r"\S+", line):
        left, right = (
            sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line[:end]) for end in found.span()
        )
        edges.append((left, right))
    return edges


def test_the_tables_columns_line_up_in_a_terminal(one):
    second = make_officer(one.district, "B-2021-0002", "欧阳娜")
    survey = ask(one.district)
    answer(survey, one.firm().enterprise, "满意")
    firm = one.firm(ends=date(2020, 12, 31)).enterprise
    pair(second, firm, date(2021, 1, 1))
    answer(survey, firm, "非常不满意")
    lines = output_of(*ASSESS).splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("名次"))
    columns = list(zip(*map(cells, lines[head : head + 3]), strict=True))
    assert len(columns) == 3 + 7 + 2
    for n, column in enumerate(columns):
        assert len({edges[0 if n in (1, 2) else 1] for edges in column}) == 1, n


def test_the_best_come_first_and_who_waits_is_named_below(one):
    first, second = one.firm(), one.firm()
    visit_weekly(first, range(1, 53))
    printed = output_of(*ASSESS)
    assert "待定：" in printed
    assert "缺企业满意度考核" in printed
    assert second.officer.name in printed


def test_one_subjects_sheet_shows_every_line_with_its_sign(one):
    visit_weekly(one.firm(), range(5, 53))
    honour(date(2021, 4, 1), "技改", officer=one.officer)
    printed = output_of(*ASSESS, "--subject", "A01")
    assert "到岗到位情况 8.00 / 10" in printed
    assert "每周应到企业不少于一次，少4次，扣2分" in printed
    assert "−2.00" in printed
    assert "+1.00" in printed


def test_the_output_option_writes_a_file_and_prints_nothing(one, tmp_path):
    one.firm()
    file = tmp_path / "得分.json"
    assert output_of(*ASSESS, "--format", "json", "--output", str(file)) == ""
    assert json.loads(file.read_text(encoding="utf-8")) == assessed("jiaozuo-officers", 2021)


def test_a_file_that_cannot_be_written_is_named(one, tmp_path):
    one.firm()
    with pytest.raises(CommandError, match="不能写入") as ended:
        output_of(*ASSESS, "--output", str(tmp_path / "没有" / "得分.txt"))
    assert ended.value.returncode == 2


def test_the_as_of_day_is_the_one_asked_for(one):
    visit_weekly(one.firm(), range(1, 27))
    document = assessed("jiaozuo-officers", 2021, "--as-of", "2021-07-05")
    (sheet,) = document["sheets"]
    assert document["as_of"] == "2021-07-05"
    assert sheet["items"][0]["points"] == "10.00"


def test_without_an_as_of_day_it_is_the_first_of_march_or_today_when_that_is_earlier():
    assert default_as_of(2021, date(2026, 1, 1)) == date(2022, 3, 1)
    assert default_as_of(2021, date(2022, 2, 28)) == date(2022, 2, 28)
    assert default_as_of(2021, date(2021, 6, 1)) == date(2021, 6, 1)


def test_a_version_can_be_named(one):
    one.firm()
    assert assessed("jiaozuo-officers@2020.1", 2021) == assessed("jiaozuo-officers", 2021)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--subject", "Z99"], "没有考核对象“Z99”"),
        (["--district", "nowhere"], "没有代码为“nowhere”的地区"),
        (["--scheme", "nonsense"], "没有考核办法“nonsense”"),
        (["--scheme", "jiaozuo-officers@1999"], "没有考核办法“jiaozuo-officers@1999”"),
        (["--year", "0"], "不成立"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(one, more, sentence):
    one.firm()
    with pytest.raises(CommandError, match=sentence):
        output_of(*ASSESS, *more)


def test_a_scheme_that_is_refused_is_said_in_sentences(one, tmp_path, monkeypatch):
    text = schemes.source("jiaozuo-officers@2020.1").replace('code = "jiaozuo-officers"', 'code = "heqing"')
    text = text.replace('every = "iso_week"', 'every = "month"').replace('"officer"}', '"offizer"}')
    (tmp_path / "heqing@2021.1.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(schemes, "HERE", tmp_path)
    one.firm()
    with pytest.raises(CommandError) as refused:
        output_of("assess", "--scheme", "heqing", "--year", "2021")
    every, target = str(refused.value).splitlines()
    assert every.startswith("heqing@2021.1.toml duties weekly_visit every：visit 只能按 iso_week 计")
    assert target.startswith("heqing@2021.1.toml measures criticism_self args.where.target：没有“offizer”")


def test_a_fact_that_is_not_of_its_measures_kind_is_said_in_a_sentence(one, monkeypatch):
    def fill(context, population):
        for subject in population.subjects:
            subject.facts["criticism"] = -1

    monkeypatch.setitem(SOURCES, "events", fill)
    one.firm()
    with pytest.raises(CommandError, match="criticism（工作通报批评）：次数不能是 -1"):
        output_of(*ASSESS)


def test_with_several_districts_one_must_be_named(one):
    one.firm()
    make_district("other", "邻区")
    with pytest.raises(CommandError, match="--district"):
        output_of(*ASSESS)
    assert assessed("jiaozuo-officers", 2021, "--district", one.district.code)["sheets"]


def test_without_a_district_it_says_what_to_do_first():
    with pytest.raises(CommandError, match="import_workbook"):
        output_of(*ASSESS)


def test_a_district_without_officers_gives_no_sheets_and_no_error():
    make_district()
    assert assessed("jiaozuo-officers", 2021)["sheets"] == []
    assert "没有考核对象" in output_of(*ASSESS)


@pytest.mark.parametrize("officers", [4, 40])
def test_the_number_of_queries_does_not_grow_with_the_officers(officers):
    load(district(1, 2021, officers), "d")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        document = assessed("jiaozuo-officers", 2021)
    assert len(document["sheets"]) > officers / 2
    assert len(asked) == QUERIES


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--scheme", "jiaozuo-officers"], 2),
        (["--scheme", "jiaozuo-officers", "--year", "二〇二一"], 2),
        (["--scheme", "jiaozuo-officers", "--year", "2021", "--as-of", "2021-13-01"], 2),
        (["--scheme", "jiaozuo-officers", "--year", "2021", "--format", "xml"], 2),
        (["--help"], 0),
    ],
)
def test_wrong_usage_ends_with_2_and_help_with_0(arguments, code, tmp_path):
    done = run_manage("assess", *arguments, database=tmp_path / "db.sqlite3")
    assert done.returncode == code
    assert done.stdout if code == 0 else done.stderr
    assert not (code and done.stdout)


def test_data_at_fault_ends_with_1_and_the_reason_on_standard_error(tmp_path):
    database = tmp_path / "db.sqlite3"
    done = run_manage("assess", "--scheme", "jiaozuo-officers", "--year", "2021", database=database)
    assert (done.returncode, done.stdout) == (1, "")
    assert "migrate" in done.stderr


def run_manage(*arguments, database):
    """manage.py as from a shell, in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(database.parent),
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
