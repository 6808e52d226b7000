"""What loading a scheme refuses, once every key of it has been read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from .examples import disagreements
from .references import item_references, measure_references, result_references
from .scheme import Item, Scheme
from .values import plain

SPACE = re.compile(r"\s+")


def refusals(scheme: Scheme, regulation: str | None) -> Iterator[str]:
    """A sentence for everything that is wrong, beginning with place and key. The examples are worked out only
    when nothing else is wrong; ``regulation`` None leaves the quotes uncompared."""
    found = [
        *_twice(scheme),
        *measure_references(scheme),
        *item_references(scheme),
        *result_references(scheme),
        *_sums(scheme),
        *_bounds(scheme),
        *_bands(scheme),
    ]
    if regulation is not None:
        found += _quotes(scheme, squeezed(regulation))
    yield from found or disagreements(scheme)


def squeezed(text: str) -> str:
    """The form in which quotes are compared: NFKC, without white space."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text))


def _twice(scheme: Scheme) -> Iterator[str]:
    named: dict[str, Sequence[str]] = {
        "items": [item.id for item in scheme.items],
        "bands": [band.label for band in scheme.bands],
        "vetoes": [veto.id for veto in scheme.vetoes],
        "flags": [flag.id for flag in scheme.flags],
        "interp": [interp.id for interp in scheme.interps],
        "examples": [example.name for example in scheme.examples],
    }
    for section, names in named.items():
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                yield f"{section} {name}：出现了{names.count(name)}次"


def _sums(scheme: Scheme) -> Iterator[str]:
    """Full marks add up to the scheme's total, for each variant, and to their group's."""
    if not scheme.items:
        yield "items：至少要有一个指标"
    for variant in _variants(scheme.items):
        counted = [item for item in scheme.items if not item.extra and _applies(item, variant)]
        where = "".join(f"（{name}={value}）" for name, value in variant.items())
        if (found := _full(counted)) != scheme.total:
            yield f"scheme total：各指标分值相加为{plain(found)}{where}，与总分{plain(scheme.total)}不符"
        for group in scheme.groups.values():
            inside = _full(item for item in counted if item.group == group.id)
            if group.max is not None and inside != group.max:
                yield f"groups {group.id} max：各指标分值相加为{plain(inside)}{where}，与{plain(group.max)}不符"


def _full(items: Iterable[Item]) -> Decimal:
    return sum((item.max for item in items), Decimal(0))


def _variants(items: Sequence[Item]) -> Iterator[dict[str, str]]:
    """Every combination of the attributes that some item applies to; one empty variant without any."""
    attrs: dict[str, dict[str, None]] = {}
    for item in items:
        for name, values in item.applies.items():
            attrs.setdefault(name, {}).update(dict.fromkeys(values))
    for values in product(*attrs.values()):
        yield dict(zip(attrs, values, strict=True))


def _applies(item: Item, variant: dict[str, str]) -> bool:
    return all(variant[name] in values for name, values in item.applies.items())


def _bounds(scheme: Scheme) -> Iterator[str]:
    for group in scheme.groups.values():
        if group.min is not None and group.cap is not None and group.min > group.cap:
            yield f"groups {group.id} min：大于 cap"
        for key, points in (("min", group.min), ("cap", group.cap), ("max", group.max)):
            if points is not None and not _printable(points):
                yield f"groups {group.id} {key}：最多两位小数"
    for item in scheme.items:
        for key, points in (("max", item.max), ("min", item.min), ("unit_max", item.unit_max)):
            if points is not None and not _printable(points):
                yield f"items {item.id} {key}：最多两位小数"
        if item.min > item.max:
            yield f"items {item.id} min：大于 max"
        for key, score in _scores(item):
            if not item.min <= score <= item.ceiling:
                yield f"items {item.id} {key}：{plain(score)}不在{plain(item.min)}到{plain(item.ceiling)}之间"


def _printable(points: Decimal) -> bool:
    """Points are printed with two decimals: a bound must be one of them."""
    return points * 100 == int(points * 100)


def _scores(item: Item) -> Iterator[tuple[str, Decimal]]:
    for number, tier in enumerate(item.tiers, start=1):
        yield f"tiers 第{number}个 score", tier.score
    if item.kind == "tiers":
        yield "below", item.below
    for name, points in item.choices.items():
        yield f"choices {name}", points
    for override in item.overrides:
        yield f"overrides {override.id} score", override.score


def _bands(scheme: Scheme) -> Iterator[str]:
    if not scheme.bands:
        return
    *above, bottom = scheme.bands
    if bottom.at_least is not None:
        yield f"bands {bottom.label} at_least：最后一档不设下限，否则有分数落不到任何一档"
    for band in above:
        if band.at_least is None:
            yield f"bands {band.label} at_least：缺少，只有最后一档可以不设下限"
    limits = [band.at_least for band in above if band.at_least is not None]
    if limits != sorted(set(limits), reverse=True):
        yield "bands at_least：须从高到低，且不重复"


def _quotes(scheme: Scheme, regulation: str) -> Iterator[str]:
    for place, clause in scheme.clauses():
        if squeezed(clause.quote) not in regulation:
            yield f"{place} clause quote：原文中没有“{clause.quote}”"
