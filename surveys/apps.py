from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    label = "surveys"
    verbose_name = "企业满意度"
    #: its log tells which firms answered, were called and what they said then: not for those who serve firms
    log_is_for_impartial = True
    default_auto_field = "django.db.models.BigAutoField"
