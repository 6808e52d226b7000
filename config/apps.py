from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The site itself: its stylesheet, its checks, its commands for the operator."""

    name = "config"
    verbose_name = "站点"

    def ready(self):
        from config import checks  # noqa: F401 - registers them
