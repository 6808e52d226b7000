"""满意度调查 as the office works on it, on the internal face."""

from django.urls import path

from .views import cases, remarks, results

urlpatterns = [
    path("surveys/cases/", cases.cases, name="survey-cases"),
    path("surveys/cases/<int:pk>/", cases.case, name="survey-case"),
    path("surveys/<int:pk>/results/", results.results, name="survey-results"),
    path("surveys/<int:pk>/results/export/", results.export, name="survey-results-export"),
    path("surveys/<int:pk>/remarks/", remarks.remarks, name="survey-remarks"),
    path("surveys/<int:pk>/remarks/<uuid:remark>/<slug:code>/", remarks.act, name="survey-remark-act"),
]
