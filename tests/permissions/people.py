"""The addresses of officers, deputies, units and stand-ins."""

import json
from datetime import date

from officers.models import Acting
from tests.factories import record

from .answers import OFFICE, OFFICERS, READERS, Address, done_by, seen_by


def office_only(**more):
    """A page without a record: 403 for whoever is not of an office, of whatever district."""
    return {
        "GET": seen_by(*OFFICE, "outsider", otherwise=403),
        "POST": {**seen_by(*OFFICE, otherwise=403, status=302), "outsider": more.get("outsider", 302)},
    }


def by_office(*sees):
    """A page of a record that the office writes: 403 for those who see the record, 404 for the rest."""
    refused = tuple(name for name in (*sees, "leader") if name not in OFFICE)
    return {"GET": done_by(*OFFICE, refused=refused, accepted=200), "POST": done_by(*OFFICE, refused=refused)}


def acting(cast):
    return record(
        Acting, cast.district, officer=cast.officer, stand_in=cast.other_officer, starts=date(2021, 9, 20),
        ends=date(2021, 9, 26), reason="学习", approver="何景澄",
    )  # fmt: skip


def seen(entry):
    """The hidden field that carries what was shown."""
    return json.dumps(entry.as_logged(), ensure_ascii=False)


TABLE = {
    "officer-new": Address(office_only(), form=lambda cast: {"code": "A09", "name": "叶清越"}),
    "officer-edit": Address(
        by_office("officer", "liaison"),
        lambda cast: f"/officers/{cast.officer.pk}/edit/",
        lambda cast: {"code": "A01", "name": "林沐川", "seen": seen(cast.officer)},
    ),
    "deputy-new": Address(office_only(), form=lambda cast: {"name": "纪云舒"}),
    "deputy-edit": Address(
        by_office("deputy"),
        lambda cast: f"/deputies/{cast.deputy.pk}/edit/",
        lambda cast: {"name": "白予安", "phone": "13800000201", "seen": seen(cast.deputy)},
    ),
    "units": Address({"GET": seen_by(*READERS, "outsider")}),
    "unit-new": Address(office_only(), form=lambda cast: {"name": "区科创局", "kind": "department"}),
    "unit-edit": Address(
        by_office("liaison", "bystander"),
        lambda cast: f"/units/{cast.unit.pk}/edit/",
        lambda cast: {"name": "区工信局", "kind": "other", "seen": seen(cast.unit)},
    ),
    "actings": Address({"GET": seen_by(*READERS, *OFFICERS, "outsider")}),
    "acting-new": Address(
        office_only(outsider=422),
        form=lambda cast: {
            "officer": cast.officer.pk, "stand_in": cast.other_officer.pk, "starts": "2021-09-20",
            "ends": "2021-09-26", "reason": "学习", "approver": "何景澄",
        },
    ),
    "acting": Address(
        by_office(*OFFICERS),
        lambda cast: f"/actings/{acting(cast).pk}/",
        lambda cast: {
            "officer": cast.officer.pk, "stand_in": cast.other_officer.pk, "starts": "2021-09-20",
            "ends": "2021-09-24", "reason": "学习", "approver": "何景澄", "version": 1,
        },
    ),
    "acting-void": Address(
        by_office(*OFFICERS),
        lambda cast: f"/actings/{acting(cast).pk}/void/",
        lambda cast: {"reason": "误录", "version": 1},
    ),
}  # fmt: skip
