from django.urls import URLPattern, path

from .views import ledger, ledger_checks, ledger_papers, ledgers, weekly, weekly_report

MONTH = "ledgers/<int:officer>/<int:year>/<int:month>/"

urlpatterns: list[URLPattern] = [
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/export/", ledgers.exported, name="ledgers-export"),
    path(MONTH, ledger.ledger, name="ledger"),
    path(f"{MONTH}submit/", ledger.handed_in, name="ledger-submit"),
    path(f"{MONTH}accept/", ledger_checks.accepted, name="ledger-accept"),
    path(f"{MONTH}return/", ledger_checks.returned, name="ledger-return"),
    path(f"{MONTH}reopen/", ledger_checks.reopened, name="ledger-reopen"),
    path(f"{MONTH}<int:sequence>/print/", ledger_papers.printed, name="ledger-print"),
    path(f"{MONTH}<int:sequence>/docx/", ledger_papers.docx, name="ledger-docx"),
    path("weekly/", weekly.weekly, name="weekly"),
    path("weekly/report/", weekly_report.report, name="weekly-report"),
    path("weekly/report/<int:year>/<int:week>/", weekly_report.report, name="weekly-report-week"),
    path("weekly/report/<int:year>/<int:week>/docx/", weekly_report.docx, name="weekly-report-docx"),
    path("weekly/report/<int:year>/<int:week>/xlsx/", weekly_report.xlsx, name="weekly-report-xlsx"),
    path("weekly/<int:year>/<int:week>/", weekly.week, name="weekly-week"),
    path("weekly/<int:year>/<int:week>/confirm/", weekly.confirmed, name="weekly-confirm"),
]
