"""疑点: answers of several firms that came from one telephone or one place, while the traces of a round still stand.

Firms behind one carrier or in one industrial park share an address by rights; one telephone for two firms, or answers
to one officer within a minute of each other, they share by chance only. A flag tells people where to look (T20).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction

from enterprises.models import Pairing
from officers.actor import Actor

from . import rounds
from .models import Flag, Survey, Trace

Rule = Flag.Rule
MINUTE = timedelta(seconds=60)
#: so many answers to one officer from one address, ...
MANY = 3
#: ... each within this time of the one before: who fills in for others does it in a sitting, a park over days
SITTING = timedelta(minutes=10)
#: ... or so great a share of all that came from there: behind a carrier or a park sit firms of many officers
NEARLY_ALL = Fraction(2, 3)
#: the strongest reason first
STRENGTH = (Rule.DEVICE, Rule.ADDRESS, Rule.MINUTE)


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer's trace: which invitation, whose firm it is, and hashes that tell equal from different."""

    invitation: int
    officer: int | None
    address: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """Invitations whose answers look as if one hand had written them, and why."""

    rule: str
    invitations: frozenset[int]
    #: when the last of these answers came
    latest: datetime

    def tells_more_than(self, other: "Cluster") -> bool:
        """Whether the other's firms are all in this one too, for a stronger reason."""
        return STRENGTH.index(self.rule) < STRENGTH.index(other.rule) and other.invitations <= self.invitations

    @property
    def sentence(self) -> str:
        n = len(self.invitations)
        return {
            Rule.DEVICE: f"{n}家企业的答卷由同一部手机（或电脑）提交",
            Rule.ADDRESS: f"同一位首席服务官的{n}家企业，答卷来自同一网络",
            Rule.MINUTE: f"同一位首席服务官的{n}家企业，答卷来自同一网络，前后不超过1分钟",
        }[Rule(self.rule)]


def clusters(seen: Iterable[Seen]) -> list[Cluster]:
    """What looks like one hand: one device for two firms; for firms of one officer one address, within a minute for
    two, or for three in one sitting or as nearly all that came from there. What a stronger reason tells is told once.
    """
    devices, addresses, crowd = defaultdict(list), defaultdict(list), Counter()
    for one in sorted(seen, key=lambda one: (one.at, one.invitation)):
        devices[one.device].append(one)
        crowd[one.address] += 1
        if one.officer is not None:
            addresses[one.address, one.officer].append(one)
    found = _of_several(Rule.DEVICE, devices.values(), 2)
    for (address, _), group in addresses.items():
        found += _of_several(Rule.MINUTE, _runs(group, MINUTE), 2)
        nearly_all = len(group) >= crowd[address] * NEARLY_ALL
        found += _of_several(Rule.ADDRESS, [group] if nearly_all else _runs(group, SITTING), MANY)
    return [one for one in found if not any(other.tells_more_than(one) for other in found)]


def _of_several(rule: str, groups: Iterable[Sequence[Seen]], least: int) -> list[Cluster]:
    return [
        Cluster(rule, frozenset(one.invitation for one in group), max(one.at for one in group))
        for group in groups
        if len(group) >= least
    ]


def _runs(group: Sequence[Seen], gap: timedelta) -> list[list[Seen]]:
    """The answers, in order of time, cut wherever more than `gap` lies between two."""
    runs: list[list[Seen]] = []
    for one in group:
        if runs and one.at - runs[-1][-1].at <= gap:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def flag_open(at: datetime) -> int:
    """Look at every round that is open. Returns how many flags were made or opened again; twice is once."""
    open_now = Survey.objects.filter(published_at__isnull=False, opens_at__lte=at, closes_at__gt=at)
    return rounds.each(open_now, lambda survey: flag(survey, at), "looking for clusters in")


def flag(survey: Survey, at: datetime) -> int:
    """Write down the clusters of a round: new ones, and those that grew or have a newer answer, which are to be looked
    at again."""
    with transaction.atomic():
        # one at a time; answers, which refer to the row, need not wait
        Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
        known = _known(survey)
        return sum(_keep(survey, found, known, at) for found in clusters(_traces(survey)))


def _traces(survey: Survey) -> list[Seen]:
    """The traces of a round, each with the officer whose mark the answer is."""
    pairings = Pairing.objects.in_force_on(survey.closes_on).filter(district=survey.district_id)
    officers = dict(pairings.values_list("enterprise_id", "officer_id"))
    traces = Trace.objects.filter(invitation__survey=survey)
    rows = traces.values_list("invitation_id", "invitation__enterprise_id", "address", "device", "at")
    return [Seen(pk, officers.get(firm), address, device, when) for pk, firm, address, device, when in rows]


def _known(survey: Survey) -> list[tuple[Flag, set[int]]]:
    flags = survey.flags.prefetch_related("invitations")
    return [(flag, {each.pk for each in flag.invitations.all()}) for flag in flags]


def _dated(found: Cluster, at: datetime) -> datetime:
    """When it was found: not before its answers, of which some came after the beat began."""
    return max(at, found.latest)


def _keep(survey: Survey, found: Cluster, known: list[tuple[Flag, set[int]]], at: datetime) -> bool:
    """Write the cluster down, or into the flag of the same rule that has two of its firms already."""
    for standing, firms in known:
        if standing.rule == found.rule and len(firms & found.invitations) > 1:
            return _grow(standing, firms, found, at)
    new = Flag(
        district_id=survey.district_id, survey=survey, rule=found.rule, sentence=found.sentence,
        found_at=_dated(found, at),
    ).begin(Actor(name="系统", at=at), "发现满意度疑点")  # fmt: skip
    new.invitations.set(found.invitations)
    known.append((new, set(found.invitations)))
    return True


def _grow(standing: Flag, firms: set[int], found: Cluster, at: datetime) -> bool:
    """Open the flag again for firms that it did not have, or for what one of its firms has answered anew."""
    grown = not found.invitations <= firms
    if not grown and found.latest <= standing.found_at:
        return False
    firms |= found.invitations
    standing.invitations.set(firms)
    changes = {
        "sentence": replace(found, invitations=frozenset(firms)).sentence, "found_at": _dated(found, at),
        "looked_at": None, "looked_by": None, "note": "",
    }  # fmt: skip
    action = "满意度疑点增加企业" if grown else "满意度疑点有新答卷"
    standing.change(Actor(name="系统", at=at), standing.version, action, changes)
    return True
