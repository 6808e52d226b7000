from django.urls import path

from . import api
from .views import home, imports, officer_home, runs, second_findings, sheets, today

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
    path("assessment/second-handlings/", second_findings.second_findings, name="second-findings"),
    path("assessment/second-handlings/<int:pk>/", second_findings.make, name="second-finding-make"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.upload, name="import"),
    path("imports/<int:pk>/start/", imports.start, name="import-start"),
    path("imports/<int:pk>/again/", imports.again, name="import-again"),
    path("imports/<int:pk>/drop/", imports.drop, name="import-drop"),
    path("imports/<int:pk>/rejected/", imports.rejected, name="import-rejected"),
    path("imports/exports/", imports.start_export, name="export-start"),
    path("imports/exports/<int:pk>/", imports.export, name="export"),
    path("imports/exports/<int:pk>/file/", imports.export_file, name="export-file"),
    path("api/runs/<int:pk>/sheets/", api.RunSheets.as_view(), name="api-sheets"),
    path("api/runs/<int:pk>/sheets/<path:code>/", api.RunSheet.as_view(), name="api-sheet"),
]
