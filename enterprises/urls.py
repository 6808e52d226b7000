from django.urls import URLPattern, path

from .views import calendar_changes, disciplines, honours, same_works, trainings

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
    path("calendar/changes/<int:pk>/", calendar_changes.change, name="calendar-change"),
    path("calendar/changes/<int:pk>/approve/", calendar_changes.approve_change, name="calendar-approve"),
    path("calendar/changes/<int:pk>/reject/", calendar_changes.reject_change, name="calendar-reject"),
    path("trainings/", trainings.trainings, name="trainings"),
    path("trainings/new/", trainings.new, name="training-new"),
    path("trainings/export/", trainings.export, name="trainings-export"),
    path("trainings/<int:pk>/", trainings.training, name="training"),
    path("trainings/<int:pk>/void/", trainings.void, name="training-void"),
    path("disciplines/", disciplines.disciplines, name="disciplines"),
    path("disciplines/<int:pk>/void/", disciplines.void, name="discipline-void"),
]
