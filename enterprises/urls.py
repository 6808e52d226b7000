from django.urls import path

from .views import issue, issues

urlpatterns = [
    path("issues/", issues.issues, name="issues"),
    path("issues/export/", issues.export, name="issues-export"),
    path("issues/new/", issues.new, name="issue-new"),
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/<slug:code>/", issue.act, name="issue-act"),
]
