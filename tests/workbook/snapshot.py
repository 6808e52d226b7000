"""What a database holds, to compare."""

from django.apps import apps

OURS = ("officers", "enterprises", "surveys", "assessment")
#: an import is logged each time it is done
APART = {"officers.LogEntry"}


def snapshot():
    """Every row of every model of ours, by model."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in models
        if model._meta.label not in APART
    }
