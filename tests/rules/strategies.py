"""Facts for any scheme, as Hypothesis draws them."""

from decimal import Decimal

from hypothesis import strategies as st

from assessment.rules.scheme import Measure, Scheme
from assessment.rules.values import Award, Rate, SubjectFacts, UnitFacts

FAR = 60


def value(measure: Measure, scheme: Scheme):
    """A known value of the measure's kind, within and beyond what its scheme expects."""
    match measure.kind:
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(measure.options)
        case "count":
            return st.integers(0, FAR)
        case "rate":
            return st.integers(1, FAR).flatmap(lambda den: st.builds(Rate, st.integers(0, den), st.just(den)))
        case "award":
            return award(measure, scheme)
    return st.decimals(0, 2 * (measure.hi or 100), places=3)


def award(measure: Measure, scheme: Scheme):
    (least, most) = next(line.range for item in scheme.items for line in item.lines if line.measure == measure.id)
    counts = st.integers(0, 9)
    return counts.flatmap(lambda n: st.builds(Award, st.just(n), st.decimals(n * least, n * most, places=2)))


def facts(scheme: Scheme, over: str | None = None):
    own = {name: value(measure, scheme) for name, measure in scheme.measures.items() if measure.over == over}
    return st.fixed_dictionaries(own)


@st.composite
def subjects(draw, scheme: Scheme):
    """A subject of whom everything is known."""
    units = {}
    for over in sorted({measure.over for measure in scheme.measures.values() if measure.over is not None}):
        periods = 4 if over == "quarter" else draw(st.integers(0, 4))
        units[over] = tuple(UnitFacts(f"u{n}", f"第{n}个", draw(facts(scheme, over))) for n in range(periods))
    groups = sorted({value for item in scheme.items for value in item.applies.get("group", ())})
    attrs = {"group": draw(st.sampled_from(groups))} if groups else {}
    return SubjectFacts(draw(facts(scheme)), units, attrs)


def near(measure: Measure):
    """A value of the measure within what its scheme expects, where it is not cut off yet."""
    if measure.kind == "count":
        return st.integers(0, int(measure.hi or FAR))
    if measure.kind == "rate":
        return st.builds(Rate, st.integers(0, FAR), st.just(FAR))
    return st.booleans() if measure.kind == "flag" else st.decimals(0, measure.hi or 100, places=3)


def leaning(scheme: Scheme, subject: SubjectFacts, best: bool) -> SubjectFacts:
    """The subject with everything that is good or bad at its best, or at its worst: so that nothing else hides what
    one measure does."""

    def lean(facts):
        known = [measure for measure in scheme.measures.values() if measure.good and measure.id in facts]
        return {**facts, **{each.id: _end(each, (each.good == "up") == best) for each in known}}

    units = {
        over: tuple(UnitFacts(unit.key, unit.label, lean(unit.facts)) for unit in held)
        for over, held in subject.units.items()
    }
    return SubjectFacts(lean(subject.facts), units, subject.attrs)


def _end(measure: Measure, high: bool):
    most = measure.hi or FAR
    ends = {"count": int(most), "number": Decimal(most), "rate": Rate(1, 1), "flag": True}
    least = {"count": 0, "number": Decimal(0), "rate": Rate(0, 1), "flag": False}
    return (ends if high else least)[measure.kind]


def better(measure: Measure, was):
    """Values of the measure that are no worse than ``was``."""
    up = measure.good == "up"
    match was:
        case bool():
            return st.just(up) if was != up else st.just(was)
        case int():
            return st.integers(was, was + FAR) if up else st.integers(0, was)
        case Rate():
            return st.integers(was.num, was.den).map(lambda num: Rate(num, was.den))
        case Decimal():
            return st.decimals(was, was + FAR, places=3) if up else st.decimals(0, was, places=3)
    raise TypeError(was)
