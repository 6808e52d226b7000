"""A second calculator of the four schemes that assess units, written from the rulebook and the regulations alone.

It shares neither code nor scheme files with the product: rows of the workbook go in, points come out. Every number of
the regulations stands here once more, in the order of their tables. Where the two disagree, the text decides.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from tests.oracle.units_facts import Facts, half_up

Points = Fraction | None
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass
class Result:
    """What one unit gets: exact points by item (None: pending), and what follows from them."""

    points: dict[str, Points]
    full: dict[str, int]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clamps: dict[str, tuple[int, int]] = field(default_factory=dict)
    veto: bool | None = False
    bands: tuple[tuple[int, str], ...] = ()
    flags_of_grade: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        """G8: once, when the item is done."""
        self.points = {item: p if p is None else half_up(p, 2) for item, p in self.points.items()}

    def ends(self, item: str) -> tuple[Fraction, Fraction]:
        """The least and the most an item can still give (G13)."""
        points = self.points[item]
        return (Fraction(0), Fraction(self.full[item])) if points is None else (points, points)

    def sum_of(self, items: tuple[str, ...], end: int, clamp: tuple[int, int] | None = None) -> Fraction:
        total = sum((self.ends(item)[end] for item in items), Fraction(0))
        return max(Fraction(clamp[0]), min(Fraction(clamp[1]), total)) if clamp else total

    def end(self, end: int) -> Fraction:
        """The least (0) or the greatest (1) total there can be."""
        grouped = {item for items in self.groups.values() for item in items}
        alone = tuple(item for item in self.points if item not in grouped)
        whole = [self.sum_of(items, end, self.clamps.get(group)) for group, items in self.groups.items()]
        return sum(whole, self.sum_of(alone, end))

    def sheet(self) -> dict:
        """The result in the words of `assess --format json`."""
        missing = [item for item, points in self.points.items() if points is None]
        missing += ["veto"] if self.veto is None else []
        total = None if missing else self.end(0)
        grade = None
        if total is not None and self.bands:
            grade = self.bands[-1][1] if self.veto else next(name for least, name in self.bands if total >= least)
        groups = {
            group: None
            if any(self.points[item] is None for item in items)
            else printed(self.sum_of(items, 0, self.clamps.get(group)))
            for group, items in self.groups.items()
        }
        return {
            "status": "pending" if missing else "complete",
            "missing": missing,
            "points": {item: printed(points) for item, points in self.points.items()},
            "groups": groups,
            "total": printed(total),
            "low": printed(self.end(0)),
            "high": printed(self.end(1)),
            "grade": grade,
            "vetoes": ["veto"] if self.veto else [],
            "flags": [flag for flag, of in self.flags_of_grade.items() if of == grade],
        }


def printed(value: Points) -> str | None:
    """Two decimals, as the sheet shows them."""
    if value is None:
        return None
    cents = int(value * 100)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def tally(full: int | Fraction, start: int, *parts: Points) -> Points:
    """Start and parts together, in [0, full] (G9); pending when a part is not known."""
    if None in parts:
        return None
    return max(Fraction(0), min(Fraction(full), sum(parts, Fraction(start))))


def times(value: Points, each: float, cap: float | None = None) -> Points:
    """So many points each, to the cap of the line."""
    if value is None:
        return None
    points = value * Fraction(str(each))
    return points if cap is None else min(points, Fraction(str(cap)))


def tiers(value: Points, *steps: tuple[str, float]) -> Points:
    """The points of the first step that is reached (以上 includes it), else 0."""
    if value is None:
        return None
    return next((Fraction(str(score)) for least, score in steps if value >= Fraction(least)), Fraction(0))


# ---------------------------------------------------------------------------------------------------------- Jilin

DAILY = {f"d{n:02}": 3 for n in range(1, 8)} | {"d08a": 1, "d08b": 1, "d09": 1, "d10a": 1, "d10b": 2}
DAILY |= {"d11a": 1, "d11b": 2, "d11c": 3, "d11d": 2, "d11e": 10}
BONUS = {"b_city": 8, "b_citydept": 5, "b_chief": 5, "b_deputy": 4, "b_spread": 5, "b_district": 2}
BONUS |= {"m_nat": 5, "m_prov": 3, "m_city": 2}


def jilin(facts: Facts, _group: object, _mean: object) -> Result:
    """JL-D1 … JL-C2. Last year's grade is 无: nothing was published here, so nobody fails twice running."""
    points = {
        "daily": tally(
            40, 40, *(times(facts.count(d), -each) for d, each in DAILY.items()), times(facts.flag("d12"), -5)
        ),
        **{panel: facts.panel(panel) for panel in ("leaders", "peers", "firms", "monitors")},
        "bonus": tally(
            1000,
            0,
            *(times(facts.count(b), each) for b, each in BONUS.items()),
            times(facts.count("m_dist"), 0.5, cap=3),
            times(facts.flag("b_star"), 3),
        ),
    }
    blamed = (facts.flag("v_blame"), facts.count("v_higher"), facts.flag("v_case"))
    return Result(
        points,
        {"daily": 40, "leaders": 30, "peers": 10, "firms": 10, "monitors": 10, "bonus": 1000},
        {"daily": ("daily",), "yearend": ("leaders", "peers", "firms", "monitors"), "bonus": ("bonus",)},
        {"bonus": (0, 10)},
        True if any(blamed) else None if None in blamed else False,
        ((90, "优秀"), (70, "达标"), (-1000, "不达标")),
        {"praise": "优秀", "admonish": "不达标"},
    )


