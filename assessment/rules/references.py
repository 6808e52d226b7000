"""Names in a scheme that must exist, and values that must fit what they are compared with."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from .conditions import Compare, Condition, GradeIs, PointsAre, leaves, measures_of
from .kinds import needs
from .scheme import Item, Measure, Scheme
from .sources import duty_problems, source_problems
from .wording import PLACEHOLDER, shown

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# What lines are called, and what they hold, besides measures and overrides.
RESERVED = re.compile(r"n|d|score|weights?|units|start|cap|floor|round|no_period|scale|mark|choice|below|tier_\d+")
MEASURED: dict[str, tuple[str, ...]] = {
    "tally": (),
    "tiers": ("count", "rate", "number"),
    "rubric": ("choice",),
    "judged": ("number",),
    "scale": ("count", "rate", "number"),
}
PLAIN: dict[str, type] = {"count": Decimal, "number": Decimal, "rate": Decimal, "flag": bool, "choice": str}


def measure_references(scheme: Scheme) -> Iterator[str]:
    for duty in scheme.duties.values():
        for problem in duty_problems(duty):
            yield f"duties {duty.id} {problem}"
    for measure in scheme.measures.values():
        where = f"measures {measure.id}"
        if not NAME.fullmatch(measure.id) or RESERVED.fullmatch(measure.id):
            yield f"{where}：这个名称不能用（字母、数字、下划线，且不是 n、d、start 等保留字）"
        if (measure.kind == "choice") != bool(measure.options):
            yield f"{where} options：choice 须列出选项，其他类型没有选项"
        if measure.absent is not None and not (measure.kind == "flag" and isinstance(measure.absent, bool)):
            yield f"{where} absent：只用于 flag，应为 true 或 false"
        for problem in source_problems(measure, scheme):
            yield f"{where} {problem}"
    for group in scheme.groups.values():
        if group.lift is not None:
            yield from _lift(scheme, f"groups {group.id} lift", group.lift)


def item_references(scheme: Scheme) -> Iterator[str]:
    for item in scheme.items:
        where = f"items {item.id}"
        if item.group is not None:
            yield from _known(f"{where} group", item.group, scheme.groups)
        for name in item.interp:
            yield from _known(f"{where} interp", name, [interp.id for interp in scheme.interps])
        unknown = [*_item_measures(where, item, scheme)]
        yield from unknown or _item_shape(where, item, scheme)
        for override in item.overrides:
            if override.id in scheme.measures or RESERVED.fullmatch(override.id):
                yield f"{where} overrides {override.id}：与事实或保留字重名"
            yield from _condition(f"{where} overrides {override.id} when", override.when, scheme, item.over, ())
        yield from _templates(where, item)


def result_references(scheme: Scheme) -> Iterator[str]:
    grades = [band.label for band in scheme.bands]
    for veto in scheme.vetoes:
        yield from _known(f"vetoes {veto.id} grade", veto.grade, grades)
        yield from _condition(f"vetoes {veto.id} when", veto.when, scheme, None, (PointsAre,))
    for flag in scheme.flags:
        yield from _condition(f"flags {flag.id} when", flag.when, scheme, None, (PointsAre, GradeIs))


def _known(where: str, name: str, names: Collection[str]) -> Iterator[str]:
    if name not in names:
        yield f"{where}：没有“{name}”（可用：{'、'.join(names) or '无'}）"


def _item_measures(where: str, item: Item, scheme: Scheme) -> Iterator[str]:
    named = [*((f"lines {name}" if name != item.measure else "measure", name) for name in needs(item))]
    if item.weight is not None:
        named.append(("weight", item.weight))
    for key, name in named:
        yield from _known(f"{where} {key}", name, scheme.measures)
        if name in scheme.measures:
            yield from _over(f"{where} {key}", scheme.measures[name], item.over)


def _over(where: str, measure: Measure, over: str | None) -> Iterator[str]:
    if measure.over not in (None, over):
        yield f"{where}：“{measure.id}”按 {measure.over} 计，这里不是"


def _item_shape(where: str, item: Item, scheme: Scheme) -> Iterator[str]:
    """The keys of an item against each other and against the kinds of its measures."""
    if item.measure and (kind := scheme.measures[item.measure].kind) not in MEASURED[item.kind]:
        yield f"{where} measure：{item.kind} 不能用 {kind}（可用：{'、'.join(MEASURED[item.kind])}）"
    if item.kind == "tally" and not item.lines:
        yield f"{where} lines：至少要有一行"
    if item.kind == "rubric" and set(item.choices) != set(scheme.measures[item.measure].options):
        options = "、".join(scheme.measures[item.measure].options)
        yield f"{where} choices：须与 {item.measure} 的选项一致（{options}）"
    if item.kind == "scale" and item.full_at <= 0:
        yield f"{where} full_at：应大于0"
    yield from _tiers(where, item)
    yield from _lines(where, item, scheme)
    yield from _combination(where, item, scheme)


def _tiers(where: str, item: Item) -> Iterator[str]:
    if item.kind == "tiers" and not item.tiers:
        yield f"{where} tiers：至少要有一档"
    for upper, lower in pairwise(item.tiers):
        # Of two tiers at one threshold, the one that excludes it comes first.
        if (upper.threshold, not upper.inclusive) <= (lower.threshold, not lower.inclusive):
            yield f"{where} tiers：各档须从高到低，{lower.threshold} 不低于前一档"


def _lines(where: str, item: Item, scheme: Scheme) -> Iterator[str]:
    names = [line.measure for line in item.lines]
    for line in item.lines:
        kind = scheme.measures[line.measure].kind
        if names.count(line.measure) > 1:
            yield f"{where} lines {line.measure}：同一事实只能有一行"
        wanted = ("award",) if line.range else ("count", "number", "flag")
        if kind not in wanted:
            yield f"{where} lines {line.measure}：{'range' if line.range else 'each'} 不能用于 {kind}"


def _combination(where: str, item: Item, scheme: Scheme) -> Iterator[str]:
    if item.over is None:
        for key, given in (("combine", item.combine), ("weight", item.weight), ("unit_max", item.unit_max)):
            if given is not None:
                yield f"{where} {key}：只用于有 over 的指标"
        return
    if item.combine is None:
        yield f"{where} combine：有 over 的指标须写明 sum 或 mean"
    if not any(measure.over == item.over for measure in scheme.measures.values()):
        yield f"{where} over：没有按“{item.over}”计的事实"
    if item.weight is not None:
        weigher = scheme.measures[item.weight]
        if item.combine != "mean" or weigher.kind != "count" or weigher.over != item.over:
            yield f"{where} weight：须是按 {item.over} 计的 count，且 combine 为 mean"


def _condition(
    where: str, condition: Condition, scheme: Scheme, over: str | None, of_result: tuple[type, ...]
) -> Iterator[str]:
    """``of_result``: what the condition may say of the result besides the facts."""
    for leaf in leaves(condition):
        if isinstance(leaf, Compare):
            yield from _comparison(where, leaf, scheme, over)
        elif not isinstance(leaf, of_result):
            yield f"{where}：这里还不知道{'等次' if isinstance(leaf, GradeIs) else '得分'}"
        elif isinstance(leaf, GradeIs):
            yield from _known(f"{where} grade", leaf.grade, [band.label for band in scheme.bands])
        elif leaf.item is not None:
            yield from _known(f"{where} item", leaf.item, scheme.item)


def _comparison(where: str, leaf: Compare, scheme: Scheme, over: str | None) -> Iterator[str]:
    unknown = [problem for name in measures_of([leaf]) for problem in _known(where, name, scheme.measures)]
    if unknown:
        yield from unknown
        return
    measures = [scheme.measures[name] for name in measures_of([leaf])]
    for measure in measures:
        yield from _over(where, measure, over)
    kinds = {PLAIN.get(measure.kind) for measure in measures}
    if None in kinds or len(kinds) > 1:
        yield f"{where}：{'、'.join(measure.id for measure in measures)} 不能比较"
    elif leaf.other is None and type(leaf.value) not in kinds:
        yield f"{where} value：{shown(leaf.value)} 与 {leaf.measure}（{measures[0].kind}）不能比较"
    elif Decimal not in kinds and leaf.op not in ("==", "!="):
        yield f"{where} op：{measures[0].kind} 只能用 == 或 !="
    elif isinstance(leaf.value, str):
        yield from _known(f"{where} value", leaf.value, measures[0].options)


def _templates(where: str, item: Item) -> Iterator[str]:
    """Placeholders that the line could not fill."""
    texts: list[tuple[str, str, tuple[str, ...]]] = [
        (f"lines {line.measure}", line.text, ("n", "d", line.measure)) for line in item.lines
    ]
    for override in item.overrides:
        texts.append((f"overrides {override.id}", override.text, ("d", *measures_of([override.when]))))
    texts += [("tiers", tier.text, ("n", "d", item.measure)) for tier in item.tiers if tier.text is not None]
    for key, text, filled in texts:
        for name in PLACEHOLDER.findall(text):
            if name not in filled:
                yield f"{where} {key} text：{{{name}}} 无从填写（可用：{'、'.join(dict.fromkeys(filled))}）"


def _lift(scheme: Scheme, where: str, name: str) -> Iterator[str]:
    yield from _known(where, name, scheme.measures)
    measure = scheme.measures.get(name)
    if measure is None:
        return
    declared = measure.kind == "flag" and measure.source == "declared" and measure.over is None
    if not declared or measure.absent is not False or "needs" not in measure.args:
        yield f"{where}：须是 declared 的 flag，absent = false，并以 args.needs 要求文号"
