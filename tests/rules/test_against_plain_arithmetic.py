"""Jiaozuo's regulation written down a second time as plain arithmetic, and compared on any facts."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from assessment.rules.evaluate import Evaluator
from assessment.schemes import load

from .strategies import subjects

JIAOZUO = load("jiaozuo-officers@2020.1")


def cents(exact: Fraction) -> Decimal:
    # Far more digits than a half could hide in, then half up.
    long = Decimal(exact.numerator) / Decimal(exact.denominator)
    return long.quantize(Decimal("0.000000000001")).quantize(Decimal("0.01"), ROUND_HALF_UP)


def mean(units, weight, score):
    owed = sum(unit[weight] for unit in units)
    return Fraction(sum(score(unit) * unit[weight] for unit in units if unit[weight]), owed) if owed else None


def attended(unit) -> Fraction:
    if 100 * unit["visit_rate"].num < 60 * unit["visit_rate"].den:
        return Fraction(0)
    return max(Fraction(0), 10 - Fraction(unit["visit_missed"], 2))


def explained(unit) -> Fraction:
    if unit["supports"] >= 3:
        return Fraction(15)
    if unit["talk_total"] < unit["talk_floor"]:
        return Fraction(0)
    return Fraction(max(0, 15 - 3 * unit["talk_missed"]))


def by_hand(facts, units):
    attendance, policy = mean(units, "due_weeks", attended), mean(units, "due_quarters", explained)
    daily = [
        cents(Fraction(10) if attendance is None else attendance),
        Decimal(max(0, 15 - 2 * facts["ledger_bad"])),
        cents(Fraction(15) if policy is None else policy),
        Decimal(max(0, 10 - 2 * (facts["issue_overdue"] + facts["issue_late_up"]))),
        min(Decimal(50), facts["satisfaction"].quantize(Decimal("0.01"), ROUND_HALF_UP)),
    ]
    adjust = facts["honour_1"] + 2 * facts["honour_2"] - facts["criticism"]
    if not facts["cap_lifted"]:
        adjust = max(-10, min(10, adjust))
    total = sum(daily) + adjust
    grade = "优秀" if total >= 90 else "良好" if total >= 80 else "称职" if total >= 60 else "不称职"
    flags = {
        "commend": grade == "优秀",
        "review": grade == "不称职",
        "accountable_grade": grade == "不称职" and facts["inaction"],
        "accountable_criticism": facts["criticism_self"] >= 2,
    }
    return daily, total, grade, tuple(name for name, raised in flags.items() if raised)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(subject=subjects(JIAOZUO))
def test_any_officer_gets_what_plain_arithmetic_gives(subject):
    account = Evaluator(JIAOZUO).account(subject)
    daily, total, grade, flags = by_hand(subject.facts, [unit.facts for unit in subject.units["assignment"]])
    assert [item.points for item in account.items[:5]] == daily
    assert (account.total, account.grade, account.flags) == (total, grade, flags)
