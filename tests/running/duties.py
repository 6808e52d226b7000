"""Officers in the middle of 2021 with something done and something not, and ways of doing what is open."""

import random
from datetime import date, timedelta

from assessment.assess import compute, context_for
from assessment.measures import Ahead
from assessment.rules.account import Account
from assessment.running import SCORED, RunningYear, Task, running_years
from enterprises.models import Issue, IssueStep, Pairing, Submission
from officers.models import WorkDay
from tests.assessment.scored import One
from tests.factories import ENTERED, at, hand_in, make_enterprise, pair, raise_issue, support, visit

ONE_DAY = timedelta(days=1)


def running(district, today: date, *codes: str) -> dict[int, RunningYear]:
    return running_years(district, WorkDay.objects.calendar(district), today, codes, SCORED)


def tasks(district, today: date, code: str = "A01") -> list[Task]:
    """What the officer has to do, of all running years."""
    return [task for each in running(district, today, code).values() for task in each.tasks_of(code)]


def told(task: Task) -> tuple[str, str, str]:
    """What, until when, and the points at stake, short enough for a test to spell out."""
    return task.ahead.kind, task.ahead.due.isoformat(), str(task.points)


class Year(One):
    """The year 2021 of one officer up to a day, by dice."""

    def __init__(self, seed: int):
        super().__init__()
        self.dice = random.Random(seed)
        self.today = date(2021, 3, 1) + timedelta(days=self.dice.randrange(280))
        for number in range(self.dice.choice((1, 2, 3))):
            starts = self.dice.choice((date(2020, 6, 1), date(2021, 1, 1), self.today - timedelta(days=45)))
            self._firm(pair(self.officer, make_enterprise(self.district, f"企业{number}"), starts))
        self._ledgers()

    def _firm(self, pairing: Pairing) -> None:
        monday = self.today - timedelta(days=self.today.weekday())
        first = max(pairing.starts, date(2021, 1, 4))
        for back in range(1, (monday - first).days // 7 + 1):
            # one week in ten is missed: never fewer than six in ten are done, nor the last two, in which talks are held
            if back <= 2 or self.dice.random() < 0.9:
                visit(pairing, monday - timedelta(days=7 * back - 1))
        if self.dice.random() < 0.5:
            visit(pairing, self.today)
        for quarter in (date(2021, 2, 10), date(2021, 5, 12), date(2021, 8, 11), date(2021, 11, 10)):
            if pairing.starts < quarter < self.today - timedelta(days=20) and self.dice.random() < 0.8:
                visit(pairing, quarter + timedelta(days=1), is_briefing=True)
        for number in range(self.dice.choice((0, 0, 1, 2))):
            raised = self.today - timedelta(days=self.dice.randrange(12))
            if raised >= pairing.starts:
                level = self.dice.choice(("general", "major"))
                raise_issue(pairing.enterprise, f"{pairing.pk}-{number}", raised, "用电增容", level=level)
        for number in range(self.dice.choice((0, 0, 0, 3))):
            support(pairing.enterprise, max(pairing.starts, date(2021, 1, 4)), f"政策{number}")

    def _ledgers(self) -> None:
        for month in range(1, self.today.month):
            received = at(2021, month + 1, 3)
            if received.date() >= self.today:
                continue
            if month == self.today.month - 1 and self.dice.random() < 0.5:
                returned = at(self.today.year, self.today.month, self.today.day, 9) - timedelta(days=1)
                if returned > received:
                    hand_in(self.officer, month, received, returned)
            elif self.dice.random() < 0.9:
                hand_in(self.officer, month, received)

    def do(self, each: Ahead) -> None:
        """Do it on the last day that counts, in a way that nothing else is done with it."""
        {"visit": self._call, "policy_talk": self._talk, "ledger": self._hand_in, "issue": self._end}[each.kind](each)

    def _call(self, each: Ahead) -> None:
        day = each.due
        visit(Pairing.objects.get(pk=each.pairing.pk), day)

    def _talk(self, each: Ahead) -> None:
        # in a week that is visited already, so that the week gains nothing by it
        pairing = Pairing.objects.get(pk=each.pairing.pk)
        taken = set(pairing.visit_set.values_list("date", flat=True))
        days = (each.period.first + timedelta(days=n) for n in range((each.period.last - each.period.first).days + 1))
        weeks = {day.isocalendar()[:2] for day in taken}
        day = next(day for day in days if day not in taken and day.isocalendar()[:2] in weeks)
        visit(pairing, day, is_briefing=True)

    def _hand_in(self, each: Ahead) -> None:
        received = at(each.due.year, each.due.month, each.due.day, 23, 59)
        first, month = each.period.first, each.period.index
        back = Submission.objects.filter(ledger__officer=self.officer, ledger__month=first).first()
        if back is None:
            hand_in(self.officer, month, received, year=each.period.year)
        else:
            Submission.objects.create(district=self.district, ledger=back.ledger, sequence=2, received_at=received)

    def _end(self, each: Ahead) -> None:
        issue = Issue.objects.get(code=each.issue["code"])
        kind = "closed" if each.issue["level"] == "general" else "escalated"
        IssueStep.objects.create(
            district=self.district, issue=issue, sequence=9, kind=kind, on=each.due, entered_at=ENTERED
        )

    def settled(self, task: Task) -> Account:
        """The account of the task's year on the day after its last day."""
        scheme = running(self.district, self.today)[task.year].context.scheme
        (sheet,) = compute(context_for(self.district, scheme, task.year, task.ahead.due + ONE_DAY))
        return sheet.account
