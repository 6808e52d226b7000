"""The addresses of ledgers and weekly feedback."""

from tests.factories import at, hand_in

from .answers import OFFICERS, READERS, Address, done_by, seen_by

MONTH = "/ledgers/{0.officer.pk}/2021/9/"
#: who stands in some relation to the officer's ledger
AROUND = ("officer", "deputy", "liaison", *READERS)
CONTENT = {
    "first": "2021-09-01", "last": "2021-09-30", "enterprises": [], "visits": [], "issues": [], "progress": "",
    "suggestions": "", "name": "林沐川", "title": "副局长", "unit": "区工信局", "code": "A01",
}  # fmt: skip


def of_month(rest=""):
    return lambda cast: MONTH.format(cast) + rest


def handed_in(rest, **fields):
    """The month's path, once its ledger was handed in here."""

    def path(cast):
        ledger = hand_in(cast.officer, 9, at(2021, 10, 8))
        ledger.submissions.update(content=CONTENT, **fields)
        return MONTH.format(cast) + rest

    return path


TEXTS = {"progress": "走访两家", "suggestions": "", "version": "0"}
DECIDED = done_by("director", "staff", refused=("officer", "liaison", "leader"))
PAPER = seen_by("officer", "liaison", *READERS)
WEEKLY = {"GET": seen_by(*OFFICERS)}
REPORT = {"GET": seen_by(*READERS, "outsider")}


TABLE: dict[str, Address] = {
    # an office of another district has its own matrix, in which nothing of this one stands
    "ledgers": Address({"GET": seen_by(*OFFICERS, "deputy", "liaison", *READERS, "outsider")}),
    "ledgers-export": Address({"POST": seen_by(*READERS, "outsider")}),
    "ledger": Address(
        {"GET": seen_by(*AROUND), "POST": done_by("officer", "deputy", "liaison", refused=READERS)},
        of_month(),
        form=lambda cast: TEXTS,
    ),
    "ledger-submit": Address(
        {"POST": done_by("officer", "liaison", refused=("deputy", *READERS))},
        of_month("submit/"),
        form=lambda cast: TEXTS,
    ),
    "ledger-accept": Address({"POST": DECIDED}, handed_in("accept/"), form=lambda cast: {"sequence": "1"}),
    "ledger-return": Address(
        {"POST": DECIDED}, handed_in("return/"), form=lambda cast: {"sequence": "1", "reason": "缺少附件"}
    ),
    "ledger-reopen": Address(
        {"POST": DECIDED},
        handed_in("reopen/", accepted_at=at(2021, 10, 9)),
        form=lambda cast: {"sequence": "1", "reason": "看错了月份"},
    ),
    "ledger-print": Address({"GET": PAPER}, handed_in("1/print/")),
    "ledger-docx": Address({"GET": PAPER}, handed_in("1/docx/")),
    "weekly": Address(WEEKLY),
    "weekly-week": Address(WEEKLY, lambda cast: "/weekly/2021/36/"),
    "weekly-confirm": Address({"POST": done_by(*OFFICERS)}, lambda cast: "/weekly/2021/36/confirm/"),
    "weekly-report": Address(REPORT),
    "weekly-report-week": Address(REPORT, lambda cast: "/weekly/report/2021/36/"),
    "weekly-report-docx": Address(REPORT, lambda cast: "/weekly/report/2021/36/docx/"),
    "weekly-report-xlsx": Address({"POST": REPORT["GET"]}, lambda cast: "/weekly/report/2021/36/xlsx/"),
}
