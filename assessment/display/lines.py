"""The lines of an account as a sheet prints them: points, sentence, and what became of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assessment.rules.account import OVERRIDDEN, PENDING, ItemAccount, Line
from assessment.rules.conditions import measures_of
from assessment.rules.scheme import Measure, Scheme, Veto
from assessment.rules.wording import Wording, signed

OVERRULED = "不适用：前一条优先"
#: who supplies what only people can supply (G13)
SUPPLIED = {
    "survey": "缺有效答卷，由办公室补充调查",
    "panel": "缺评议分，由评议人评议、办公室登记",
    "occurrence": "缺考核记录，由办公室登记",
    "cohort": "缺本单位或同组的数值，由办公室登记",
    "history": "缺上年度结果，由办公室核对",
}
ATTRIBUTES = {"group": "未确定分组，由办公室在单位名册中登记"}


@dataclass(frozen=True)
class LineView:
    """One line; `tone` is neg, pos or void, `note` stands behind it as a tag, `under` explains a unit's line."""

    delta: str
    tone: str
    text: str
    note: str
    under: list["LineView"]

    @property
    def count(self) -> int:
        """How many printed lines this takes."""
        return 1 + len(self.under)


def line_views(wording: Wording, account: ItemAccount) -> list[LineView]:
    """The lines of an item, units with their own lines beneath."""
    return [_view(wording, account.code, line) for line in account.lines]


def group_views(wording: Wording, group: str, lines: Iterable[Line], documents: str) -> list[LineView]:
    """The lines of a group: what its limits cut, or by which documents they were lifted."""
    said = [(line, wording.group_line(group, line)) for line in lines]
    return [
        LineView(
            signed(line.delta), _tone(line), f"{text}：{documents}" if line.code == "group_lifted" else text, "", []
        )
        for line, text in said
    ]


def waits_for(scheme: Scheme, missing: Iterable[str], vetoes: Iterable[Veto] = ()) -> str:
    """Which facts are missing and who supplies them: 待定：缺有效答卷，由办公室补充调查。Vetoes that are open are
    named, with who supplies what they rest on."""
    reasons = [_reason(scheme, name) for name in missing]
    reasons += [_open_veto(scheme, veto) for veto in vetoes]
    return f"待定：{'；'.join(dict.fromkeys(reasons))}。"


def open_vetoes(scheme: Scheme, missing: Collection[str]) -> list[Veto]:
    """The vetoes among the codes of items and vetoes that a result waits for."""
    return [veto for veto in scheme.vetoes if veto.id in missing and veto.id not in scheme.item]


def _open_veto(scheme: Scheme, veto: Veto) -> str:
    measures = [scheme.measures[name] for name in measures_of([veto.when])]
    supplied = dict.fromkeys(_reason(scheme, each.id) for each in measures if each.absent is None)
    return f"“{veto.title}”（{'；'.join(supplied) or '待各项得分确定'}）"


def _reason(scheme: Scheme, name: str) -> str:
    if name in scheme.measures:
        measure = scheme.measures[name]
        return SUPPLIED.get(measure.source) or _declared(measure)
    return ATTRIBUTES.get(name, f"缺{name}")


def _declared(measure: Measure) -> str:
    return f"{measure.label}尚无认定，由{measure.args.get('by', '办公室')}登记"


def _view(wording: Wording, item: str, line: Line) -> LineView:
    note = OVERRULED if line.status == OVERRIDDEN else ""
    under = [_view(wording, item, each) for each in line.under]
    delta = "—" if line.status == PENDING else signed(line.delta)
    return LineView(delta, _tone(line), wording.line(item, line), note, under)


def _tone(line: Line) -> str:
    if line.status == OVERRIDDEN:
        return "void"
    return "neg" if line.delta < 0 else "pos"
