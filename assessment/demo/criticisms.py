"""What the office decided about those whose ledgers of this year never came."""

from enterprises.ledger_times import DUE
from enterprises.models import CriticismDecision
from officers.actor import Actor
from officers.periods import periods

from .scene import Scene

Decision = CriticismDecision.Decision
#: code, month of the ledger, working days after its due day, who, decision, reason
DECISIONS = (
    ("A03", 5, 2, "wenyining", Decision.REMINDED, "电话提醒，本人称在外培训，答应补报。"),
    ("A10", 4, 3, "wenyining", Decision.REMINDED, "4月台账迟报，已电话提醒本人和所在单位。"),
    ("A10", 7, 1, "hejingcheng", Decision.PROPOSED, "提醒后7月台账仍没有收到，当年已迟报2次。"),
)


def decide(scene: Scene) -> None:
    """Write what was decided up to yesterday."""
    year, shown = scene.years[1], dict.fromkeys(scene.officers, 0)
    for code, month, after, username, decision, reason in DECISIONS:
        due = DUE.due_day(periods("month", year)[month - 1], scene.calendar)
        day = scene.calendar.nth_workday(due, after)
        if day >= scene.today:
            continue
        user, officer = scene.users[username], scene.officers[code]
        made = CriticismDecision(district=scene.district, officer=officer, year=year, decision=decision, reason=reason)
        made.decide(Actor(user.name, scene.moment(day, scene.rng("criticism", code, month)), user=user), shown[code])
        shown[code] += 1
