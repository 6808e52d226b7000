"""满意度调查 as the office works on it, on the internal face."""

from django.urls import path

from .views import cases, listed, preview, questions, remarks, results, survey, surveys

ROUND = "surveys/<int:pk>/"

urlpatterns = [
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/new/", surveys.new, name="survey-new"),
    path("surveys/cases/", cases.cases, name="survey-cases"),
    path("surveys/cases/<int:pk>/", cases.case, name="survey-case"),
    path(ROUND, survey.survey, name="survey"),
    path(f"{ROUND}change/", survey.change, name="survey-change"),
    path(f"{ROUND}publish/", survey.confirm, name="survey-publish"),
    path(f"{ROUND}put-off/", survey.put_off, name="survey-put-off"),
    path(f"{ROUND}discard/", survey.discard, name="survey-discard"),
    path(f"{ROUND}questions/", questions.questions, name="survey-questions"),
    path(f"{ROUND}questions/new/<str:kind>/", questions.new, name="survey-question-new"),
    path(f"{ROUND}questions/<int:question>/", questions.question, name="survey-question"),
    path(f"{ROUND}questions/<int:question>/remove/", questions.remove, name="survey-question-remove"),
    path(f"{ROUND}questions/<int:question>/up/", questions.up, name="survey-question-up"),
    path(f"{ROUND}questions/<int:question>/down/", questions.down, name="survey-question-down"),
    path(f"{ROUND}list/", listed.listed, name="survey-firms"),
    path(f"{ROUND}preview/", preview.preview, name="survey-preview"),
    path(f"{ROUND}results/", results.results, name="survey-results"),
    path(f"{ROUND}results/export/", results.export, name="survey-results-export"),
    path(f"{ROUND}remarks/", remarks.remarks, name="survey-remarks"),
    path(f"{ROUND}remarks/<uuid:remark>/<slug:code>/", remarks.act, name="survey-remark-act"),
]
