from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    label = "enterprises"
    verbose_name = "企业与服务事实"
    default_auto_field = "django.db.models.BigAutoField"
