from django.urls import path

from .views import calendar, sign_in

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/changes/new/", calendar.new_change, name="calendar-new"),
]
