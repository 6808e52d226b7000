"""What may be done to an issue in which state, and by whom: one table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

KEEPER, OFFICE = "keeper", "office"
#: the officer, deputy or liaison of the pairing in force, and the office
EITHER = frozenset({KEEPER, OFFICE})
OFFICE_ONLY = frozenset({OFFICE})

GENERAL, MAJOR, HANDED, CLOSED, ENDED, VOID = "general", "major", "handed", "closed", "ended", "void"
STATES = {
    GENERAL: "办理中",
    MAJOR: "待上交",
    HANDED: "已上交",
    CLOSED: "已办结",
    ENDED: "已撤回或并入",
    VOID: "已作废",
}
ENDINGS = ("withdrawn", "merged")


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to an issue. `kind` is the step that it appends, empty where it appends none.

    `asks` names the words that go with it, `needs_words` says whether they may be left out.
    """

    code: str
    label: str
    kind: str = ""
    asks: str = "原因"
    needs_words: bool = True


ACTS = {
    act.code: act
    for act in (
        Act("close", "办结", "closed", "办理结果"),
        Act("escalate", "上交办公室", "escalated", "上交说明", needs_words=False),
        Act("reclassify", "改为重点", "reclassified"),
        Act("reopen", "重新办理", "reopened"),
        Act("withdraw", "撤回", "withdrawn"),
        Act("merge", "并入其他问题", "merged"),
        Act("void-step", "作废步骤"),
        Act("correct", "更正"),
        Act("void", "作废"),
    )
}
#: state → act → who may do it; what is not here is done by nobody
TABLE = {
    GENERAL: {
        "close": EITHER,
        "reclassify": OFFICE_ONLY,
        "withdraw": EITHER,
        "merge": OFFICE_ONLY,
        "void-step": OFFICE_ONLY,
        "correct": OFFICE_ONLY,
        "void": OFFICE_ONLY,
    },
    MAJOR: {
        "escalate": EITHER,
        "withdraw": EITHER,
        "merge": OFFICE_ONLY,
        "void-step": OFFICE_ONLY,
        "correct": OFFICE_ONLY,
        "void": OFFICE_ONLY,
    },
    # the office has taken it over, with the departments
    HANDED: {
        "close": OFFICE_ONLY,
        "withdraw": OFFICE_ONLY,
        "merge": OFFICE_ONLY,
        "void-step": OFFICE_ONLY,
        "correct": OFFICE_ONLY,
        "void": OFFICE_ONLY,
    },
    CLOSED: {"reopen": OFFICE_ONLY, "void-step": OFFICE_ONLY, "correct": OFFICE_ONLY, "void": OFFICE_ONLY},
    ENDED: {"void-step": OFFICE_ONLY, "correct": OFFICE_ONLY, "void": OFFICE_ONLY},
    VOID: {},
}


def state_of(first_level: str, kinds: Sequence[str], is_void: bool = False) -> str:
    """The state that an issue's class when raised and the kinds of its standing steps, in order, come to."""
    if is_void:
        return VOID
    if any(kind in ENDINGS for kind in kinds):
        return ENDED
    turns = [kind for kind in kinds if kind in ("closed", "reopened")]
    if turns and turns[-1] == "closed":
        return CLOSED
    if first_level != "major" and "reclassified" not in kinds:
        return GENERAL
    return HANDED if "escalated" in kinds else MAJOR


def may(state: str, code: str, roles: frozenset[str]) -> bool:
    """Whether one of the roles may do it in this state."""
    return bool(TABLE[state].get(code, frozenset()) & roles)


def ever(code: str, roles: frozenset[str]) -> bool:
    """Whether one of the roles may do it in any state."""
    return any(may(state, code, roles) for state in TABLE)


def possible(state: str, roles: frozenset[str]) -> list[Act]:
    """What the roles may do in this state, in the order of the table."""
    return [ACTS[code] for code in TABLE[state] if may(state, code, roles)]


def refusal(state: str, code: str) -> str:
    """Why this is not done in this state, as a sentence."""
    if state == MAJOR and code == "close":
        return "重点问题先上交办公室，再办结。"
    if state == GENERAL and code == "escalate":
        return "一般问题由首席服务官办结；需要上交的，先由办公室改为重点。"
    return f"这个问题{STATES[state]}，不能{ACTS[code].label}。"
