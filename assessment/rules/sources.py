"""The sources of measures and the arguments that each takes: what is asked for must be what is counted."""

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from .computable import CHOICES, EVENTS, FULFILMENTS, LAST_DUE_DAY, LEVELS, OF_OFFICERS, VISITORS
from .scheme import Duty, Measure, Scheme

# For each source: the arguments it must have, and those it may have.
ARGS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "duty": (("duty", "take"), ("of", "round")),
    "cases": (("case", "level", "clock", "limit", "until"), ()),
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
NO_ASSESSMENT = "无"


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
    if measure.source in OF_OFFICERS and scheme.subject != "officer":
        yield f"source：{measure.source} 只用于考核首席服务官（subject 为 officer）的办法"
    for name, choices in CHOICES.get(measure.source, {}).items():
        if name in measure.args:
            yield from _one_of(f"args.{name}", measure.args[name], choices)
    if measure.source in CHECKS:
        yield from CHECKS[measure.source](measure, scheme)
    yield from _over(measure, scheme)


def duty_problems(duty: Duty) -> Iterator[str]:
    """What of a duty could not be counted as it says, each beginning with the key."""
    every = FULFILMENTS.get((duty.fulfilled_by, duty.per))
    if every is None:
        known = "、".join(f"{by}（per = {per}）" for by, per in FULFILMENTS)
        yield f"fulfilled_by：“{duty.fulfilled_by}”不能按 {duty.per} 计（可用：{known}）"
    elif duty.every != every:
        yield f"every：{duty.fulfilled_by} 只能按 {every} 计，不能按 {duty.every} 计"
    if duty.quota != 1:
        yield f"quota：只能是1，不能是{duty.quota}"
    if not 0 < duty.min_coverage <= 1:
        yield "min_coverage：应大于0，不超过1"
    if duty.fulfilled_by == "ledger":
        if duty.by:
            yield "by：ledger 由首席服务官上报，不分由谁，不写 by"
    elif not duty.by or set(duty.by) - set(VISITORS):
        yield f"by：须写明由谁到企业（可用：{'、'.join(VISITORS)}）"
    if duty.due is not None:
        if duty.fulfilled_by != "ledger":
            yield f"due：只用于 ledger，{duty.fulfilled_by} 须在周期之内"
        if not 1 <= duty.due.day_of_next_month <= LAST_DUE_DAY:
            yield f"due day_of_next_month：应在1到{LAST_DUE_DAY}之间"


def _duty(measure: Measure, scheme: Scheme) -> Iterator[str]:
    take = measure.args.get("take")
    yield from _one_of("args.duty", measure.args.get("duty"), scheme.duties)
    if (take == "rate") != (measure.kind == "rate"):
        yield "kind：take 为 rate 时是 rate，否则是 count"
    yield from _of(measure, "prorated")
    if "round" in measure.args and take != "prorated":
        yield "args.round：只用于 take 为 prorated 时"


def _cases(measure: Measure, scheme: Scheme) -> Iterator[str]:
    level, limit = measure.args.get("level"), measure.args.get("limit")
    if isinstance(level, str) and level in LEVELS:
        yield from _one_of("args.until", measure.args.get("until"), (LEVELS[level],))
    if not _whole(limit):
        yield "args.limit：应为不小于1的整数"
    for other in _before(measure, scheme):
        if other.args.get("level") == level and other.args.get("limit") != limit:
            yield f"args.limit：与 {other.id} 不一致，同一类别的问题只能有一个时限"


def _events(measure: Measure, scheme: Scheme) -> Iterator[str]:
    name = measure.args.get("event")
    event = EVENTS.get(name) if isinstance(name, str) else None
    if event is None:
        return
    if "take" in measure.args:
        yield from _one_of("args.take", measure.args["take"], event.takes)
    for key in event.also:
        if key not in measure.args:
            yield f"args.{key}：缺少（{name} 须有）"
    for key in ("group_by", "contest", "rank"):
        if key in measure.args and key not in event.also:
            yield f"args.{key}：{name} 不用这个参数"
    yield from _of(measure, "shortfall")
    yield from _where(measure.args.get("where", {}), event.where, str(name))
    if "rank" in event.also:
        yield from _contest(measure, scheme)


def _where(where: object, fields: Mapping[str, tuple[str, ...]], event: str) -> Iterator[str]:
    if not isinstance(where, Mapping):
        yield "args.where：应为表"
        return
    for field, value in where.items():
        if field not in fields:
            yield f"args.where.{field}：{event} 没有这个条件（可用：{'、'.join(fields) or '无'}）"
        else:
            yield from _one_of(f"args.where.{field}", value, fields[field])


