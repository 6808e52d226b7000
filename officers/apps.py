from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "officers"
    label = "officers"
    verbose_name = "人员与组织"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .forms import words

        words.teach()
