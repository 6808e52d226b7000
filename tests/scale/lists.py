"""Which pages are asked at 10 and at 10,000 rows, by whom, and what of theirs cannot be 10,000.

Every address that somebody opens is asked, by one person of each sort who opens it. Only `EXEMPT` is not.
"""

from enterprises.models import Visit
from tests.factories import attach
from tests.permissions import answering, invitations, quality, survey_results, surveys
from tests.permissions.table import TABLE, path_to, readers, writers
from tests.visits.clock import TODAY

#: one of each sort: who serves enterprises, who keeps records for a unit, the office, the administrator
SORTS = ("officer", "liaison", "director", "admin")
#: opened by POST, a list all the same
POSTED = {
    "ledgers-export", "weekly-report-xlsx", "issues-export", "supports-export", "honours-export", "trainings-export",
    "criticisms-export", "log-export", "visits-export",
}  # fmt: skip
#: files are as long as what they tell
WHOLE = POSTED | {"weekly-report-docx"}
#: the largest page otherwise, in bytes before packing
MOST_BYTES = 200_000
#: pages with a reason for being longer
LONGER = {
    # 200 sheets at most, 50 unless asked for more, of 10 KB each
    "api-sheets": 600_000,
}
#: pages that ask otherwise with many rows than with few, once, with the reason; both numbers are in the data
OTHERWISE = {
    "acting, director": "two people are typed instead of listed, and looked up by their keys",
    "exemption, director": "one is",
    "training, director": "officers alone stand on the first page of a long roll, and no deputies",
    "training-new, director": "as above",
}
#: asked by nobody here, with the reason
EXEMPT = {
    "healthz": "tells of the process, not of rows",
    "readyz": "asks the broker, which is no business of these tests",
    "login-code": "nobody has given a password yet",
    "login": "whoever is signed in is sent on",
    "home": "sends everybody on to where they work",
    # their rows are made by their own verbs, which this filling leaves out
    **{
        name: "tests/surveys, tests/invitations, tests/quality and tests/answering count these with rows of their own"
        for area in (surveys, survey_results, invitations, quality, answering)
        for name, address in area.TABLE.items()
        if "GET" in address.answers
    },
}
#: what does not grow to 10,000 in `filling`, with the reason; the pages are asked all the same
CANNOT_BE_MANY = {
    "calendar years": "the site knows a dozen years, a page shows one",
    "calendar changes": "a year has a few decrees, each decided once",
    "closed months": "twelve a year",
    "districts": "a city has some tens; each is an installation's own tree",
    "roles of an account": "a person holds a handful",
    "units": "a district has some dozens; 300 are asked for",
    "policies": "a district's list of policies is kept by hand; 300 are asked for",
    "enterprises of an officer": "the regulations mean a few; 20 are asked for",
    "officers of a unit": "20 are asked for",
    "open issues": "an issue is closed within days; 50 are open at once",
    "files of a visit": "ten at most",
    "errors of a workbook": "the report keeps the first thousand; tests/imports",
    "sessions and phones of a person": "ten at most",
}


def askers(name):
    """Who is asked about an address: one of each sort of those who open it, else the first of them."""
    found = writers(name) if name in POSTED else readers(name)
    return [person for person in found if person in SORTS] or found[:1]


def asked():
    """Every (address, person) of the table."""
    return [(name, person) for name in TABLE if name not in EXEMPT for person in askers(name)]


def own_paths(run):
    """Pages of records that the filling makes many rows for; others are made by the table of permissions."""
    return {
        "run": f"/assessment/runs/{run.pk}/",
        "sheet": f"/assessment/runs/{run.pk}/sheets/A01/",
        "sheet-print": f"/assessment/runs/{run.pk}/sheets/A01/print/",
        "api-sheets": f"/api/runs/{run.pk}/sheets/",
        "api-sheet": f"/api/runs/{run.pk}/sheets/A01/",
        "weekly-week": "/weekly/2021/38/",
        "hand-over": "/hand-over/",
    }


def paths(cast, filling):
    """The path of every address that is asked, made once, so that both times the same page is asked."""
    visit = Visit.objects.filter(pairing=cast.pairing, date=TODAY).first()
    found = own_paths(filling.run) | {
        "visit": f"/visits/{visit.pk}/",
        "attachment": f"/attachments/{attach(visit).pk}/",
        "training": f"/trainings/{filling.trainings[0].pk}/",
        "policy": f"/policies/{filling.policies[0].pk}/",
    }
    # pages that act on a record share the record of the page that shows it
    shared = {
        "acting-void": "acting", "exemption-void": "exemption", "ledger-docx": "ledger-print",
        "support-correct": "support", "support-void": "support", "honour-correct": "honour", "visit-replace": "visit",
        "visit-void": "visit", "attachment-void": "attachment", "issue-act": "issue",
    }  # fmt: skip
    endings = {
        "acting-void": "void/", "exemption-void": "void/", "support-correct": "correct/", "support-void": "void/",
        "honour-correct": "correct/", "visit-replace": "replace/", "visit-void": "void/", "attachment-void": "void/",
        "issue-act": "close/",
    }  # fmt: skip
    for name in dict.fromkeys(name for name, _ in asked()):
        if name not in found and name not in shared:
            found[name] = path_to(name, cast)
    for name, other in shared.items():
        found[name] = found[other] + endings.get(name, "")
    found["ledger-docx"] = found["ledger-print"].replace("print/", "docx/")
    return found
