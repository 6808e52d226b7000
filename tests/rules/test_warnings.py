"""What the checker finds doubtful in a scheme that loads."""

import pytest

from assessment.rules.checking import check_scheme

from .small import REGULATION, scheme


def warnings(*changes, regulation=REGULATION):
    return [(each.code, each.place) for each in check_scheme(scheme(*changes), regulation)]


def test_the_small_scheme_gives_no_reason():
    assert warnings() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("start = 30", "start = 29"), ("max-unreachable", "items visit")),
        (("score = 10}, {above", "score = 9}, {above"), ("max-unreachable", "items report")),
        (("full_at = 50", "full_at = 60"), ("max-unreachable", "items survey")),
        (("below = 0", "below = 1"), ("min-unreachable", "items report")),
        (('accept = ["min-unreachable"]\n', ""), ("min-unreachable", "items state")),
        (("score = 0, text", "score = 30, text"), ("better-lowers", "items visit rate")),
        (("score = 5}", "score = 10}"), None),
        (('"assignment", good = "down"', '"assignment", good = "up"'), ("better-lowers", "items visit missed")),
        (('good = "up", hi = 50', 'good = "down", hi = 50'), ("better-lowers", "items survey mean")),
        (("value = 0.6}", "value = 0}"), ("override-dead", "items visit overrides low")),
        (("[groups.work]", 'idle = {label = "闲", kind = "flag"}\n[groups.work]'), ("measure-unused", "measures idle")),
        (('"min-unreachable"]', '"min-unreachable", "override-dead"]'), ("accept-unneeded", "items state accept")),
    ],
)
def test_a_doubt_is_named_with_its_place(change, expected):
    found = warnings(change)
    assert (expected in found) if expected else (found == [])


def test_an_override_hidden_by_an_earlier_one_can_never_change_a_result():
    low = '{id = "low", when = {measure = "rate", op = "<", value = 0.6}, score = 0, text = "到岗率{rate}，得0分"}'
    lower = low.replace('"low"', '"lower"').replace("0.6", "0.5")
    assert warnings((f"overrides = [{low}]", f"overrides = [{low}, {lower}]")) == [
        ("override-dead", "items visit overrides lower")
    ]
    assert warnings((f"overrides = [{low}]", f"overrides = [{lower}, {low}]")) == [
        ("override-dead", "items visit overrides lower")
    ]


def test_a_warning_reads_as_a_sentence():
    (warning,) = check_scheme(scheme(("start = 30", "start = 29.5")), None)
    assert str(warning) == "items visit：满分30得不到，至多29.5（max-unreachable）"


def test_a_scoring_phrase_that_no_quote_covers_is_shown():
    longer = f"{REGULATION}第四条 每迟报一次扣0.5—1.5分，全年不报的不得分。"
    found = [str(each) for each in check_scheme(scheme(), longer) if each.code == "quote-uncovered"]
    assert found == [
        "原文：“…第四条每迟报一次扣0.5-1.5分”没有被任何指标引用（quote-uncovered）",
        "原文：“…全年不报的不得分”没有被任何指标引用（quote-uncovered）",
    ]


def test_without_the_official_text_coverage_is_left_aside():
    assert check_scheme(scheme(), None) == []


def test_items_with_too_many_combinations_are_tried_one_fact_at_a_time():
    names = [f"m{number}" for number in range(12)]
    measures = "".join(f'{name} = {{label = "{name}", kind = "count", good = "down", hi = 4}}\n' for name in names)
    lines = ", ".join(f'{{measure = "{name}", each = -0.25, text = "扣{{d}}分"}}' for name in names)
    big = ('kind = "judged"\nmeasure = "opinion"', f'kind = "tally"\nstart = 10\nlines = [{lines}]')
    facts = ("[groups.work]", f"{measures}[groups.work]")
    unused = ("measure-unused", "measures opinion")
    assert warnings(big, facts) == [unused]
    fewer = (big[0], big[1].replace("-0.25", "-0.2"))
    assert warnings(fewer, facts) == [unused, ("min-unreachable", "items view")]
    wrong = (big[0], big[1].replace("-0.25", "0.25", 1))
    assert warnings(wrong, facts) == [unused, ("better-lowers", "items view m0")]
