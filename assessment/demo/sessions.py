"""Training sessions with their rolls, a record of discipline, and a change of the calendar that waits for approval."""

from datetime import date, timedelta

from enterprises.models import Attendance, Discipline, Training
from officers.models import CalendarChange

from .scene import Row, Scene

#: day, topic, place, hours
SESSIONS: tuple[tuple[Row, str, str, str], ...] = (
    ((0, 3, 16), "惠企政策汇编解读", "区会议中心二楼", "3.0"),
    ((0, 9, 21), "企业问题登记与办理时限", "区会议中心二楼", "2.0"),
    ((1, 2, 24), "新任首席服务官业务培训", "管委会三楼会议室", "4.0"),
    ((1, 6, 18), "设备更新贷款贴息政策", "区会议中心二楼", "2.5"),
    ((1, 9, 23), "廉洁服务企业纪律教育", "管委会三楼会议室", "2.0"),
)
REASONS = ("参加市里会议", "外出招商", "因病", "随领导调研")


def hold(scene: Scene) -> None:
    """Write what has happened up to yesterday."""
    held = [session for row in SESSIONS if (session := _session(scene, *row)).date < scene.today]
    Training.number_all(held)
    Training.objects.bulk_create(held)
    Attendance.objects.bulk_create(one for session in held for one in _roll(scene, session))
    _discipline(scene)
    _district_day(scene)


def _session(scene: Scene, row: Row, topic: str, place: str, hours: str) -> Training:
    day = scene.workday(row)
    entered = scene.moment(min(day + timedelta(days=1), scene.yesterday), scene.rng("session", day))
    return Training(
        district=scene.district, date=day, topic=topic, place=place, hours=hours, year=day.year,
        entered_by=scene.staff, entered_at=entered,
    )  # fmt: skip


def _roll(scene: Scene, session: Training) -> list[Attendance]:
    roll = []
    for code, officer in scene.officers.items():
        rng = scene.rng("roll", session.date, code)
        state = rng.choices(("present", "leave", "absent"), (85, 11, 4))[0]
        reason = rng.choice(REASONS) if state == "leave" else ""
        roll.append(Attendance(district=scene.district, training=session, officer=officer, state=state, reason=reason))
    return roll


def _discipline(scene: Scene) -> None:
    day = scene.workday((0, 9, 14))
    record = Discipline(
        district=scene.district, officer=scene.officers["A10"], date=day, kind=Discipline.Kind.EXPENSE,
        facts="在所联系企业报销应由个人支付的餐费一次，已退还。", document_no=f"河示纪函〔{day.year}〕6号",
        reported_by="区纪检监察工委", year=day.year, entered_by=scene.users["hejingcheng"],
        entered_at=scene.moment(day, scene.rng("discipline")),
    )  # fmt: skip
    Discipline.number_all([record])
    record.save()


def _district_day(scene: Scene) -> None:
    """A day of the district's own next year, which the director has yet to approve."""
    day = date(scene.years[1] + 1, 5, 20)
    change = CalendarChange(
        district=scene.district, year=day.year, scope=CalendarChange.Scope.DAYS,
        document_no=f"河示管办〔{scene.years[1]}〕88号", days={day.isoformat(): [False, "建区纪念日"]},
        entered_by=scene.staff, entered_at=scene.moment(scene.yesterday, scene.rng("calendar")),
    )  # fmt: skip
    CalendarChange.number_all([change])
    change.save()
