"""满意度调查 as the office works on it, on the internal face."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
