"""What an enterprise reaches through its link, on the public face."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
