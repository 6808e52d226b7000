from django.urls import URLPattern, path

from enterprises.views import months, visit_entry, visits

urlpatterns: list[URLPattern] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/export/", visits.export, name="visits-export"),
    path("visits/new/", visit_entry.new, name="visit-new"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/replace/", visit_entry.replace, name="visit-replace"),
    path("visits/<int:pk>/void/", visit_entry.void, name="visit-void"),
    path("months/", months.months, name="months"),
    path("months/close/", months.close, name="month-close"),
    path("months/late-entry/", months.late_entry, name="late-entry"),
    path("months/<int:pk>/reopen/", months.reopen, name="month-reopen"),
]
