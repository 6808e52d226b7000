from django.urls import path

from .views import account_acts, accounts, log, me, sign_in, two_factor

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("login/code/", sign_in.code, name="login-code"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
    path("me/", me.me, name="me"),
    path("me/password/", me.password, name="password"),
    path("me/sessions/end/", me.end_sessions, name="me-sessions-end"),
    path("me/phones/", me.trust_phone, name="me-phone-trust"),
    path("me/phones/<int:pk>/revoke/", me.revoke_phone, name="me-phone-revoke"),
    path("me/two-factor/", two_factor.two_factor, name="two-factor"),
    path("me/two-factor/begin/", two_factor.begin, name="two-factor-begin"),
    path("me/two-factor/codes/", two_factor.new_codes, name="two-factor-codes"),
    path("me/two-factor/remove/", two_factor.remove, name="two-factor-remove"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account-new"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/password/", account_acts.reset_password, name="account-password"),
    path("accounts/<int:pk>/disable/", account_acts.disable, name="account-disable"),
    path("accounts/<int:pk>/enable/", account_acts.enable, name="account-enable"),
    path("accounts/<int:pk>/unlock/", account_acts.unlock, name="account-unlock"),
    path("accounts/<int:pk>/sessions/", account_acts.end_sessions, name="account-sessions"),
    path("accounts/<int:pk>/two-factor/", account_acts.forget_second_factor, name="account-two-factor"),
    path("accounts/<int:pk>/link/", account_acts.link, name="account-link"),
    path("accounts/<int:pk>/unlink/<slug:kind>/", account_acts.unlink, name="account-unlink"),
    path("accounts/grants/<int:pk>/end/", account_acts.end_grant, name="grant-end"),
    path("log/", log.log, name="log"),
    path("log/export/", log.log_export, name="log-export"),
]
