"""满意度调查 as the office works on it, on the internal face."""

from django.urls import URLPattern, path

from .views import listed, preview, questions, survey, surveys

urlpatterns: list[URLPattern] = [
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/new/", surveys.new, name="survey-new"),
    path("surveys/<int:pk>/", survey.survey, name="survey"),
    path("surveys/<int:pk>/change/", survey.change, name="survey-change"),
    path("surveys/<int:pk>/publish/", survey.confirm, name="survey-publish"),
    path("surveys/<int:pk>/put-off/", survey.put_off, name="survey-put-off"),
    path("surveys/<int:pk>/discard/", survey.discard, name="survey-discard"),
    path("surveys/<int:pk>/questions/", questions.questions, name="survey-questions"),
    path("surveys/<int:pk>/questions/new/<str:kind>/", questions.new, name="survey-question-new"),
    path("surveys/<int:pk>/questions/<int:question>/", questions.question, name="survey-question"),
    path("surveys/<int:pk>/questions/<int:question>/remove/", questions.remove, name="survey-question-remove"),
    path("surveys/<int:pk>/questions/<int:question>/up/", questions.up, name="survey-question-up"),
    path("surveys/<int:pk>/questions/<int:question>/down/", questions.down, name="survey-question-down"),
    path("surveys/<int:pk>/list/", listed.listed, name="survey-list"),
    path("surveys/<int:pk>/preview/", preview.preview, name="survey-preview"),
]
