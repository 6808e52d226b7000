from django.urls import path

from .views import notifications, sign_in

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read_all, name="notifications-read"),
    path("notifications/<int:pk>/read/", notifications.read, name="notification-read"),
    path("notifications/settings/", notifications.settings, name="notification-settings"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
]
