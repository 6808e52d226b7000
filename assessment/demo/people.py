"""Units, accounts, officers and deputies. All invented."""

from datetime import date

from officers.models import Deputy, District, Grant, Officer, Role, Unit, User

from .accounts import ACCOUNTS, PASSWORD
from .scene import Scene

DISTRICT = ("demo", "河清示范区")

#: code, name, user name, unit, post, deputy, the deputy's user name
OFFICERS = (
    ("A01", "林沐川", "linmuchuan", "区工信局", "副局长", "白予安", "baiyuan"),
    ("A02", "苏若岚", "suruolan", "区发改委", "副主任", "纪云舒", "jiyunshu"),
    ("A03", "周砚秋", "zhouyanqiu", "区科创局", "局长", "唐川", "tangchuan"),
    ("A04", "何砚溪", "heyanxi", "区住建局", "副局长", "罗青禾", "luoqinghe"),
    ("A05", "陈思屿", "chensiyu", "区商务局", "局长", "邵明轩", "shaomingxuan"),
    ("A06", "沈知白", "shenzhibai", "区人社局", "副局长", "简宁", "jianning"),
    ("A07", "江映雪", "jiangyingxue", "区税务局", "副局长", "段星遥", "duanxingyao"),
    ("A08", "顾怀瑾", "guhuaijin", "区市场监管局", "副局长", "汪清和", "wangqinghe"),
    ("A09", "叶清越", "yeqingyue", "区生态环境局", "副局长", "贺安", "hean"),
    ("A10", "许牧野", "xumuye", "区城管局", "副局长", "孟启", "mengqi"),
    ("A11", "程望舒", "chengwangshu", "区教育局", "副局长", "裴若水", "peiruoshui"),
    ("A12", "韩霁月", "hanjiyue", "区卫健委", "副主任", "丁一舟", "dingyizhou"),
    ("A13", "欧阳远舟", "ouyangyuanzhou", "区国土分局", "副局长", "", ""),
    ("A14", "宋听澜", "songtinglan", "区农业农村局", "局长", "", ""),
)
#: units that send no officer
OTHER_UNITS = (
    ("区“首席服务官”办公室", Unit.Kind.OTHER),
    ("区供电公司", Unit.Kind.OTHER),
    ("区行政审批局", Unit.Kind.DEPARTMENT),
    ("云溪街道", Unit.Kind.STREET),
    ("望河街道", Unit.Kind.STREET),
)
#: where those sit who are neither officer nor deputy
DESKS = {"hejingcheng": "区“首席服务官”办公室", "wenyining": "区“首席服务官”办公室", "luwendi": "区供电公司"}
ROLES = {label: role for role, label in Role.choices}


def make_district() -> District:
    """The demo district."""
    code, name = DISTRICT
    return District.objects.create(code=code, name=name, is_demo=True)


def settle(scene: Scene) -> None:
    """Write units, accounts with their grants, officers and deputies; the scene knows them by name and code."""
    kinds = {row[3]: Unit.Kind.DEPARTMENT for row in OFFICERS} | dict(OTHER_UNITS)
    units = [Unit(district=scene.district, name=name, kind=kind).spell() for name, kind in kinds.items()]
    scene.units = {unit.name: unit for unit in Unit.objects.bulk_create(units)}
    _open_accounts(scene)
    officers = [
        _person(Officer, scene, name, unit=unit, user=user, phone=phone, code=code, title=title)
        for phone, (code, name, user, unit, title, *_) in enumerate(OFFICERS, 101)
    ]
    scene.officers = {officer.code: officer for officer in Officer.objects.bulk_create(officers)}
    deputies = {
        code: _person(Deputy, scene, name, unit=unit, user=user, phone=phone)
        for phone, (code, _, _, unit, _, name, user) in enumerate(OFFICERS, 201)
        if name
    }
    Deputy.objects.bulk_create(deputies.values())
    scene.deputies = deputies


def _person(model, scene, name, *, unit, user, phone, **more):
    return model(
        district=scene.district,
        name=name,
        unit=scene.units[unit],
        user=scene.users[user],
        phone=f"1380000{phone:04d}",  # a number nobody answers
        **more,
    ).spell()


def _open_accounts(scene: Scene) -> None:
    """Everybody has an account, so that records can say who entered them; only those of the list can sign in."""
    listed = {username for username, _, _ in ACCOUNTS}
    people = [(username, label, name, DESKS.get(username)) for username, label, name in ACCOUNTS]
    for _, name, username, unit, _, deputy, deputy_username in OFFICERS:
        people.append((username, Role.OFFICER.label, name, unit))
        if deputy:
            people.append((deputy_username, Role.DEPUTY.label, deputy, unit))
    users, grants = {}, {}
    for username, label, name, unit in people:
        if username not in users:
            users[username] = User(username=username, name=name).spell()
            users[username].set_password(PASSWORD if username in listed else None)
        grants[username] = (ROLES[label], scene.units[unit] if unit else None)
    User.objects.bulk_create(users.values())
    since = date(scene.years[0], 1, 1)
    Grant.objects.bulk_create(
        Grant(user=users[username], role=role, district=scene.district, unit=unit, starts=since)
        for username, (role, unit) in grants.items()
    )
    scene.users = users
