"""The year 2021 of one officer with two enterprises: a case for every line and every sort of evidence.

到岗 (8.50×50＋7.50×24)÷74＝8.18, 台账 13, 政策 (15×4＋12×2)÷6＝14, 问题 8, 满意度 (44＋40)÷2＝42, 加分 3, 减分 1:
together 87.18, 良好.
"""

from datetime import date

from enterprises.models import Honour, Visit
from tests.factories import (
    answer,
    ask,
    at,
    compute_run,
    exempt,
    hand_in,
    honour,
    make_enterprise,
    pair,
    raise_issue,
    support,
    visit,
    visit_weekly,
)


class Scene:
    """Builds the records and computes the run."""

    def __init__(self, cast):
        self.cast, self.officer = cast, cast.officer
        self.foundry, self.first = cast.enterprise, cast.pairing
        self.food = make_enterprise(cast.district, "禾岫食品股份有限公司")
        self.second = pair(self.officer, self.food, starts=date(2021, 7, 1))
        self._visits()
        self._ledgers()
        self._policy()
        self._issues()
        self._survey()
        self._honours()
        self.run = compute_run(cast.district, user=cast.users["director"])

    @property
    def url(self):
        return f"/assessment/runs/{self.run.pk}/sheets/A01/"

    def _visits(self):
        exempt(self.officer, date(2021, 8, 2), date(2021, 8, 15), "脱产培训")
        done = set(range(1, 53)) - {11, 31, 32, 40, 45}
        visit_weekly(self.first, sorted(done))
        visit(self.first, date(2021, 11, 10), void="经核查未到企业")
        visit(self.first, date(2021, 3, 17), visitor=Visit.Visitor.DEPUTY)
        visit_weekly(self.second, sorted(set(range(27, 53)) - {30, 31, 32, 36, 41, 47, 50}))

    def _ledgers(self):
        for month in range(1, 13):
            if month == 4:
                hand_in(self.officer, 4, at(2021, 5, 7, 9, 12))
            elif month == 8:
                hand_in(self.officer, 8, at(2021, 9, 3), at(2021, 9, 6), at(2021, 9, 8))
            else:
                following = (2021, month + 1) if month < 12 else (2022, 1)
                hand_in(self.officer, month, at(*following, 4))

    def _policy(self):
        # weekday briefings beside the weekly visits
        visit(self.first, date(2021, 3, 24), is_briefing=True)
        visit(self.second, date(2021, 8, 19), is_briefing=True)
        visit(self.second, date(2021, 9, 22), is_briefing=True)
        support(self.foundry, date(2021, 5, 20), "技术改造专项补助")
        support(self.foundry, date(2021, 8, 30), "稳岗返还")
        support(self.foundry, date(2021, 11, 12), "研发费用后补助")

    def _issues(self):
        raise_issue(self.foundry, "2021-0346", date(2021, 9, 17), "用电增容申请受阻", ("closed", date(2021, 9, 29)))
        raise_issue(self.foundry, "2021-0042", date(2021, 2, 22), "门前道路照明损坏", ("closed", date(2021, 2, 26)))
        raise_issue(
            self.foundry, "2021-0130", date(2021, 4, 23), "用地规划条件变更", ("escalated", date(2021, 4, 26)),
            level="major",
        )  # fmt: skip
        raise_issue(self.food, "2021-0401", date(2021, 11, 3), "员工子女入学", ("withdrawn", date(2021, 11, 5)))

    def _survey(self):
        survey = ask(self.cast.district)
        answer(survey, self.foundry, "非常满意", "非常满意", "满意", "满意", "满意")
        answer(survey, self.food, "满意")

    def _honours(self):
        work, officer = "惠企政策直达", self.officer
        title, province, city = Honour.Kind.TITLE, Honour.Level.PROVINCE, Honour.Level.CITY
        honour(date(2021, 11, 26), work, title, province, "省营商办〔2021〕31号", officer=officer)
        honour(date(2021, 9, 8), work, level=city, document="市营商办〔2021〕18号", officer=officer)
        honour(date(2021, 8, 27), "防汛复产", document="区管办〔2021〕44号", enterprise=self.foundry)
        honour(date(2021, 10, 22), "安全生产检查", Honour.Kind.CRITICISM, enterprise=self.food)
