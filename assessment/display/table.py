"""The regulation's own table: 考核项目 · 考核指标 · 分值 · 得分 · 扣分依据."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.rules.account import Account, GroupAccount, ItemAccount
from assessment.rules.scheme import Clause, Group, Item, Scheme
from assessment.rules.wording import number, signed

from .lines import LineView, group_views, line_views, waits_for
from .panels import Panel, panels_of
from .stored import Stored
from .words import points

#: the column says 考核项目; a scheme without groups has one
ALL_ITEMS = "考核内容"


@dataclass(frozen=True)
class Row:
    """One item. `got` is empty while it is pending or hidden; `why` then says the reason."""

    code: str
    title: str
    max: str
    got: str
    why: str
    hidden: bool
    lines: list[LineView]
    quotes: list[Clause]
    panels: list[Panel]
    interps: tuple[str, ...]

    @property
    def summary(self) -> str:
        return "；".join(panel.summary for panel in self.panels if panel.summary)


@dataclass(frozen=True)
class Subtotal:
    title: str
    max: str
    got: str
    lines: list[LineView]


@dataclass(frozen=True)
class Section:
    """One 考核项目 with its items; a subtotal where there is something to add up."""

    title: str
    limit: str
    rows: list[Row]
    subtotal: Subtotal | None

    @property
    def span(self) -> int:
        """Table rows on the screen: each item has a second one for its evidence."""
        return len(self.rows) + sum(not row.hidden for row in self.rows)


def sections(stored: Stored, account: Account, hidden: frozenset[str], why: str) -> list[Section]:
    """The account as the regulation's table. Items in `hidden` show no points and no evidence, but `why`."""
    scheme = stored.scheme
    rows = {item.code: _row(stored, item, hidden, why) for item in account.items}
    by_group = {group.code: group for group in account.groups}
    found = []
    for group in scheme.groups.values():
        inside = [item for item in account.items if item.group == group.id]
        if inside:
            found.append(_section(stored, group, by_group[group.id], inside, rows))
    if alone := [rows[item.code] for item in account.items if item.group is None]:
        found.append(Section(ALL_ITEMS, "", alone, None))
    return found


def hidden_items(scheme: Scheme) -> frozenset[str]:
    """The items that rest on what enterprises answered."""
    return frozenset(item.id for item in scheme.items if _asks(scheme, item))


def short_title(title: str) -> str:
    """A group's title without what every sheet repeats: 日常工作, 企业满意度."""
    return title.removeprefix("“首席服务官”").removesuffix("情况").removesuffix("开展")


def _asks(scheme: Scheme, item: Item) -> bool:
    names = [item.measure, *(line.measure for line in item.lines)]
    return any(scheme.measures[name].source == "survey" for name in names if name)


def _section(
    stored: Stored, group: Group, account: GroupAccount, inside: list[ItemAccount], rows: dict[str, Row]
) -> Section:
    held = [rows[item.code] for item in inside]
    subtotal = None
    if len(held) > 1 or account.lines:
        known = account.points is not None and not any(row.hidden for row in held)
        got = "" if account.points is None or not known else _got(account.points, signs=group.max is None)
        lines = group_views(stored.wording, group.id, account.lines, _documents(stored, group)) if known else []
        subtotal = Subtotal(f"{short_title(group.title)}小计", _max(group.max), got, lines)
    return Section(group.title, _limit(group), held, subtotal)


def _documents(stored: Stored, group: Group) -> str:
    """The documents of the written decision that lifts the group's limits, for its line (J6)."""
    rows = stored.evidence.get("records", {}).get(group.lift, ())
    return "、".join(row["document"] for row in rows if row["document"])


def _row(stored: Stored, account: ItemAccount, hidden: frozenset[str], why: str) -> Row:
    item = stored.scheme.item[account.code]
    veiled = item.id in hidden
    pending = waits_for(stored.scheme, account.pending) if account.pending else ""
    shown = account.points is not None and not veiled
    return Row(
        code=account.code,
        title=account.title,
        max=_max(account.max),
        got=_got(account.points, signs=account.max is None) if shown and account.points is not None else "",
        why=why if veiled else pending,
        hidden=veiled,
        lines=[] if veiled else line_views(stored.wording, account),
        quotes=_quotes(stored, account),
        panels=[] if veiled else panels_of(stored, item, account),
        interps=item.interp,
    )


def _quotes(stored: Stored, account: ItemAccount) -> list[Clause]:
    """The item's clause, then those that only one of its lines quotes."""
    lines = [each for line in account.lines for each in (line, *line.under)]
    clauses = [stored.wording.clause(account.code), *(stored.wording.clause(account.code, line) for line in lines)]
    return list(dict.fromkeys(clauses))


def _max(full: object) -> str:
    return "—" if full is None else number(full)  # type: ignore[arg-type]


def _got(value: object, signs: bool) -> str:
    return signed(value) if signs else points(value)  # type: ignore[arg-type]


def _limit(group: Group) -> str:
    if group.max is not None:
        return f"（{number(group.max)}分）"
    if group.cap is not None and group.min == -group.cap:
        return f"（±{number(group.cap)}分以内）"
    return f"（{number(group.cap)}分以内）" if group.cap is not None else ""


def line_count(parts: Iterable[Section]) -> int:
    """How many lines the table prints: what decides how much of it one A4 page can hold."""
    return sum(max(1, sum(line.count for line in row.lines)) for section in parts for row in section.rows) + sum(
        section.subtotal is not None for section in parts
    )
