"""满意度调查 as the office works on it, on the internal face."""

from django.urls import URLPattern, path

from .views import hand_out, invitation, invitations, remind

urlpatterns: list[URLPattern] = [
    path("surveys/<int:pk>/invitations/", invitations.invitations, name="survey-invitations"),
    path("surveys/<int:pk>/invitations/<int:place>/", invitation.invitation, name="survey-invitation"),
    path("surveys/<int:pk>/invitations/<int:place>/link/", invitation.link, name="survey-link"),
    path("surveys/<int:pk>/invitations/<int:place>/reissue/", invitation.reissue, name="survey-reissue"),
    path("surveys/<int:pk>/invitations/<int:place>/withdraw/", invitation.withdraw, name="survey-withdraw"),
    path("surveys/<int:pk>/invitations/<int:place>/delivered/", invitation.delivered, name="survey-delivered"),
    path("surveys/<int:pk>/hand-out/", hand_out.handing_out, name="survey-hand-out"),
    path("surveys/<int:pk>/hand-out/slips/", hand_out.slips, name="survey-slips"),
    path("surveys/<int:pk>/hand-out/list/", hand_out.sms, name="survey-list"),
    path("surveys/<int:pk>/hand-out/mails/", hand_out.mails, name="survey-mails"),
    path("surveys/<int:pk>/hand-out/<int:handout>/", hand_out.again, name="survey-handout"),
    path("surveys/<int:pk>/hand-out/<int:handout>/delivered/", hand_out.delivered, name="survey-handout-delivered"),
    path("surveys/<int:pk>/remind/", remind.reminding, name="survey-remind"),
    path("surveys/<int:pk>/remind/list/", remind.reminding_list, name="survey-remind-list"),
]
