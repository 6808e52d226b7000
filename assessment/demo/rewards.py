"""What firms received, and what officers and firms were praised or criticised for, by document."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from enterprises.models import Honour, PolicySupport

from .phrases import POLICIES
from .scene import Row, Scene

#: supports whose day the story needs: firm, day, policy, amount
SUPPORTS: tuple[tuple[str, Row, str, str], ...] = (
    ("沁渊精铸", (0, 5, 20), "技术改造专项补助", "86.5"),
    ("沁渊精铸", (0, 8, 30), "稳岗返还", "12.34"),
    ("沁渊精铸", (0, 11, 12), "研发费用后补助", "35"),
    ("云汀医药", (0, 3, 18), "高新技术企业认定奖补", "20"),
    ("云汀医药", (0, 6, 25), "研发费用后补助", "48.2"),
    ("云汀医药", (0, 9, 10), "稳岗返还", "9.86"),
    ("云汀医药", (0, 10, 28), "设备更新贷款贴息", "16.75"),
    ("恒沚新能源", (1, 3, 19), "技术改造专项补助", "118"),
    ("恒沚新能源", (1, 5, 28), "设备更新贷款贴息", "36.4"),
    ("恒沚新能源", (1, 9, 16), "先进制造业增值税加计抵减", "42.08"),
)
OFFICE, SAFETY, PARK = "河示服官办", "河示安委办", "河示管办"
DIRECT, FLOOD, HEATING = "惠企政策直达", "防汛复产", "园区集中供热改造"
#: target (an officer's code, a firm or a unit), day, kind, level, work, related to the service, document of a year {}
Praised = tuple[str, Row, str, str, str, bool, str]
HONOURS: tuple[Praised, ...] = (
    ("A01", (0, 6, 30), "commendation", "district", DIRECT, True, f"{OFFICE}〔{{}}〕6号"),
    ("A01", (0, 9, 8), "commendation", "city", DIRECT, True, "市营商办〔{}〕18号"),
    ("A01", (0, 11, 26), "title", "province", DIRECT, True, "省营商办〔{}〕31号"),
    ("沁渊精铸", (0, 8, 27), "commendation", "district", FLOOD, True, f"{PARK}〔{{}}〕44号"),
    ("禾岫食品", (0, 10, 22), "criticism", "district", "安全生产检查", True, f"{SAFETY}〔{{}}〕29号"),
    ("A02", (0, 7, 15), "commendation", "city", "重点项目代办", True, "市项目办〔{}〕12号"),
    ("云汀医药", (0, 12, 9), "title", "nation", "绿色工厂", False, "工信厅节函〔{}〕307号"),
    ("A07", (0, 4, 28), "commendation", "district", "税企直连", True, f"{OFFICE}〔{{}}〕4号"),
    ("弘岳轴承", (0, 10, 14), "major_support", "province", "轴承产业链强链", True, "省工信〔{}〕55号"),
    ("A04", (0, 9, 18), "commendation", "district", FLOOD, True, f"{PARK}〔{{}}〕44号"),
    ("区住建局", (0, 9, 18), "commendation", "city", FLOOD, True, "市防指〔{}〕9号"),
    ("A11", (0, 12, 17), "commendation", "district", "教育资源入园区", True, f"{OFFICE}〔{{}}〕15号"),
    ("A03", (0, 8, 20), "criticism", "district", "台账漏报", True, f"{OFFICE}〔{{}}〕9号"),
    ("A10", (0, 7, 9), "criticism", "district", "走访不实", True, f"{OFFICE}〔{{}}〕7号"),
    ("A10", (0, 10, 30), "criticism", "city", "问题办理超期", True, "市营商办〔{}〕22号"),
    ("远岫机电", (0, 11, 6), "criticism", "city", "问题办理超期", True, "市营商办〔{}〕22号"),
    ("A05", (1, 5, 21), "commendation", "city", "外贸稳增长", True, "市商务〔{}〕14号"),
    ("A09", (1, 6, 5), "commendation", "district", "环评审批提速", True, f"{OFFICE}〔{{}}〕5号"),
    ("恒沚新能源", (1, 4, 23), "major_support", "province", "电池材料中试基地", True, "省发改〔{}〕96号"),
    ("A02", (1, 3, 27), "commendation", "district", HEATING, True, f"{PARK}〔{{}}〕11号"),
    # the office has yet to say that this is the same work, and that the knives' title has to do with the service
    ("A02", (1, 4, 16), "commendation", "district", f"{HEATING}工作", True, f"{OFFICE}〔{{}}〕3号"),
    ("砺川刀具", (1, 5, 8), "title", "city", "智能工厂", False, "市工信〔{}〕21号"),
    ("A02", (1, 7, 10), "commendation", "city", HEATING, True, "市发改〔{}〕73号"),
    ("锦沅化纤", (1, 8, 14), "criticism", "district", "消防安全检查", False, f"{SAFETY}〔{{}}〕17号"),
    ("A10", (1, 8, 7), "criticism", "district", "台账漏报", True, f"{OFFICE}〔{{}}〕8号"),
)


def supports(scene: Scene) -> list[PolicySupport]:
    """The supports up to yesterday: the told ones, and none to two a year at each other firm; unsaved."""
    found = [_support(scene, firm, row, policy, Decimal(amount)) for firm, row, policy, amount in SUPPORTS]
    told = {(firm, row[0]) for firm, row, *_ in SUPPORTS}
    for firm in scene.enterprises:
        for offset in (0, 1):
            if (firm, offset) not in told:
                found += _usual(scene, firm, offset)
    return sorted((one for one in found if one.date < scene.today), key=lambda one: one.date)


def _usual(scene: Scene, firm: str, offset: int) -> Iterator[PolicySupport]:
    rng = scene.rng("supports", firm, scene.years[offset])
    for policy, least, most in rng.sample(POLICIES, rng.choice((0, 1, 1, 2))):
        amount = Decimal(rng.randint(least * 100, most * 100)) / 100
        yield _support(scene, firm, (offset, rng.randint(2, 12), rng.randint(1, 28)), policy, amount)


def _support(scene: Scene, firm: str, row: Row, policy: str, amount: Decimal) -> PolicySupport:
    day = scene.workday(row)
    return PolicySupport(
        district=scene.district,
        enterprise=scene.enterprises[firm],
        date=day,
        policy=scene.policies[policy],
        amount=amount,
        year=day.year,
        entered_by=scene.staff,
        entered_at=scene.moment(day, scene.rng("support", firm, day)),
    )


def honours(scene: Scene) -> list[Honour]:
    """The honours and criticisms up to yesterday, unsaved; the office enters each within a few days."""
    found = sorted((_honour(scene, row) for row in HONOURS), key=lambda one: one.date)
    return [one for one in found if one.date < scene.today]


def _honour(scene: Scene, row: Praised) -> Honour:
    target, on, kind, level, work, related, document = row
    day = scene.workday(on)
    entered = min(day + timedelta(days=1), scene.yesterday)
    return Honour(
        district=scene.district,
        officer=scene.officers.get(target),
        enterprise=scene.enterprises.get(target),
        unit=scene.units.get(target),
        date=day,
        kind=kind,
        level=level,
        work=work,
        service_related=related,
        document_no=document.format(day.year),
        year=day.year,
        entered_by=scene.staff,
        entered_at=scene.moment(entered, scene.rng("honour", target, day)),
    )
