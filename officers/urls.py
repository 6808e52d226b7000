from django.urls import path

from .views import actings, people, sign_in, units

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
    path("officers/new/", people.officer_new, name="officer-new"),
    path("officers/<int:pk>/edit/", people.officer_edit, name="officer-edit"),
    path("deputies/new/", people.deputy_new, name="deputy-new"),
    path("deputies/<int:pk>/edit/", people.deputy_edit, name="deputy-edit"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit-new"),
    path("units/<int:pk>/edit/", units.unit_edit, name="unit-edit"),
    path("actings/", actings.actings, name="actings"),
    path("actings/new/", actings.acting_new, name="acting-new"),
    path("actings/<int:pk>/", actings.acting, name="acting"),
    path("actings/<int:pk>/void/", actings.acting_void, name="acting-void"),
]
