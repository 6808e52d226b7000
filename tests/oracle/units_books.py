"""Random record books of the four schemes that assess units; a scheme, seed and year always give the same book."""

from collections.abc import Callable
from decimal import Decimal, localcontext

from tests.oracle.rows import Book, row
from tests.oracle.units_dice import RATERS, Dice, add
from tests.oracle.units_facts import COMPLETE
from tests.oracle.units_naive import BONUS, DAILY, QUARTERS
from tests.oracle.units_scoring import SCHEMES
from tests.oracle.units_xinyang import HOW_MANY, SHARE, WORDS, YES

PANELS = {"leaders": 30, "peers": 10, "firms": 10, "monitors": 10}
TOTALS = ("89.99", "90", "90.01", "89.995", "69.99", "70", "70.01", "69.994")
SHORT = ("info_short", "plan_short", "no_reply", "joint_lead", "joint_help", "re_single", "re_lead", "re_help")
TOWN_COUNTS = ("meet_short", "salon_short", "salon_defect", "salon_uninvited", "summary_short", "zero_report")
TOWN_COUNTS += ("report_short", "hot_unhappy", "plan_short")
TOWN_FLAGS = ("platform", "chat", "not_broadcast", "not_follow", "not_promote", "contact_ok", "case_missing")


class Unit:
    """One unit being recorded; `gaps` is the percentage of measures nobody has recorded anything for."""

    def __init__(self, dice: Dice, name: str):
        self.dice, self.name = dice, name
        self.gaps = dice.random.choice((0, 0, 3, 30, 60, 100))
        self.most = dice.random.choice((0, 1, 2, 5, 12))
        if not dice.chance(25):
            dice.record(name, COMPLETE, at="全年" if self.most else None)  # named or not, it says the same

    def left_out(self) -> bool:
        return self.dice.chance(self.gaps)

    def count(self, what: str, *marks: int, at: str | None = None) -> None:
        """Occurrences that add up to a mark or one beside it, some of them rows without a number."""
        if self.left_out():
            return
        dice = self.dice
        wanted = max(0, dice.random.choice(marks or range(self.most + 1)) + dice.random.choice((-1, 0, 0, 0, 1)))
        if dice.chance(2):
            wanted = dice.random.choice((1000, 999_999_999))
        if not wanted:
            dice.record(self.name, what, 0, at=at)
        while wanted:
            one = dice.random.choice((1, wanted, min(2, wanted)))
            blank = one == 1 and dice.chance(60)
            rater = dice.random.choice((None, None, *RATERS[:2]))  # a count has no rater; named, it changes nothing
            dice.record(self.name, what, None if blank else one, rater, at)
            wanted -= one

    def latest(self, what: str, draw: Callable[[], object], at: str | None = None) -> None:
        """A finding that may have been entered anew: only the latest of its days counts."""
        if not self.left_out():
            for _ in range(self.dice.random.choice((1, 1, 1, 2, 3))):
                self.dice.record(self.name, what, draw(), at=at)

    def flag(self, what: str) -> None:
        self.latest(what, lambda: "是" if self.dice.chance(50) else "否")

    def number(
        self, what: str, *marks: str, most: str | None = None, at: str | None = None, unlimited: bool = False
    ) -> None:
        """Mostly up to the greatest mark; where nothing in the scheme limits it, anything."""
        far = ("-0.01", "-3", "100.004", "100.005", "250", "987654321098.7654321")

        def draw() -> object:
            beyond = unlimited and self.dice.chance(6)
            return self.dice.cell(
                Decimal(self.dice.random.choice(far)) if beyond else self.dice.near(*marks, most=most)
            )

        self.latest(what, draw, at)

    def award(self, what: str, least: str, most: str) -> None:
        """Points inside the range that a person may give."""
        if not self.left_out():
            for _ in range(self.dice.random.randrange(min(self.most, 4) + 1)):
                self.dice.record(self.name, what, self.dice.cell(max(Decimal(least), self.dice.near(least, most))))

    def panel(self, what: str, most: int) -> None:
        """One to seven raters, some of whom mark twice."""
        if not self.left_out():
            marks = ("0", str(most), str(most * 9 / Decimal(10)))
            for rater in RATERS[: self.dice.random.randrange(1, 8)]:
                for _ in range(self.dice.random.choice((1, 1, 1, 2))):
                    self.dice.record(self.name, what, self.dice.cell(self.dice.near(*marks)), rater)


# ------------------------------------------------------------------ one unit of each scheme


def department_of_jilin(unit: Unit) -> None:
    if unit.dice.chance(35):
        near_a_band(unit)
        return
    for count in (*DAILY, *BONUS):
        unit.count(count)
    unit.count("m_dist", 0, 5, 6, 7, 12)
    for panel, most in PANELS.items():
        unit.panel(panel, most)
    unit.count("v_higher", 0, 0, 1)
    for flag in ("d12", "b_star", "v_blame", "v_case"):
        unit.flag(flag)