def _contest(measure: Measure, scheme: Scheme) -> Iterator[str]:
    """Honours compete for a work item, in one contest: each tier is one measure with a rank of its own."""
    args, where = measure.args, measure.args.get("where")
    if isinstance(where, Mapping) and where and "tier" not in where:
        yield "args.where.tier：缺少"
    if "rank" in args and not _whole(args["rank"]):
        yield "args.rank：应为不小于1的整数"
    for other in _before(measure, scheme):
        if other.args.get("event") != args.get("event"):
            continue
        if other.args.get("contest") != args.get("contest"):
            yield f"args.contest：与 {other.id} 不一致，各档表彰只能在一处相比"
        for key in ("rank", "where"):
            if other.args.get(key) == args.get(key):
                yield f"args.{key}：与 {other.id} 相同，每档表彰只能有一个事实"


def _survey(measure: Measure, scheme: Scheme) -> Iterator[str]:
    aspects, marks = measure.args.get("aspects"), measure.args.get("marks")
    for other in _before(measure, scheme):
        yield f"source：与 {other.id} 重复，一个办法只能有一项满意度调查"
    named = list(aspects) if isinstance(aspects, list) else []
    if not named or not all(isinstance(each, str) for each in named) or len(set(named)) != len(named):
        yield "args.aspects：须列出各方面，不重复"
    given = list(marks.values()) if isinstance(marks, Mapping) else []
    if not given or not all(_number(mark) for mark in given):
        yield "args.marks：须列出各选项的分值"
    elif max(given) != measure.args.get("each"):
        yield f"args.each：与 args.marks 中最高的{max(given)}不一致"
    if "min_responses" in measure.args and not _whole(measure.args["min_responses"]):
        yield "args.min_responses：应为不小于1的整数"


def _panel(measure: Measure, scheme: Scheme) -> Iterator[str]:
    if "each_max" in measure.args and not _number(measure.args["each_max"]):
        yield "args.each_max：应为数字"


def _cohort(measure: Measure, scheme: Scheme) -> Iterator[str]:
    """The peers' own facts are compared, found by the sources before it."""
    name = measure.args.get("of")
    yield from _one_of("args.of", name, scheme.measures)
    of = scheme.measures.get(name) if isinstance(name, str) else None
    if of and (of.kind not in ("count", "number") or of.over is not None or of.source == "cohort"):
        yield f"args.of：“{name}”不能相比，须是不按周期或结对计的 count 或 number，本身不是 cohort"
    if scheme.subject == "officer" and "within" in measure.args:
        yield "args.within：首席服务官不分组，不写 within"


def _history(measure: Measure, scheme: Scheme) -> Iterator[str]:
    """Last year's grade, which the choice must be able to say."""
    grades = [*(band.label for band in scheme.bands), NO_ASSESSMENT]
    missing = [label for label in grades if label not in measure.options]
    if measure.kind == "choice" and missing:
        yield f"options：须列出各等次和“{NO_ASSESSMENT}”，缺{'、'.join(missing)}"


CHECKS: Mapping[str, Callable[[Measure, Scheme], Iterator[str]]] = {
    "duty": _duty,
    "cases": _cases,
    "events": _events,
    "survey": _survey,
    "panel": _panel,
    "cohort": _cohort,
    "history": _history,
}


def _over(measure: Measure, scheme: Scheme) -> Iterator[str]:
    """A fact stands where its source puts it: elsewhere it would never be known."""
    fits: tuple[str | None, ...] = (None,)
    if measure.source == "occurrence":
        fits = (None, "quarter")
    elif measure.source == "duty":
        duty = scheme.duties.get(str(measure.args.get("duty")))
        fits = (measure.over,) if duty is None else ("assignment",) if duty.per == "assignment" else (None,)
    elif measure.source == "events":
        event = EVENTS.get(str(measure.args.get("event")))
        fits = (measure.over,) if event is None else (event.over,)
    if measure.over not in fits:
        wanted = "或".join("不写" if each is None else f"写 {each}" for each in fits)
        yield f"over：{measure.source} 的这个事实须{wanted}"


def _of(measure: Measure, take: str) -> Iterator[str]:
    """``of``, the number that one ``take`` alone counts from."""
    if measure.args.get("take") == take:
        if not _whole(measure.args.get("of")):
            yield f"args.of：take 为 {take} 时须写不小于1的整数"
    elif "of" in measure.args:
        yield f"args.of：只用于 take 为 {take} 时"


def _one_of(key: str, value: object, choices: Collection[str]) -> Iterator[str]:
    if not isinstance(value, str) or value not in choices:
        yield f"{key}：没有“{value}”（可用：{'、'.join(choices) or '无'}）"


def _before(measure: Measure, scheme: Scheme) -> Iterator[Measure]:
    """The measures of the same source that stand before it in the file."""
    for other in scheme.measures.values():
        if other.id == measure.id:
            return
        if other.source == measure.source:
            yield other


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _number(value: object) -> bool:
    """A finite number; every whole one arrives as int."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite() and value >= 0
