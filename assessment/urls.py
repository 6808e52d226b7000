from django.urls import path

from . import api
from .views import home, officer_home, runs, sheets, today

# A subject's code may hold any character, a stroke included: `path`, and the longer address first.
urlpatterns = [
    path("", home.home, name="home"),
    path("home/", officer_home.officer_home, name="officer-home"),
    path("today/", today.today, name="today"),
    path("assessment/", runs.runs, name="runs"),
    path("assessment/mine/", sheets.mine, name="own-sheets"),
    path("assessment/runs/<int:pk>/", runs.run, name="run"),
    path("assessment/runs/<int:pk>/sheets/<path:code>/print/", sheets.printed, name="sheet-print"),
    path("assessment/runs/<int:pk>/sheets/<path:code>/", sheets.sheet, name="sheet"),
    path("api/runs/<int:pk>/sheets/", api.RunSheets.as_view(), name="api-sheets"),
    path("api/runs/<int:pk>/sheets/<path:code>/", api.RunSheet.as_view(), name="api-sheet"),
]