# ---------------------------------------------------------------------------------------------------------- Kunshan


def departments(facts: Facts, group: str | None, mean: Points) -> Result:
    """KD-1 … KD-6; `mean` is that of the unit's group, to 2 places."""
    own = facts.number("survey_mean")
    survey = None
    if own is not None and mean is not None:
        below = half_up(mean - own, 2)
        survey = Fraction(10) if below > 5 else Fraction("12.5") if below > 0 else Fraction(15)
    one = {"info": tally(15, 15, times(facts.count("info_short"), -2.5))}
    one["plan"] = tally(20, 20, times(facts.count("plan_short"), -15), times(facts.points("plan_undone"), -1))
    if group == "A":
        one["special_a"] = tally(20, 20, times(facts.count("town_missed"), -2.5))
    if group == "B":
        one["special_b"] = tally(20, 20, times(facts.count("practice_short"), -5))
    cases = {"no_reply": -5, "joint_lead": -5, "joint_help": -2.5}
    one["transfer"] = tally(15, 15, *(times(facts.count(case), each) for case, each in cases.items()))
    again = {"re_single": -5, "re_lead": -5, "re_help": -2.5}
    late = times(facts.points("hot_late"), -1)
    one["hotline"] = tally(15, 15, late, *(times(facts.count(case), each) for case, each in again.items()))
    one["survey"] = survey
    full = {"info": 15, "plan": 20, "special_a": 20, "special_b": 20, "transfer": 15, "hotline": 15, "survey": 15}
    return Result(one, full)


def towns(facts: Facts, _group: object, _mean: object) -> Result:
    """KT-1 … KT-10."""
    count, flag, points = facts.count, facts.flag, facts.points
    salon = {"salon_short": -2.5, "salon_defect": -0.5, "salon_uninvited": -0.25}
    months = count("info_months")
    quarters = [
        tally(Fraction(5, 2), 0, facts.number("q_score", q), times(count("q_nodoc", q), -0.5)) for q in QUARTERS
    ]
    one = {
        "meeting": tally(2, 2, times(count("meet_short"), -0.5)),
        "salon": tally(15, 15, *(times(count(s), each) for s, each in salon.items())),
        "platform": tally(2, 0, times(flag("platform"), 2)),
        "chat": tally(2, 0, times(flag("chat"), 2), times(flag("not_broadcast"), -0.5)),
        "follow": tally(2, 2, times(flag("not_follow"), -1.5), times(flag("not_promote"), -1)),
        "contact": tally(2, 0, times(flag("contact_ok"), 2)),
        "summary": tally(5, 5, times(count("summary_short"), -1.25)),
        "monthly": tally(5, 5, times(count("zero_report"), -0.25), times(count("report_short"), -0.5)),
        "info": None if months is None else Fraction(0) if months < 12 else tiers(count("info_total"), ("12", 2)),
        "case": tally(2, 2, times(flag("case_missing"), -2), times(points("case_poor"), -1)),
        "adopted": tiers(count("adopted"), ("4", 1)),
        "task": tally(15, 15, times(points("task_late"), -1)),
        "hotline": tally(15, 15, times(points("hot_late"), -1), times(count("hot_unhappy"), -0.5)),
        "plan": tally(10, 0, times(facts.rate("plan_done"), 10), times(count("plan_short"), -1)),
        "inspect": tally(10, 0, *quarters),
        "survey": tally(10, 0, times(facts.number("survey"), 0.1)),
    }
    full = {"meeting": 2, "salon": 15, "platform": 2, "chat": 2, "follow": 2, "contact": 2, "summary": 5, "monthly": 5}
    full |= {"info": 2, "case": 2, "adopted": 1, "task": 15, "hotline": 15, "plan": 10, "inspect": 10, "survey": 10}
    groups = {
        "push": ("meeting", "salon", "platform", "chat", "follow", "contact"),
        "norm": ("summary", "monthly", "info", "case", "adopted"),
        "solve": ("task", "hotline", "plan"),
        "inspect": ("inspect", "survey"),
    }
    return Result(one, full, groups)
