"""What an enterprise reaches through its link, on the public face."""

from django.urls import path

from .views import answering

urlpatterns = [
    path("s/<str:token>/", answering.cover, name="answer"),
    path("s/<str:token>/answers/", answering.answers, name="answer-form"),
]
