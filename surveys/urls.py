"""满意度调查 as the office works on it, on the internal face."""

from django.urls import path

from .views import (
    cases,
    hand_out,
    invitation,
    invitations,
    listed,
    preview,
    questions,
    remarks,
    remind,
    results,
    survey,
    surveys,
)

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
    path(f"{ROUND}invitations/", invitations.invitations, name="survey-invitations"),
    path(f"{ROUND}invitations/<int:place>/", invitation.invitation, name="survey-invitation"),
    path(f"{ROUND}invitations/<int:place>/link/", invitation.link, name="survey-link"),
    path(f"{ROUND}invitations/<int:place>/reissue/", invitation.reissue, name="survey-reissue"),
    path(f"{ROUND}invitations/<int:place>/withdraw/", invitation.withdraw, name="survey-withdraw"),
    path(f"{ROUND}invitations/<int:place>/delivered/", invitation.delivered, name="survey-delivered"),
    path(f"{ROUND}hand-out/", hand_out.handing_out, name="survey-hand-out"),
    path(f"{ROUND}hand-out/slips/", hand_out.slips, name="survey-slips"),
    path(f"{ROUND}hand-out/list/", hand_out.sms, name="survey-list"),
    path(f"{ROUND}hand-out/mails/", hand_out.mails, name="survey-mails"),
    path(f"{ROUND}hand-out/<int:handout>/", hand_out.again, name="survey-handout"),
    path(f"{ROUND}hand-out/<int:handout>/delivered/", hand_out.delivered, name="survey-handout-delivered"),
    path(f"{ROUND}remind/", remind.reminding, name="survey-remind"),
    path(f"{ROUND}remind/list/", remind.reminding_list, name="survey-remind-list"),
]
