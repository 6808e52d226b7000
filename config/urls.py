"""Which addresses the site answers, by its face: the public one serves links for enterprises and nothing else."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config import health

# For supervisors and load balancers.
BOTH_FACES: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
# For staff, on the government network: `path("", include("APP.urls"))`.
INTERNAL: list[URLPattern | URLResolver] = [
    path("", include("officers.urls")),
    path("", include("enterprises.urls")),
    path("", include("surveys.urls")),
    path("", include("assessment.urls")),
]
# For enterprises, from their phones.
PUBLIC: list[URLPattern | URLResolver] = [path("", include("surveys.public_urls"))]

urlpatterns = BOTH_FACES.copy()
if settings.SITE_FACE in {"internal", "both"}:
    urlpatterns += INTERNAL
if settings.SITE_FACE in {"public", "both"}:
    urlpatterns += PUBLIC

handler500 = "config.errors.server_error"
