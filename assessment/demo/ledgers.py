"""Monthly ledgers: handed in, late, sent back, handed in again, missing."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from enterprises import report_content
from enterprises.ledger_times import DUE
from enterprises.models import Ledger, Submission
from officers.models import Officer
from officers.periods import Period, periods

from .conduct import CONDUCT
from .scene import Scene, covers

#: whose ledger of the last month the office has not looked at yet, and who has begun that of this month
UNSEEN = ("A02", "A07", "A09")
DRAFTS = {
    "A01": "配合区发改委梳理重点企业用能清单；与商务局对接沁渊精铸展会摊位。",
    "A02": "",
    "A07": "帮助企业核对研发费用加计扣除材料，正在补齐附件。",
}
REMARKS = (
    ("与供电公司到现场看过增容点位，材料已补齐。", "建议对冬季用电、用气提前统一摸底。"),
    ("帮助企业对接银行一次，正在走授信流程。", ""),
    ("", "几家企业都反映熟练工难招，建议联合办一次专场招聘。"),
    ("陪同企业到政务大厅办结两项变更。", ""),
)
REASONS = ("企业诉求栏未填写", "走访次数与系统记录不一致", "缺分管领导签字", "问题办理进展未更新")
#: year, officer, month: working days from each return to the next handing-in
RETURNED: dict[tuple[int, str, int], tuple[int, ...]] = {
    (0, "A01", 8): (2,),
    (0, "A05", 9): (3,),
    (0, "A13", 3): (5,),
    (0, "A12", 5): (4,),
    (0, "A04", 10): (1, 2),
    (0, "A02", 2): (2,),
    (1, "A08", 1): (2,),
    (1, "A05", 3): (2, 3),
    (1, "A06", 4): (6,),
    (1, "A03", 8): (1,),
}
#: sent back on the last working day and not handed in again yet
WAITING = "A05"


def ledgers(scene: Scene) -> tuple[list[Ledger], list[Submission]]:
    """All ledgers that came in up to yesterday, with what was handed in and sent back; unsaved, in order of time."""
    found = [
        (ledger, filings)
        for year in scene.years
        for month in periods("month", year)
        for officer in scene.officers.values()
        if _serves(scene, officer, month)
        for ledger, filings in _handed_in(scene, officer, month)
    ]
    found.sort(key=lambda pair: pair[0].entered_at)
    return [ledger for ledger, _ in found], [filing for _, filings in found for filing in filings]


def _serves(scene: Scene, officer: Officer, month: Period) -> bool:
    return any(pairing.officer_id == officer.pk and covers(pairing, month.last) for pairing in scene.pairings)


def _handed_in(scene: Scene, officer: Officer, month: Period) -> Iterator[tuple[Ledger, list[Submission]]]:
    """One officer's ledger of one month, if it has come in."""
    offset = month.year - scene.years[0]
    conduct = CONDUCT[offset][officer.code]
    if month.index in conduct.absent:
        return
    rng = scene.rng("ledger", officer.code, month.code)
    due = DUE.due_day(month, scene.calendar)
    late = month.index in conduct.late
    day = scene.calendar.nth_workday(due, rng.randint(1, 3)) if late else _in_time(scene, month, due, rng)
    if day >= scene.today:
        return
    received = scene.moment(day, rng)
    ledger = Ledger(
        district=scene.district,
        officer=officer,
        month=month.first,
        year=month.year,
        entered_by=officer.user,
        entered_at=received,
    )
    gaps = RETURNED.get((offset, officer.code, month.index), ())
    filings = list(_filings(scene, ledger, received, gaps, rng))
    if officer.code == WAITING and not gaps and _latest(scene, month):
        _send_back(scene, filings[-1], scene.workday_before(scene.today), rng)
    yield ledger, filings


def _in_time(scene: Scene, month: Period, due: date, rng: Random) -> date:
    return rng.choice(scene.calendar.workdays_between(month.last, due)[1:] or (due,))


def keep_contents(scene: Scene) -> list[Ledger]:
    """After the records stand: what was handed in of the latest month keeps its content, and most of it is accepted.

    Returns drafts of the running month, unsaved.
    """
    month = next(one for year in scene.years[::-1] for one in periods("month", year)[::-1] if _latest(scene, one))
    latest = Submission.objects.filter(district=scene.district, ledger__month=month.first).order_by("pk")
    for place, filing in enumerate(latest.select_related("ledger__officer__unit")):
        officer = filing.ledger.officer
        progress, suggestions = REMARKS[place % len(REMARKS)]
        read = report_content.read(officer, month.first, month.last)
        filing.content = {
            **read, "progress": progress, "suggestions": suggestions, "name": officer.name, "title": officer.title,
            "unit": officer.unit.name if officer.unit else "", "code": officer.code,
        }  # fmt: skip
        if filing.returned_at is None and officer.code not in UNSEEN:
            filing.accepted_by = scene.staff
            filing.accepted_at = max(filing.received_at, _evening_before(scene))
        filing.save(update_fields=["content", "accepted_at", "accepted_by"])
    return list(_drafts(scene))


def _evening_before(scene: Scene) -> datetime:
    return scene.moment(scene.workday_before(scene.today), scene.rng("accepted"), 17, 17)


def _drafts(scene: Scene) -> Iterator[Ledger]:
    first = scene.yesterday.replace(day=1)
    there = set(Ledger.objects.filter(district=scene.district, month=first).values_list("officer_id", flat=True))
    month = periods("month", first.year)[first.month - 1]
    for code, progress in DRAFTS.items():
        officer = scene.officers[code]
        if officer.pk in there or not _serves(scene, officer, month):
            continue
        written = scene.moment(scene.workday_before(scene.today), scene.rng("draft", code))
        yield Ledger(
            district=scene.district,
            officer=officer,
            month=first,
            year=first.year,
            progress=progress,
            drafted_at=written,
            entered_by=officer.user,
            entered_at=written,
        )


def _latest(scene: Scene, month: Period) -> bool:
    """Whether this is the month whose ledger was due last."""
    due = [DUE.due_day(one, scene.calendar) for year in scene.years for one in periods("month", year)]
    return DUE.due_day(month, scene.calendar) == max(day for day in due if day < scene.today)


def _filings(
    scene: Scene, ledger: Ledger, received: datetime, gaps: tuple[int, ...], rng: Random
) -> Iterator[Submission]:
    """The first handing-in, and after each return the next one."""
    day = ledger.entered_at.date()
    filing = _filing(ledger, 1, received)
    for sequence, gap in enumerate(gaps, 2):
        back = scene.calendar.nth_workday(day, 1)
        if back >= scene.today:
            break
        _send_back(scene, filing, back, rng)
        yield filing
        day = scene.calendar.nth_workday(back, gap)
        if day >= scene.today:
            return
        filing = _filing(ledger, sequence, scene.moment(day, rng))
    yield filing


def _filing(ledger: Ledger, sequence: int, received: datetime) -> Submission:
    return Submission(
        district=ledger.district,
        ledger=ledger,
        sequence=sequence,
        received_at=received,
        submitted_by=ledger.entered_by,
    )


def _send_back(scene: Scene, filing: Submission, day: date, rng: Random) -> None:
    """The office returns it; on the day it came in, only in the evening."""
    filing.returned_at = scene.moment(day, rng, 18, 18)
    filing.returned_by, filing.return_reason = scene.staff, rng.choice(REASONS)
