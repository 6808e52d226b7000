from django.urls import URLPattern, path

from .views import honours, same_works

urlpatterns: list[URLPattern] = [
    path("honours/", honours.honours, name="honours"),
    path("honours/new/", honours.new, name="honour-new"),
    path("honours/export/", honours.export, name="honours-export"),
    path("honours/same-works/", same_works.same_works, name="same-works"),
    path("honours/same-works/decide/", same_works.decide, name="same-works-decide"),
    path("honours/<int:pk>/", honours.honour, name="honour"),
    path("honours/<int:pk>/correct/", honours.correct, name="honour-correct"),
    path("honours/<int:pk>/void/", honours.void, name="honour-void"),
    path("honours/<int:pk>/confirm/", honours.confirm, name="honour-confirm"),
]
