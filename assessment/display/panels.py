"""Which evidence belongs to an item: decided by where its measures come from, never by its name."""

from typing import Protocol

from assessment.rules.account import ItemAccount
from assessment.rules.scheme import Item, Measure

from .honours import criticisms_panel, honours_panel
from .issues import issues_panel
from .ledgers import ledgers_panel
from .quarters import quarters_panel
from .records import records_panel
from .stored import Stored
from .survey import survey_panel
from .weeks import weeks_panel

BY_HAND = ("occurrence", "declared", "panel", "cohort", "history")


class Panel(Protocol):
    """What a template needs of any evidence: its own template and what it comes to in a few words."""

    template: str
    summary: str


def panels_of(stored: Stored, item: Item, account: ItemAccount) -> list[Panel]:
    """The evidence of one item, in the order in which its measures ask for it."""
    found: list[Panel] = []
    measures = stored.measures(item)
    for kind in dict.fromkeys(_kind(stored, measure) for measure in measures):
        match kind:
            case "visit":
                found.append(weeks_panel(stored, account))
            case "policy_talk":
                found.append(quarters_panel(stored, item, account))
            case "ledger":
                found.append(ledgers_panel(stored))
            case "cases":
                found.append(issues_panel(stored, item))
            case "survey":
                found.append(survey_panel(stored, account))
            case "honour":
                found.append(honours_panel(stored, item))
            case "criticism":
                found.append(criticisms_panel(stored, item))
            case "by_hand":
                found.append(records_panel(stored, _by_hand(stored, measures)))
    return found


def _by_hand(stored: Stored, measures: list[Measure]) -> list[Measure]:
    """Those that people recorded, and what a comparison with the peers compares."""
    own = [each for each in measures if each.source in BY_HAND]
    compared = [stored.scheme.measures[str(each.args["of"])] for each in own if each.source == "cohort"]
    return list({each.id: each for each in (*own, *compared)}.values())


def _kind(stored: Stored, measure: Measure) -> str:
    """What sort of evidence a measure has: the duty's, the event's, or its source's."""
    if measure.source == "duty":
        return stored.scheme.duties[str(measure.args["duty"])].fulfilled_by
    if measure.source == "events":
        return str(measure.args["event"])
    return "by_hand" if measure.source in BY_HAND else measure.source
