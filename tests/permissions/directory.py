"""The addresses of enterprises, pairings and exemptions."""

from datetime import date

from tests.factories import exempt

from .answers import OFFICERS, READERS, Address, seen_by
from .people import by_office, office_only, seen

OWN = ("officer", "deputy", "liaison")
EXCUSED = {"starts": "2021-09-20", "ends": "2021-09-26", "reason": "病假", "approver": "何景澄"}


def excused(cast):
    return exempt(cast.officer, date(2021, 9, 20), date(2021, 9, 26), "病假")


TABLE: dict[str, Address] = {
    "directory": Address({"GET": seen_by(*READERS, *OFFICERS, "deputy", "liaison", "outsider")}),
    "enterprises": Address({"GET": seen_by(*READERS, "outsider")}),
    "enterprise-new": Address(
        office_only(), form=lambda cast: {"credit_code": "91410899MA9D00037E", "name": "远岫机电有限公司"}
    ),
    "enterprise": Address({"GET": seen_by(*READERS, *OWN)}, lambda cast: f"/enterprises/{cast.enterprise.pk}/"),
    "enterprise-edit": Address(
        by_office(*OWN),
        lambda cast: f"/enterprises/{cast.enterprise.pk}/edit/",
        lambda cast: {"credit_code": "91410899MA9D00037E", "name": "改名公司", "seen": seen(cast.enterprise)},
    ),
    "officers": Address({"GET": seen_by(*READERS, "outsider")}),
    "officer": Address({"GET": seen_by(*READERS, "officer", "liaison")}, lambda cast: f"/officers/{cast.officer.pk}/"),
    "deputies": Address({"GET": seen_by(*READERS, "outsider")}),
    "unit": Address({"GET": seen_by(*READERS, "liaison", "bystander")}, lambda cast: f"/units/{cast.unit.pk}/"),
    "pairings": Address({"GET": seen_by(*READERS, "outsider")}),
    "pairing-new": Address(
        office_only(outsider=422),
        form=lambda cast: {
            "enterprise": cast.enterprise.credit_code, "officer": cast.other_officer.pk, "starts": "2019-01-01",
            "ends": "2019-12-31",
        },
    ),
    "pairing": Address({"GET": seen_by(*READERS, *OWN)}, lambda cast: f"/pairings/{cast.pairing.pk}/"),
    "pairing-act": Address(
        by_office(*OWN),
        lambda cast: f"/pairings/{cast.pairing.pk}/end/",
        lambda cast: {"day": "2021-06-30", "reason": "post", "version": 1},
    ),
    "hand-over": Address(
        {**office_only(), "POST": {**office_only()["POST"], "outsider": 404}},
        form=lambda cast: {
            "day": "2021-09-30", "reason": "post", "officer": cast.other_officer.pk, "confirm": 1,
            f"version_{cast.pairing.pk}": 1,
        },
    ),
    "exemptions": Address({"GET": seen_by(*READERS, *OFFICERS, "outsider")}),
    "exemption-new": Address(office_only(outsider=422), form=lambda cast: {"officer": cast.officer.pk, **EXCUSED}),
    "exemption": Address(
        by_office("officer"),
        lambda cast: f"/exemptions/{excused(cast).pk}/",
        lambda cast: {"officer": cast.officer.pk, **EXCUSED, "ends": "2021-09-24", "version": 1},
    ),
    "exemption-void": Address(
        by_office("officer"),
        lambda cast: f"/exemptions/{excused(cast).pk}/void/",
        lambda cast: {"reason": "误录", "version": 1},
    ),
}  # fmt: skip
