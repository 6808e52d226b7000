"""What enterprises needed solved, each with its steps, told in working days."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from enterprises.models import Issue, IssueStep, Pairing, Visit
from officers.models import User

from .conduct import CONDUCT
from .phrases import PROBLEMS, RAISED, fill
from .scene import Row, Scene
from .visits import by_officer

LIMIT = 7
GENERAL, MAJOR = Issue.Level.GENERAL, Issue.Level.MAJOR
Steps = tuple[tuple[str, int], ...]  # what happened, and how many working days after the step before


@dataclass(frozen=True, slots=True)
class Story:
    """An issue with a course of its own: raised on a day of the tables, or a number of working days before today."""

    firm: str
    raised: Row | int
    title: str
    nature: str
    text: str
    steps: Steps
    level: str = GENERAL


STORIES = (
    # seven working days across the National Day holiday, closed one working day late
    Story(
        "沁渊精铸", (0, 9, 24), "用电增容申请受阻", "要素保障", "二期熔炼炉投产需增容，供电方案反复退改。",
        (("closed", 8),),
    ),
    Story(
        "沁渊精铸", (0, 4, 22), "技改项目用地规划条件变更", "土地规划", "车间外扩需调整规划条件，涉及两个部门。",
        (("escalated", 2),), MAJOR,
    ),
    Story(
        "禾岫食品", (0, 11, 3), "新进员工子女入学", "公共服务", "两名员工子女转学，企业已自行联系妥当。",
        (("withdrawn", 2),),
    ),
    Story(
        "澄岳新材料", (0, 3, 12), "扩建项目环评批复衔接", "环境保护", "环评与能评互为前置，需要协调先后。",
        (("escalated", 5),), MAJOR,
    ),
    Story(
        "岚石重型装备", (0, 5, 14), "大件运输道路加固", "交通", "超限设备出厂路段需临时加固，涉及市级审批。",
        (("reclassified", 2), ("escalated", 2)),
    ),
    Story(
        "璃川玻璃", (0, 8, 6), "天然气供应压力波动", "要素保障", "夜间压力低于工艺要求，影响窑炉温度。",
        (("closed", 3), ("reopened", 5), ("closed", 2)),
    ),
    Story(
        "云畲生物", (0, 10, 15), "冷库用电计价类别", "要素保障", "办结后次月电费仍按原类别收取，企业不认可。",
        (("closed", 4), ("reopened", 6), ("closed", 5)),
    ),
    Story(
        "渡川专用车", (0, 6, 9), "园区大门限高杆", "交通", "与同园区企业反映的是同一处限高杆，并案办理。",
        (("merged", 1),),
    ),
    Story(
        "弘岳轴承", (1, 2, 26), "进口设备通关缓慢", "行政审批", "检测设备滞留口岸，需要提供归类意见。",
        (("closed", 3), ("reopened", 4), ("closed", 2)),
    ),
    Story(
        "恒沚新能源", (1, 4, 16), "二期项目能耗指标", "行政审批", "节能审查所需指标须市级统筹。",
        (("reclassified", 3), ("escalated", 1)),
    ),
    Story(
        "嵩沅铸锻", (1, 4, 29), "除尘设备改造验收", "环境保护", "改造完成，等待现场验收。", (("closed", 8),),
    ),
    Story("鹿汀乳业", (1, 5, 12), "奶车夜间通行", "交通", "企业调整配送路线后撤回。", (("withdrawn", 3),)),
    Story(
        "砺川刀具", 11, "厂区后门道路塌陷", "市政设施", "后门道路塌陷约三平方米，重车无法通行，等待管线单位确认。",
        (),
    ),
    Story("沁渊精铸", 6, "冷却水管网压力不足", "要素保障", "三号炉冷却水压力不足，已约区自来水公司现场查看。", ()),
    Story(
        "澄岳新材料", 2, "安全生产许可证延期衔接", "行政审批", "许可证到期前须完成现场核查，涉及市级部门。",
        (), MAJOR,
    ),
    Story("渡川专用车", 7, "充电桩用地手续", "土地规划", "厂区拟建充电桩，需要确认用地手续。", ()),
    Story("禾岫食品", 2, "冷库二期用电负荷", "要素保障", "冷库二期用电负荷不够，企业想了解增容流程。", ()),
)  # fmt: skip
NOTES = {
    "closed": "责任部门已办理，企业确认",
    "escalated": "已报服务官办转办",
    "reclassified": "涉及市级部门，改为重点问题",
    "reopened": "企业反映问题仍存在，重新办理",
    "withdrawn": "企业来函撤回",
    "merged": "与同类问题合并办理",
}
BY_OFFICE = ("reclassified", "reopened", "merged")


@dataclass
class Docket:
    """Issues and steps as they are found; unsaved."""

    scene: Scene
    issues: list[Issue] = field(default_factory=list)
    steps: list[IssueStep] = field(default_factory=list)

    def add(self, pairing: Pairing, raised: date, level: str, problem: tuple[str, str, str], steps: Steps) -> None:
        """One issue raised under a pairing, with those of its steps that lie before today."""
        scene, (title, nature, text) = self.scene, problem
        rng = scene.rng("issue", pairing.enterprise.credit_code, raised, title)
        issue = Issue(
            district=scene.district,
            enterprise=pairing.enterprise,
            raised_on=raised,
            first_level=level,
            nature=nature,
            content=f"{title}：{fill(text, pairing, rng)}",
            year=raised.year,
            entered_by=pairing.officer.user,
            entered_at=scene.moment(raised, rng, 17, 20),
        )
        self.issues.append(issue)
        day = raised
        for sequence, (kind, after) in enumerate(steps, 1):
            day = scene.calendar.nth_workday(day, after)
            if day >= scene.today:
                return
            self.steps.append(self._step(issue, pairing.officer.user, sequence, kind, day))

    def _step(self, issue: Issue, officer: User, sequence: int, kind: str, day: date) -> IssueStep:
        rng = self.scene.rng("step", issue.content, day)
        return IssueStep(
            district=issue.district,
            issue=issue,
            sequence=sequence,
            kind=kind,
            on=day,
            note=NOTES[kind],
            entered_by=self.scene.staff if kind in BY_OFFICE else officer,
            entered_at=self.scene.moment(day, rng, 15, 20),
        )


def issues(scene: Scene, visits: list[Visit]) -> tuple[list[Issue], list[IssueStep]]:
    """All issues raised up to yesterday with their steps, unsaved, in the order they were raised.

    Most came up on a visit, whose content then says so.
    """
    docket = Docket(scene)
    for story in STORIES:
        raised = _raised(scene, story)
        pairing = scene.pairing_on(story.firm, raised)
        if raised < scene.today and pairing is not None:
            docket.add(pairing, raised, story.level, (story.title, story.nature, story.text), story.steps)
    _from_visits(docket, visits)
    docket.issues.sort(key=lambda issue: (issue.raised_on, issue.entered_at))
    return docket.issues, docket.steps


def _raised(scene: Scene, story: Story) -> date:
    if isinstance(story.raised, int):
        return scene.workday_before(scene.today, story.raised)
    return scene.workday(story.raised)


def _from_visits(docket: Docket, visits: list[Visit]) -> None:
    """Two to four issues an officer and year; as many too late as the officer's conduct says, the others in time."""
    scene, told = docket.scene, count()
    for offset, year in enumerate(scene.years):
        for code, officer in scene.officers.items():
            rng = scene.rng("issues", code, year)
            occasions = [
                visit for visit in visits if visit.pairing.officer_id == officer.pk and _is_occasion(scene, visit, year)
            ]
            overdue = CONDUCT[offset][code].overdue
            chosen = rng.sample(occasions, min(len(occasions), max(overdue, rng.randint(2, 4))))
            for place, visit in enumerate(chosen):
                problem = PROBLEMS[next(told) % len(PROBLEMS)]
                days = LIMIT + rng.randint(1, 5) if place < overdue else rng.choice((1, 2, 3, 4, 5, 5, 6, 7))
                docket.add(visit.pairing, visit.date, GENERAL, problem, (("closed", days),))
                visit.content += RAISED.format(title=problem[0])


def _is_occasion(scene: Scene, visit: Visit, year: int) -> bool:
    """A visit early enough for its issue to be settled within the year."""
    return (
        by_officer(visit)
        and not visit.is_briefing
        and visit.date.year == year
        and visit.date.month < 12
        and scene.calendar.nth_workday(visit.date, LIMIT + 5) < scene.today
    )
