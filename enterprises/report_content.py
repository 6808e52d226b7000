"""What the records say of some days of one officer: what a ledger and a week's feedback are made of.

It is read live until it is handed in or confirmed; then the copy stands: plain JSON, days as ISO text.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from officers.models import Officer

from .deadlines import Step, level_now
from .models import Issue, IssueStep, Pairing, Visit

Content = dict[str, Any]
ENDINGS = {"closed": "已办结", "withdrawn": "已撤回", "merged": "已并入"}
VISIT_FIELDS = ("走访", "visits", "number"), ("企业问题", "issues", "code")


def read(officer: Officer, first: date, last: date, pairings: Any = None) -> Content:
    """Visits and issues of the officer's pairings from `first` to `last`, both included. Four queries.

    `pairings` narrows it, for a deputy who serves only some of them.
    """
    served = Pairing.objects.filter(officer=officer) if pairings is None else pairings.filter(officer=officer)
    held = list(served.in_force_between(first, last).select_related("enterprise", "deputy").order_by("starts", "pk"))
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "enterprises": list(dict.fromkeys(pairing.enterprise.name for pairing in held)),
        "visits": _visits(held, first, last),
        "issues": _issues(held, first, last),
    }


def _visits(pairings: list[Pairing], first: date, last: date) -> list[Content]:
    by_pk = {pairing.pk: pairing for pairing in pairings}
    made = Visit.objects.valid().filter(pairing__in=by_pk, date__gte=first, date__lte=last).order_by("date", "pk")
    return [
        {
            "number": visit.number,
            "day": visit.date.isoformat(),
            "enterprise": by_pk[visit.pairing_id].enterprise.name,
            "visitor": _visitor(visit, by_pk[visit.pairing_id]),
            "briefing": visit.is_briefing,
            "policies": visit.policies,
            "content": visit.content,
        }
        for visit in made
    ]


def _visitor(visit: Visit, pairing: Pairing) -> str:
    if visit.visitor == Visit.Visitor.OFFICER:
        return "本人"
    return f"分包人{pairing.deputy.name if pairing.deputy else ''}"


def _issues(pairings: list[Pairing], first: date, last: date) -> list[Content]:
    """The issues raised, worked on or still open in those days, with their steps so far; of an enterprise taken over
    or handed over meanwhile in the days of the pairing."""
    since = {pairing.enterprise_id: max(pairing.starts, first) for pairing in reversed(pairings)}  # the first one's
    until = {pairing.enterprise_id: min(pairing.ends or last, last) for pairing in pairings}
    names = {pairing.enterprise_id: pairing.enterprise.name for pairing in pairings}
    raised = Issue.objects.filter(enterprise__in=until, raised_on__lte=last, voided_at__isnull=True)
    standing = [issue for issue in raised.order_by("raised_on", "pk") if issue.raised_on <= until[issue.enterprise_id]]
    steps: dict[int, list[IssueStep]] = {issue.pk: [] for issue in standing}
    for step in IssueStep.objects.standing().filter(issue__in=steps):
        steps[step.issue_id].append(step)
    return [
        {
            "code": issue.code,
            "enterprise": names[issue.enterprise_id],
            "raised": issue.raised_on.isoformat(),
            "level": _level(issue, own),
            "content": issue.content or issue.nature,
            "steps": [[step.on and step.on.isoformat(), step.get_kind_display(), step.note] for step in own],
            "state": _state(own),
        }
        for issue in standing
        if _concerns(issue, own := steps[issue.pk], since[issue.enterprise_id])
    ]


def _concerns(issue: Issue, steps: list[IssueStep], since: date) -> bool:
    """Whether the issue was not over before the day `since`."""
    return issue.raised_on >= since or _state(steps) not in ENDINGS.values() or (steps[-1].on or since) >= since


def _level(issue: Issue, steps: list[IssueStep]) -> str:
    """Its class after the steps."""
    now = level_now(issue.first_level, [Step(step.kind, step.on) for step in steps])
    return Issue.Level(now).label


def _state(steps: list[IssueStep]) -> str:
    for step in reversed(steps):
        if step.kind in ENDINGS:
            return ENDINGS[step.kind]
        if step.kind == IssueStep.Kind.ESCALATED:
            return "已上交办公室"
        if step.kind == IssueStep.Kind.REOPENED:
            break
    return "办理中"


def shown(content: Mapping[str, Any]) -> Content:
    """The content for a page: days as dates, the briefings by themselves, and how many of each there are."""
    visits = [{**visit, "day": date.fromisoformat(visit["day"])} for visit in content["visits"]]
    issues = [
        {
            **issue,
            "raised": date.fromisoformat(issue["raised"]),
            "steps": [(on and date.fromisoformat(on), kind, note) for on, kind, note in issue["steps"]],
        }
        for issue in content["issues"]
    ]
    return {
        **content,
        "first": date.fromisoformat(content["first"]),
        "last": date.fromisoformat(content["last"]),
        "visits": visits,
        "briefings": [visit for visit in visits if visit["briefing"]],
        "issues": issues,
        "open_issues": sum(issue["state"] not in ENDINGS.values() for issue in issues),
        "visited": len({visit["enterprise"] for visit in visits}),
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one handing-in to the next, in sentences; none when nothing did."""
    said = []
    for title, name, key in VISIT_FIELDS:
        old, new = ({row[key]: row for row in content[name]} for content in (before, after))
        for verb, keys in (
            ("增加", new.keys() - old.keys()),
            ("减少", old.keys() - new.keys()),
            ("有改动", {each for each in new.keys() & old.keys() if new[each] != old[each]}),
        ):
            if keys:
                said.append(f"{title}{verb}{len(keys)}条：{'、'.join(sorted(keys))}")
    for title, name in (("工作开展情况", "progress"), ("存在问题和建议", "suggestions")):
        old_text, new_text = before.get(name, ""), after.get(name, "")
        if old_text != new_text:
            said.append(f"“{title}”{'已改写' if old_text and new_text else '已补写' if new_text else '已删去'}")
    return said
