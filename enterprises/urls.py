from django.urls import path

from .views import (
    issue,
    issues,
    ledger,
    ledger_checks,
    ledger_papers,
    ledgers,
    policies,
    supports,
    weekly,
    weekly_report,
)

MONTH = "ledgers/<int:officer>/<int:year>/<int:month>/"

urlpatterns = [
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
    path("issues/", issues.issues, name="issues"),
    path("issues/export/", issues.export, name="issues-export"),
    path("issues/new/", issues.new, name="issue-new"),
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/<slug:code>/", issue.act, name="issue-act"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("supports/", supports.supports, name="supports"),
    path("supports/export/", supports.export, name="supports-export"),
    path("supports/new/", supports.new, name="support-new"),
    path("supports/<int:pk>/", supports.support, name="support"),
    path("supports/<int:pk>/correct/", supports.correct, name="support-correct"),
    path("supports/<int:pk>/void/", supports.void, name="support-void"),
]
