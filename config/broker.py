"""The broker, asked directly: for the health page only."""

from django.conf import settings
from redis import Redis


def connect() -> Redis:
    """A client that gives up after two seconds."""
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2)
