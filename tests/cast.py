"""The people of the tests: one of each kind, so that a test can say who asks and who must be refused."""

from datetime import date

from django.test import Client

from officers.models import Deputy, Role

from .factories import grant, make_district, make_enterprise, make_officer, make_unit, make_user, pair

ANONYMOUS = "anonymous"


class Cast:
    """A district with two officers and their enterprises, its offices, and people who have no business in it."""

    def __init__(self):
        self.district = make_district()
        self.elsewhere = make_district("linyi", "临沂示范区")
        self.unit = make_unit(self.district)
        self.users = {
            "officer": make_user("linmuchuan", "林沐川"),
            "other_officer": make_user("suruolan", "苏若岚"),
            "deputy": make_user("baiyuan", "白予安"),
            "liaison": make_user("luwendi", "陆闻笛"),
            "director": make_user("hejingcheng", "何景澄"),
            "staff": make_user("wenyining", "温以宁"),
            "leader": make_user("fangjingchuan", "方静川"),
            "admin": make_user("qinruoheng", "秦若衡"),
            "oversight": make_user("liangshen", "梁慎"),
            "stranger": make_user("nobody", "无授权"),
            "outsider": make_user("elsewhere", "外区主任"),
            "disabled": make_user("gone", "离任主任", is_active=False),
        }
        self._grant()
        self.officer = make_officer(self.district, "A01", "林沐川", self.users["officer"], self.unit)
        self.other_officer = make_officer(self.district, "A02", "苏若岚", self.users["other_officer"], self.unit)
        self.deputy = Deputy.objects.create(district=self.district, name="白予安", user=self.users["deputy"])
        self.enterprise = make_enterprise(self.district)
        self.other_enterprise = make_enterprise(self.district, "禾岫食品有限公司")
        self.pairing = pair(self.officer, self.enterprise, deputy=self.deputy)
        self.other_pairing = pair(self.other_officer, self.other_enterprise)

    def _grant(self):
        here = {
            "officer": Role.OFFICER,
            "other_officer": Role.OFFICER,
            "deputy": Role.DEPUTY,
            "director": Role.OFFICE_DIRECTOR,
            "staff": Role.OFFICE_STAFF,
            "leader": Role.LEADER,
            "admin": Role.ADMIN,
            "oversight": Role.OVERSIGHT,
            "disabled": Role.OFFICE_DIRECTOR,
        }
        for name, role in here.items():
            grant(self.users[name], role, self.district)
        grant(self.users["liaison"], Role.LIAISON, self.district, self.unit)
        grant(self.users["outsider"], Role.OFFICE_DIRECTOR, self.elsewhere)
        # an office director whose term is over holds nothing any more
        grant(self.users["stranger"], Role.OFFICE_DIRECTOR, self.district, ends=date(2020, 12, 31))

    def with_bystander(self):
        """Also somebody of the roles that have no page yet: department, joint assessor and rater. Returns the cast."""
        self.users["bystander"] = make_user("dingruoxi", "丁若溪")
        for role in (Role.DEPARTMENT, Role.REVIEWER, Role.RATER):
            grant(self.users["bystander"], role, self.district, self.unit)
        return self

    @property
    def names(self):
        """Everybody, and nobody."""
        return [*self.users, ANONYMOUS]

    def client(self, name, **options):
        """A browser signed in as this person; the disabled account had a session from before."""
        client = Client(**options)
        if name != ANONYMOUS:
            client.force_login(self.users[name])
        return client
