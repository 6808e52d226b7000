from django.urls import URLPattern, path

from .views import directory, enterprises, exemptions, hand_over, pairings, people, units

urlpatterns: list[URLPattern] = [
    path("directory/", directory.directory, name="directory"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/new/", enterprises.enterprise_new, name="enterprise-new"),
    path("enterprises/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/edit/", enterprises.enterprise_edit, name="enterprise-edit"),
    path("officers/", people.officers, name="officers"),
    path("officers/<int:pk>/", people.officer, name="officer"),
    path("deputies/", people.deputies, name="deputies"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("pairings/", pairings.pairings, name="pairings"),
    path("pairings/new/", pairings.pairing_new, name="pairing-new"),
    path("pairings/<int:pk>/", pairings.pairing, name="pairing"),
    path("pairings/<int:pk>/<str:act>/", pairings.pairing_act, name="pairing-act"),
    path("hand-over/", hand_over.hand_over, name="hand-over"),
    path("exemptions/", exemptions.exemptions, name="exemptions"),
    path("exemptions/new/", exemptions.exemption_new, name="exemption-new"),
    path("exemptions/<int:pk>/", exemptions.exemption, name="exemption"),
    path("exemptions/<int:pk>/void/", exemptions.exemption_void, name="exemption-void"),
]
