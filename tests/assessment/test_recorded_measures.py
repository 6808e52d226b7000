"""What assessors write down (考核记录) becomes facts: counts, flags, rates, awards, panels, peers, earlier grades."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.assess import compute, context_for, scheme_for
from assessment.measures import collect
from assessment.models import AssessmentRun, Record
from assessment.rules.values import Award, Rate
from officers.models import Unit
from tests.factories import ENTERED, compute_run, make_district, make_unit, publish, record

pytestmark = pytest.mark.django_db

DAY = date(2017, 5, 8)


class Book:
    """The record book of one unit under a scheme."""

    def __init__(self, scheme, kind, year=2017, district=None, **unit):
        self.scheme, self.year = scheme, year
        self.district = district or make_district()
        self.unit = make_unit(self.district, **{"name": "甲", "kind": kind} | unit)

    def write(self, item, value="", day=None, **more):
        day = day or DAY.replace(year=self.year)
        given = {"scheme_code": self.scheme, "item": item, "value": value, "date": day, "unit": self.unit}
        return record(Record, self.district, day.year, **given | more)

    def context(self, as_of=None):
        as_of = as_of or date(self.year + 1, 3, 1)
        return context_for(self.district, scheme_for(self.scheme, self.year), self.year, as_of)

    def draft(self, **when):
        return next(s for s in collect(self.context(**when)).subjects if s.code == self.unit.name)

    def fact(self, item, **when):
        return self.draft(**when).facts.get(item)


@pytest.fixture
def town():
    return Book("kunshan-towns", Unit.Kind.TOWN)


@pytest.fixture
def bureau():
    return Book("jilin-departments", Unit.Kind.BUREAU, 2021)


def test_a_count_is_the_sum_of_its_records_a_blank_being_one(town):
    for day, value in ((8, ""), (9, "2"), (10, "0")):
        town.write("salon_defect", value, day=date(2017, 5, day))
    assert town.fact("salon_defect") == 3


def test_a_recorded_nought_is_known(town):
    town.write("salon_defect", "0")
    assert town.fact("salon_defect") == 0


def test_without_a_record_nothing_is_known(town):
    assert town.fact("salon_defect") is None
    assert town.fact("case_missing") is None
    assert town.fact("task_late") is None


def test_once_the_book_is_complete_nothing_happened_that_is_not_in_it(town):
    town.write("登记完毕")
    assert town.fact("salon_defect") == 0
    assert town.fact("case_missing") is False
    assert town.fact("task_late") == Award(0, Decimal(0))


def test_a_book_is_complete_whatever_else_the_row_says(town):
    town.write("登记完毕", related="全年", rater="甲")
    assert town.fact("salon_defect") == 0


def test_a_complete_book_does_not_make_up_rates_and_numbers(town):
    town.write("登记完毕")
    assert town.fact("plan_done") is None
    assert town.fact("survey") is None


def test_a_book_is_complete_for_the_year_of_its_date(town):
    town.write("登记完毕", day=date(2016, 12, 31))
    assert town.fact("salon_defect") is None


@pytest.mark.parametrize(
    ("item", "values", "fact"),
    [
        ("case_missing", ["是", "否"], False),
        ("case_missing", ["否", "是"], True),
        ("plan_done", ["1/2", "3/4"], Rate(3, 4)),
        ("survey", ["80", "92.5"], Decimal("92.5")),
    ],
)
def test_of_a_flag_a_rate_or_a_number_the_latest_stands(town, item, values, fact):
    for month, value in enumerate(values, start=1):
        town.write(item, value, day=date(2017, month, 1))
    assert town.fact(item) == fact


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
@pytest.mark.parametrize(
    ("scheme", "kind", "item", "records", "fact"),
    [
        ("kunshan-towns", "town", "survey", [("70", "乙", ""), ("80", "甲", ""), ("90", "", "")], Decimal(80)),
        ("kunshan-towns", "town", "case_missing", [("否", "乙", ""), ("是", "甲", ""), ("否", "", "")], True),
        ("jilin-departments", "bureau", "leaders", [("20", "甲", ""), ("10", "甲", "丙"), ("9", "甲", "丁")], 10),
    ],
)
def test_of_one_day_the_latest_is_not_a_matter_of_the_order_in_which_they_were_entered(
    scheme, kind, item, records, fact, order
):
    book = Book(scheme, Unit.Kind(kind))
    for value, rater, related in (records[place] for place in order):
        book.write(item, value, rater=rater, related=related)
    assert book.fact(item) == fact


def test_awards_add_up_their_points_and_count_their_cases(town):
    town.write("task_late", "0.5", day=date(2017, 3, 1))
    town.write("task_late", "1.5", day=date(2017, 4, 1))
    assert town.fact("task_late") == Award(2, Decimal(2))


def test_records_of_other_years_schemes_and_units_do_not_count(town):
    make_unit(town.district, "乙", kind=Unit.Kind.TOWN)
    town.write("salon_defect", day=date(2016, 12, 31))
    town.write("salon_defect", day=date(2018, 1, 1))
    town.write("salon_defect", scheme_code="kunshan-departments")
    town.write("salon_defect", unit=Unit.objects.get(name="乙"))
    assert town.fact("salon_defect") is None


def test_a_record_counts_from_the_day_after_its_own(town):
    town.write("salon_defect")
    assert town.fact("salon_defect", as_of=DAY) is None
    assert town.fact("salon_defect", as_of=date(2017, 5, 9)) == 1


def test_a_void_record_does_not_count(town):
    town.write("salon_defect", voided_at=ENTERED, void_reason="登记有误")
    assert town.fact("salon_defect") is None


def test_a_measure_of_quarters_is_known_quarter_by_quarter(town):
    town.write("q_score", "2.5", related="一季度")
    town.write("q_score", "2", related="三季度")
    town.write("q_nodoc", related="三季度")
    quarters = town.draft().quarters
    assert [quarters[name]["q_score"] for name in quarters] == [Decimal("2.5"), None, Decimal(2), None]
    assert [quarters[name]["q_nodoc"] for name in quarters] == [None, None, 1, None]
    assert list(quarters) == ["一季度", "二季度", "三季度", "四季度"]


def test_of_a_rater_the_latest_mark_counts(bureau):
    bureau.write("leaders", "20", rater="甲", day=date(2021, 12, 1))
    bureau.write("leaders", "30", rater="甲", day=date(2021, 12, 2))
    bureau.write("leaders", "25", rater="乙", day=date(2021, 12, 1))
    assert bureau.fact("leaders") == Decimal("27.5000")


def test_a_panels_mean_is_rounded_half_up_to_four_places(bureau):
    for n, mark in enumerate(("10", "10", "9")):
        bureau.write("peers", mark, rater=f"评议人{n}")
    assert bureau.fact("peers") == Decimal("9.6667")


def test_a_panel_without_marks_is_unknown_even_in_a_complete_book(bureau):
    bureau.write("登记完毕")
    assert bureau.fact("leaders") is None


def test_the_gap_to_the_mean_of_the_own_group_is_rounded_to_two_places():
    """Of 80, 85 and 91.01 the mean is 85.336…, that is 85.34; group B and units without a mark have no part in it."""
    books = [department("A", "80")]
    books += [department(*given, district=books[0].district) for given in (("A", "85"), ("A", "91.01"), ("B", "10"))]
    books.append(department("A", None, district=books[0].district))
    gaps = [book.fact("below_mean") for book in books]
    assert gaps == [Decimal("5.34"), Decimal("0.34"), Decimal("0.00"), Decimal("0.00"), None]


def department(group, mean, district=None):
    number = Unit.objects.count()
    book = Book("kunshan-departments", Unit.Kind.DEPARTMENT, district=district, name=f"部门{number}", group=group)
    if mean is not None:
        book.write("survey_mean", mean)
    return book


NINES = "4" + 31 * "9"  # more digits than Python's decimals keep while they add


def test_awards_add_up_with_every_digit(town):
    for month, value in ((1, f"1.00{NINES}"), (2, "0.5")):
        town.write("task_late", value, day=date(2017, month, 1))
    assert town.fact("task_late") == Award(2, Decimal(f"1.50{NINES}"))
    (sheet,) = compute(town.context())
    (task,) = [item for item in sheet.account.items if item.code == "task"]
    assert str(task.points) == "13.50"


def test_a_panels_mean_is_just_below_the_half_to_the_last_digit(bureau):
    bureau.write("peers", f"9.0000{NINES}", rater="甲")
    assert bureau.fact("peers") == Decimal("9.0000")


def test_a_gap_is_just_below_the_half_to_the_last_digit():
    """The mean is 84.9975, that is 85.00; what is missing to it rounds to 5.00, not to 5.01 (and costs 2.5, not 5)."""
    book = department("A", f"79.995{'0' * 30}1")
    department("A", "90", district=book.district)
    assert book.fact("below_mean") == Decimal("5.00")


def test_without_an_assessment_in_the_year_before_the_last_grade_is_none(bureau):
    assert bureau.fact("prev_grade") == "无"


def test_only_a_published_result_of_the_year_before_is_last_years_grade(bureau):
    run = compute_run(bureau.district, scheme="jilin-departments", year=2020, as_of=date(2021, 3, 1))
    run.sheets.update(status="complete", total=60, grade="不达标")
    assert bureau.fact("prev_grade") == "无"
    publish(run)
    assert AssessmentRun.objects.get().published_at
    assert bureau.fact("prev_grade") == "不达标"


def test_two_years_below_the_standard_raise_the_flag(bureau):
    run = compute_run(bureau.district, scheme="jilin-departments", year=2020, as_of=date(2021, 3, 1))
    run.sheets.update(status="complete", total=60, grade="不达标")
    publish(run)
    bureau.write("登记完毕")
    for panel in ("leaders", "peers", "firms", "monitors"):
        bureau.write(panel, "1", rater="甲")
    (sheet,) = compute(bureau.context())
    assert sheet.account.grade == "不达标"
    assert list(sheet.account.flags) == ["admonish", "twice"]


@pytest.mark.parametrize(
    ("scheme", "kind"),
    [
        ("kunshan-towns", Unit.Kind.TOWN),
        ("kunshan-departments", Unit.Kind.DEPARTMENT),
        ("xinyang-counties", Unit.Kind.COUNTY),
        ("jilin-departments", Unit.Kind.BUREAU),
    ],
)
def test_each_scheme_assesses_the_units_of_its_kind_in_order_of_their_names(scheme, kind):
    book = Book(scheme, kind)
    for name in ("乙", "丙"):
        make_unit(book.district, name, kind=kind)
    for other in set(Unit.Kind) - {kind}:
        make_unit(book.district, f"其他{other}", kind=other)
    assert [subject.code for subject in collect(book.context()).subjects] == sorted(["甲", "乙", "丙"])
