"""The sources of measures and the arguments that each takes."""

from collections.abc import Iterator, Mapping

from .scheme import Measure, Scheme

# For each source: the arguments it must have, and those it may have.
ARGS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "duty": (("duty", "take"), ("of", "round")),
    "cases": (("case", "clock", "limit", "until"), ("level", "role", "extension")),
    "events": (("event", "take"), ("of", "group_by", "contest", "rank", "where")),
    "survey": (("aspects", "each", "marks", "within", "across"), ("min_responses",)),
    "panel": (("panel", "each_max"), ()),
    "occurrence": ((), ("by", "exclude")),
    "declared": ((), ("by", "needs")),
    "cohort": (("of", "stat", "take"), ("within",)),
    "history": ((), ()),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "duty": ("count", "rate"),
    "cases": ("count",),
    "events": ("count", "number"),
    "survey": ("number",),
    "panel": ("number",),
    "declared": ("flag", "choice", "number", "award"),
    "cohort": ("number",),
    "history": ("choice",),
}
TAKES = ("due", "met", "missed", "late_or_missed", "rate", "prorated")


def source_problems(measure: Measure, scheme: Scheme) -> Iterator[str]:
    """What is wrong with a measure's source and arguments, each beginning with the key."""
    must, may = ARGS[measure.source]
    for name in must:
        if name not in measure.args:
            yield f"args.{name}：缺少（{measure.source} 须有）"
    for name in measure.args:
        if name not in (*must, *may):
            yield f"args.{name}：{measure.source} 没有这个参数（可用：{'、'.join((*must, *may)) or '无'}）"
    fits = KINDS.get(measure.source, (measure.kind,))
    if measure.kind not in fits:
        yield f"kind：{measure.source} 只给出 {'、'.join(fits)}"
    if measure.source == "duty":
        yield from _duty(measure, scheme)
    if measure.source == "cohort" and measure.args.get("of") not in scheme.measures:
        yield f"args.of：没有“{measure.args.get('of')}”（可用：{'、'.join(scheme.measures)}）"


def _duty(measure: Measure, scheme: Scheme) -> Iterator[str]:
    duty, take = measure.args.get("duty"), measure.args.get("take")
    if duty not in scheme.duties:
        yield f"args.duty：没有“{duty}”（可用：{'、'.join(scheme.duties) or '无'}）"
    if take not in TAKES:
        yield f"args.take：没有“{take}”（可用：{'、'.join(TAKES)}）"
    if (take == "rate") != (measure.kind == "rate"):
        yield "kind：take 为 rate 时是 rate，否则是 count"
