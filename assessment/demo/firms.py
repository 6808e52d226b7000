"""Enterprises, who is paired with them, and when an officer was excused. All invented."""

from datetime import date, timedelta

from stdnum.cn import uscc

from enterprises.models import Enterprise, Exemption, Pairing

from .scene import Row, Scene

#: short name, rest of the name, area, industry, contact
FIRMS = (
    ("沁渊精铸", "有限公司", "河清东园", "铸造", "魏长河"),
    ("禾岫食品", "有限公司", "望河街道", "食品加工", "姚婧"),
    ("澄岳新材料", "有限公司", "河清东园", "新材料", "彭砺"),
    ("远岫机电", "设备制造（集团）有限责任公司第二分公司", "河清西园", "电机制造", "常胜利"),
    ("芦汀纺织", "有限公司", "云溪街道", "纺织", "阮秋萍"),
    ("岚石重型装备", "有限公司", "河清东园", "装备制造", "贾志远"),
    ("云汀医药", "股份有限公司", "河清西园", "医药制造", "陶书雅"),
    ("砺川刀具", "有限公司", "河清东园", "金属制品", "石磊"),
    ("青畲农业科技", "有限公司", "望河街道", "农产品加工", "麦冬"),
    ("朗汐环保科技", "有限公司", "河清西园", "环保设备", "卫青松"),
    ("鼎岑仪表", "股份有限公司", "河清西园", "仪器仪表", "古月明"),
    ("启岫电子", "有限公司", "河清西园", "电子元件", "柯蓝"),
    ("恒沚新能源", "有限公司", "河清东园", "电池材料", "项前程"),
    ("松岑包装", "有限公司", "云溪街道", "包装印刷", "申玉芬"),
    ("锦沅化纤", "有限公司", "河清东园", "化纤", "童大海"),
    ("兆畲粮油", "有限公司", "望河街道", "粮油加工", "谷满"),
    ("枢云线缆", "有限公司", "河清西园", "线缆制造", "宁致远"),
    ("渡川专用车", "有限公司", "云溪街道", "专用车制造", "马奔"),
    ("窑岭陶瓷", "有限公司", "望河街道", "陶瓷", "陶然"),
    ("曦岚光电", "有限公司", "河清西园", "光电", "葛晓光"),
    ("弘岳轴承", "有限公司", "河清东园", "轴承制造", "雷振国"),
    ("鹿汀乳业", "有限公司", "望河街道", "乳制品", "牛小满"),
    ("帆岫汽车零部件", "有限公司", "河清东园", "汽车零部件", "盛路"),
    ("璃川玻璃", "有限公司", "河清东园", "玻璃制品", "丘明亮"),
    ("翠岑茶业", "有限公司", "望河街道", "茶叶加工", "叶香凝"),
    ("衢川冷链装备", "有限公司", "云溪街道", "冷链装备制造", "路广"),
    ("嵩沅铸锻", "有限公司", "河清东园", "铸锻", "铁成"),
    ("星汀照明", "有限公司", "河清西园", "照明器具", "明悦"),
    ("和岫建材", "有限公司", "云溪街道", "建材", "方正平"),
    ("云畲生物", "科技有限公司", "河清西园", "生物制品", "苗欣"),
    ("盛汀纸业", "有限公司", "望河街道", "造纸", "白纸坊"),
)
NEW_YEAR, POST, HEALTH, TERM = (0, 1, 1), "post", "health", "term"
Paired = tuple[str, str, Row, Row | None, str]  # officer, firm, from, until, why it ended
PAIRINGS: tuple[Paired, ...] = (
    ("A01", "沁渊精铸", NEW_YEAR, None, ""),
    ("A14", "禾岫食品", NEW_YEAR, (0, 6, 30), POST),
    ("A01", "禾岫食品", (0, 7, 1), None, ""),
    ("A02", "岚石重型装备", NEW_YEAR, None, ""),
    ("A02", "云汀医药", NEW_YEAR, None, ""),
    ("A03", "澄岳新材料", NEW_YEAR, None, ""),
    ("A03", "砺川刀具", NEW_YEAR, None, ""),
    ("A03", "鼎岑仪表", NEW_YEAR, None, ""),
    ("A04", "和岫建材", NEW_YEAR, None, ""),
    ("A04", "璃川玻璃", NEW_YEAR, None, ""),
    ("A05", "衢川冷链装备", NEW_YEAR, None, ""),
    ("A05", "渡川专用车", NEW_YEAR, None, ""),
    ("A05", "启岫电子", NEW_YEAR, None, ""),
    ("A06", "帆岫汽车零部件", NEW_YEAR, None, ""),
    ("A06", "锦沅化纤", NEW_YEAR, None, ""),
    ("A07", "恒沚新能源", NEW_YEAR, None, ""),
    ("A07", "弘岳轴承", NEW_YEAR, None, ""),
    ("A08", "鹿汀乳业", NEW_YEAR, None, ""),
    ("A08", "翠岑茶业", NEW_YEAR, None, ""),
    ("A09", "朗汐环保科技", NEW_YEAR, None, ""),
    ("A09", "盛汀纸业", NEW_YEAR, None, ""),
    ("A10", "远岫机电", NEW_YEAR, None, ""),
    ("A10", "嵩沅铸锻", NEW_YEAR, None, ""),
    ("A11", "枢云线缆", (0, 6, 16), None, ""),
    ("A11", "松岑包装", (0, 6, 16), None, ""),
    ("A12", "云畲生物", NEW_YEAR, None, ""),
    ("A12", "窑岭陶瓷", NEW_YEAR, None, ""),
    ("A12", "星汀照明", NEW_YEAR, (0, 9, 15), HEALTH),
    ("A08", "星汀照明", (0, 9, 16), None, ""),
    ("A13", "曦岚光电", NEW_YEAR, None, ""),
    ("A13", "兆畲粮油", NEW_YEAR, (0, 4, 30), TERM),
    ("A13", "兆畲粮油", (0, 7, 1), None, ""),
    ("A14", "芦汀纺织", NEW_YEAR, (0, 9, 30), TERM),
    ("A14", "青畲农业科技", (1, 1, 1), None, ""),
)
Excused = tuple[str, int, int, int, str]  # officer, year, first ISO week, weeks, reason
EXEMPTIONS: tuple[Excused, ...] = (
    ("A05", 0, 20, 1, "参加市委党校学习培训"),
    ("A06", 0, 45, 3, "病假"),
    ("A01", 0, 32, 1, "年休假，经批准由分包人对接"),
    ("A09", 1, 13, 2, "参加省优化营商环境专题培训"),
    ("A12", 1, 24, 4, "病假，手术住院"),
)
#: 410899 is no place, so these are nobody's codes
CODE_HEAD = "91410899MA9D"


