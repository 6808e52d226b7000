"""满意度调查 as the office works on it, on the internal face."""

from django.urls import URLPattern, path

from .views import call_backs, quality, second_handlings, telephone

urlpatterns: list[URLPattern] = [
    path("surveys/<int:pk>/quality/", quality.quality, name="survey-quality"),
    path("surveys/<int:pk>/flags/", quality.flags, name="survey-flags"),
    path("surveys/<int:pk>/flags/<int:flag>/", quality.flag, name="survey-flag"),
    path("surveys/<int:pk>/flags/<int:flag>/look/", quality.look, name="survey-flag-look"),
    path("surveys/<int:pk>/telephone/", telephone.replies, name="telephone-replies"),
    path("surveys/<int:pk>/telephone/<int:invitation>/", telephone.new, name="telephone-new"),
    path("surveys/telephone/<int:pk>/", telephone.confirm, name="telephone-confirm"),
    path("surveys/telephone/<int:pk>/reject/", telephone.reject, name="telephone-reject"),
    path("surveys/<int:pk>/call-backs/", call_backs.call_backs, name="call-backs"),
    path("surveys/<int:pk>/call-backs/draw/", call_backs.draw, name="call-backs-draw"),
    path("surveys/<int:pk>/call-backs/export/", call_backs.export, name="call-backs-export"),
    path("surveys/<int:pk>/call-backs/new/<int:invitation>/", call_backs.new, name="call-back-new"),
    path("surveys/call-backs/<int:pk>/", call_backs.call_back, name="call-back"),
    path("surveys/call-backs/<int:pk>/result/", call_backs.result, name="call-back-result"),
    path("surveys/call-backs/<int:pk>/void/", call_backs.void, name="call-back-void"),
    path("surveys/call-backs/<int:pk>/ask-again/", call_backs.again, name="call-back-ask-again"),
    path("surveys/call-backs/<int:pk>/hand-on/", second_handlings.new, name="second-handling-new"),
    path("surveys/<int:pk>/second-handlings/", second_handlings.handlings, name="second-handlings"),
    path("surveys/second-handlings/<int:pk>/", second_handlings.handling, name="second-handling"),
    path("surveys/second-handlings/<int:pk>/reply/", second_handlings.reply, name="second-handling-reply"),
    path("surveys/second-handlings/<int:pk>/decide/", second_handlings.decide, name="second-handling-decide"),
    path("surveys/second-handlings/<int:pk>/void/", second_handlings.void, name="second-handling-void"),
]
