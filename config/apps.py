from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The site itself: its stylesheet, its checks, its commands for the operator."""

    name = "config"
    verbose_name = "站点"

    def ready(self):
        """Register the checks, and make our Celery application the one that `shared_task` finds."""
        from config import celery, checks  # noqa: F401
