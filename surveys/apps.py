from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    label = "surveys"
    verbose_name = "企业满意度"
    default_auto_field = "django.db.models.BigAutoField"
