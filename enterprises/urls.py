from django.urls import path

from .views import issue, issues, policies, supports

urlpatterns = [
    path("issues/", issues.issues, name="issues"),
    path("issues/export/", issues.export, name="issues-export"),
    path("issues/new/", issues.new, name="issue-new"),
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/<slug:code>/", issue.act, name="issue-act"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("supports/", supports.supports, name="supports"),
    path("supports/export/", supports.export, name="supports-export"),
    path("supports/new/", supports.new, name="support-new"),
    path("supports/<int:pk>/", supports.support, name="support"),
    path("supports/<int:pk>/correct/", supports.correct, name="support-correct"),
    path("supports/<int:pk>/void/", supports.void, name="support-void"),
]
