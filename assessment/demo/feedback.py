"""每周反馈: the last weeks, which most officers confirm in time."""

from collections.abc import Iterator
from datetime import timedelta

from enterprises import report_content
from enterprises.confirm_week import due_on, opens_on, week_on
from enterprises.models import WeeklyFeedback

from .scene import Scene, covers

WEEKS = 8
#: who forgets now and then
FORGETFUL = ("A03", "A10", "A12")
REMARKS = ("", "", "", "企业赶订单，约定下周再谈用工。", "已提醒企业按时申报稳岗返还。", "")


def feedbacks(scene: Scene) -> list[WeeklyFeedback]:
    """What was confirmed up to yesterday; unsaved, in order of time."""
    return sorted(_confirmed(scene), key=lambda each: each.entered_at)


def _confirmed(scene: Scene) -> Iterator[WeeklyFeedback]:
    for back in range(1, WEEKS + 1):
        week = week_on(scene.today - timedelta(weeks=back))
        opens, due = opens_on(week, scene.calendar), due_on(week, scene.calendar)
        for code, officer in scene.officers.items():
            served = any(covers(each, week.first) for each in scene.pairings if each.officer_id == officer.pk)
            rng = scene.rng("week", code, week.code)
            forgets, late, remark = rng.random() < 0.5, rng.random() < 0.06, rng.choice(REMARKS)
            day = due + timedelta(days=2) if late else (opens or due)
            if not served or opens is None or (code in FORGETFUL and forgets) or day >= scene.today:
                continue
            yield WeeklyFeedback(
                district=scene.district,
                officer=officer,
                iso_year=week.year,
                year=week.year,
                week=week.index,
                remark=remark,
                content=report_content.read(officer, week.first, week.last),
                entered_by=officer.user,
                entered_at=scene.moment(day, rng, 16, 20),
            )