def found(scene: Scene) -> None:
    """Write enterprises, pairings and exemptions; the scene knows firms by their short names."""
    firms = [
        Enterprise(
            district=scene.district,
            credit_code=credit_code(place),
            name=short + rest,
            area=area,
            industry=industry,
            contact=contact,
            phone=f"000-550{place:04d}",
        ).spell()
        for place, (short, rest, area, industry, contact) in enumerate(FIRMS, 1)
    ]
    rows = Enterprise.objects.bulk_create(firms)
    scene.enterprises = {short: firm for (short, *_), firm in zip(FIRMS, rows, strict=True)}
    scene.pairings = [_pairing(scene, row) for row in PAIRINGS if scene.day(row[2]) <= scene.today]
    Pairing.number_all(scene.pairings)
    Pairing.objects.bulk_create(scene.pairings)
    scene.exemptions = [one for row in EXEMPTIONS if (one := _exemption(scene, row)).starts <= scene.today]
    Exemption.number_all(scene.exemptions)
    Exemption.objects.bulk_create(scene.exemptions)


def credit_code(place: int) -> str:
    """The invented code of the firm at this place of the table, its check character right."""
    body = f"{CODE_HEAD}{place * 37:05d}"
    return body + uscc.calc_check_digit(body)


def _pairing(scene: Scene, row: Paired) -> Pairing:
    officer, firm, starts, ends, reason = row
    first = scene.day(starts)
    return Pairing(
        district=scene.district,
        officer=scene.officers[officer],
        enterprise=scene.enterprises[firm],
        deputy=scene.deputies.get(officer),
        starts=first,
        ends=scene.day(ends) if ends else None,
        end_reason=reason,
        year=first.year,
        entered_by=scene.staff,
        entered_at=scene.moment(scene.workday_before(first), scene.rng("pairing", officer, firm, first)),
    )


def _exemption(scene: Scene, row: Excused) -> Exemption:
    officer, year, week, weeks, reason = row
    monday = date.fromisocalendar(scene.years[year], week, 1)
    return Exemption(
        district=scene.district,
        officer=scene.officers[officer],
        starts=monday,
        ends=monday + timedelta(days=7 * weeks - 3),
        reason=reason,
        approver="何景澄",
        year=monday.year,
        entered_by=scene.staff,
        entered_at=scene.moment(scene.workday_before(monday), scene.rng("exemption", officer, monday)),
    )
