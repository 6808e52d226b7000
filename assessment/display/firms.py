"""The enterprises that somebody looks after, as they stand this week: the last ten weeks, the quarter's briefing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.measures import PairingDraft
from assessment.measures.population import told
from officers.periods import period_of, periods
from officers.words import spoken

from .weeks import SPOKEN, STATES, state_of

WEEKS_SHOWN = 10
#: this week, not over yet, under the names of its own
NOW = {"met": ("good", "已到岗"), "open": ("warn", "本周未到"), "void": ("warn", "本周未到")}
REST = {"ex": "本周豁免", "off": "本周不应到"}
LEGEND = {"now": "本周未到", "met": "到岗", "miss": "缺", "void": "失实", "ex": "豁免", "off": "不应到"}


@dataclass(frozen=True)
class Tick:
    """One week: the state decides shape and colour, the title says the same."""

    state: str
    title: str


@dataclass
class Firm:
    """One pairing in force today. The view adds where a visit to it is recorded."""

    pairing: int
    name: str
    mark: str  # good, warn or nothing
    state: str
    sentence: str
    ticks: list[Tick]
    url: str = ""

    @property
    def spoken(self) -> str:
        """The ticks in words."""
        return "近十周：" + "，".join(tick.title for tick in self.ticks)


def firm(pairing: int, name: str, drafts: Mapping[int, PairingDraft], last: date | None, today: date) -> Firm:
    """`drafts` are the pairing's by year, none where no scheme is in force; `last` is the day of the last visit by
    the officer."""
    evidence = {year: told(draft.evidence) for year, draft in drafts.items()}
    year, week = period_of("iso_week", today)
    here = evidence.get(year, {}).get("weeks")
    if here is None:
        seen = f"上次走访{spoken(last)}" if last else "还没有走访记录"
        return Firm(pairing, name, "", "", seen, [])
    bit = 1 << week
    done = bool(here["done"] & bit)
    state = "met" if done else state_of(here, bit)
    mark, shown = NOW.get(state, ("", REST.get(state, "")))
    return Firm(pairing, name, mark, shown, _sentence(here, evidence, bit, state, last, today), _ticks(evidence, today))


def _sentence(here, evidence, bit: int, state: str, last: date | None, today: date) -> str:
    if state == "met":
        visited = f"本周已到：{spoken(last)}" if last else "本周已到"
    else:
        visited = f"上次走访{spoken(last)}" if last else "还没有走访记录"
        visited += "；分包人本周到访，不计" if here["deputy"] & bit else ""
        visited += "；本周一条走访失实作废" if here["void"] & bit else ""
    year, quarter = period_of("quarter", today)
    masks = evidence.get(year, {}).get("quarters")
    if masks is None:
        return visited
    undone = "未宣讲" if masks["open"] >> quarter & 1 else "不应宣讲"
    talk = "已宣讲" if masks["done"] >> quarter & 1 else undone
    return f"{visited}　第{quarter}季度{talk}"


def _ticks(evidence, today: date) -> list[Tick]:
    found = []
    for back in range(WEEKS_SHOWN - 1, -1, -1):
        year, index = period_of("iso_week", today - timedelta(weeks=back))
        masks = evidence.get(year, {}).get("weeks")
        if masks is None:
            continue
        bit, week = 1 << index, periods("iso_week", year)[index - 1]
        state = "met" if masks["done"] & bit and masks["open"] & bit else state_of(masks, bit)
        if state == "open":
            state = "now"
        words = LEGEND["now"] if state == "now" else SPOKEN.get(state, STATES[state])
        found.append(Tick(state, f"第{week.index}周{words}"))
    return found


def legend(firms: list[Firm]) -> list[tuple[str, str]]:
    """The states that occur, as (state, words)."""
    seen = {tick.state for each in firms for tick in each.ticks}
    return [(state, words) for state, words in LEGEND.items() if state in seen]