def near_a_band(unit: Unit) -> None:
    """A department whose panels bring the total to one of `TOTALS`, where nothing else is lost or won."""
    dice, name = unit.dice, unit.name
    wanted = Decimal(dice.random.choice(TOTALS)) - 40
    small = [Decimal(dice.random.randrange(800, 1001)) / 100 / (1 if wanted > 40 else 2) for _ in range(3)]
    for panel, mark in zip(PANELS, (wanted - sum(small), *small), strict=True):
        dice.record(name, panel, str(mark), RATERS[0])
    lost = dice.random.choice((0, 0, 8))
    for count in (*DAILY, *BONUS, "m_dist"):
        dice.record(name, count, int(dice.chance(lost)))
    for flag in ("d12", "b_star"):
        dice.record(name, flag, "否")
    if dice.chance(75):
        for veto, value in (("v_blame", "否"), ("v_higher", 0), ("v_case", "否")):
            dice.record(name, veto, value)
    else:
        unit.count("v_higher", 0, 0, 1)
        unit.flag("v_case")


def department_of_kunshan(unit: Unit) -> None:
    for count in SHORT:
        unit.count(count)
    unit.count("town_missed", 0, 7, 8)
    unit.count("practice_short", 0, 1, 4)
    unit.award("plan_undone", "2.5", "10")
    unit.award("hot_late", "5", "15")


def town_of_kunshan(unit: Unit) -> None:
    for count in TOWN_COUNTS:
        unit.count(count)
    for flag in TOWN_FLAGS:
        unit.flag(flag)
    unit.count("info_months", 12, 12, 11)
    unit.count("info_total", 11, 12, 13)
    unit.count("adopted", 3, 4)
    for award in ("case_poor", "task_late", "hot_late"):
        unit.award(award, "0.5", "1.5")
    unit.latest("plan_done", lambda: unit.dice.share("0.5", "0.33", "0.1"))
    for quarter in QUARTERS:
        unit.number("q_score", "0.5", "1", "2.5", at=quarter)
        unit.count("q_nodoc", 0, 1, 2, at=quarter)
    unit.number("survey", "0", "60", "92.45", "100", unlimited=True)


def county_of_xinyang(unit: Unit) -> None:
    dice = unit.dice
    for measure, worth in WORDS.values():
        unit.latest(measure, lambda of=tuple(worth): dice.random.choice(of))
    for flags in YES.values():
        for flag in flags:
            unit.flag(flag)
    unit.flag("summary")
    for count in ("supervise", "data_missed"):
        unit.count(count, 0, 1, 2, 3, 6)
    for measure, *steps in HOW_MANY.values():
        unit.count(measure, *(int(least) for least, _ in steps))
    for measure, *steps in SHARE.values():
        unit.latest(measure, lambda of=steps: dice.share(*(least for least, _ in of)))
    unit.number("fund", "0", "30000", "50000", most="100000", unlimited=True)
    unit.latest("proj_rate", lambda: dice.share("1", "1", "0.8", "0.7"))
    unit.latest("proj_mech", lambda: dice.random.choice(("完善", "不够完善")))
    unit.number("approval", "0", "2.5", "5")
    unit.number("mood", "0", "1.5", "3")
    unit.count("info", 0, 11, 12, 13)
    unit.latest("happy_rate", lambda: dice.share("0.95", "0.9", "0.85", "0.8"))
    unit.count("voters", 0, 2, 3)
    unit.count("above_scale", 0, 2, 3)


UNITS = {
    "jilin-departments": department_of_jilin,
    "kunshan-departments": department_of_kunshan,
    "kunshan-towns": town_of_kunshan,
    "xinyang-counties": county_of_xinyang,
}


def book(scheme: str, seed: int, year: int, units: int = 8) -> Book:
    """The units of one district with their records, in no order."""
    dice = Dice(seed, scheme, year)
    kind, _ = SCHEMES[scheme]
    groups: dict[str | None, list[Unit]] = {}
    for number in range(1, units + 1):
        name = f"{kind}{number:02}" if dice.chance(80) else f"{number}号{kind}"
        group = dice.random.choice("AB") if scheme == "kunshan-departments" else None
        dice.book["单位"].append(row("单位", 单位名称=name, 单位类别=kind, 分组=group))
        unit = Unit(dice, name)
        UNITS[scheme](unit)
        groups.setdefault(group, []).append(unit)
    if scheme == "kunshan-departments":
        for members in groups.values():
            means_of_a_group(dice, members)
    dice.book["单位"].append(row("单位", 单位名称="别的单位", 单位类别="街道"))
    dice.random.shuffle(dice.book["考核记录"])
    return dice.book


def means_of_a_group(dice: Dice, members: list[Unit]) -> None:
    """Satisfaction such that one member lies a wanted gap under its group's mean, or just anything."""
    if dice.chance(40) or len(members) < 2:
        for unit in members:
            unit.number("survey_mean", "0", "60", "85", "100", unlimited=dice.chance(10))
        return
    gap = Decimal(dice.random.choice(("0", "0.004", "0.005", "0.01", "4.99", "4.995", "5", "5.004", "5.005", "5.01")))
    others = Decimal(dice.random.choice(("85", "72.35", "90.125", "60.0049")))
    with localcontext(prec=40):
        lower = add(others, -gap * len(members) / (len(members) - 1))
    for unit in members:
        mean = lower if unit is members[0] else others
        unit.dice.record(unit.name, "survey_mean", dice.cell(mean))
