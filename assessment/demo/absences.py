"""Who stood in for whom while an officer was away. All invented."""

from datetime import timedelta

from officers.models import Acting

from .scene import Scene

#: who is away, who stands in, the first day, for how many days, why
STAND_INS = (
    ("A06", "A05", (0, 9, 8), 5, "参加市委党校培训"),
    ("A09", "A10", (1, 4, 13), 12, "病假"),
)


def stand_ins(scene: Scene) -> list[Acting]:
    """The stand-ins that have begun, unnumbered."""
    return [_acting(scene, *row) for row in STAND_INS if scene.day(row[2]) <= scene.yesterday]


def _acting(scene, away, stand_in, first, days, reason):
    starts = scene.day(first)
    return Acting(
        district=scene.district,
        officer=scene.officers[away],
        stand_in=scene.officers[stand_in],
        starts=starts,
        ends=starts + timedelta(days=days - 1),
        reason=reason,
        approver="何景澄",
        year=starts.year,
        entered_by=scene.staff,
        entered_at=scene.moment(scene.workday_before(starts), scene.rng("acting", away, starts)),
    )
