"""Is the site up, and can it work?"""

import logging
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from config import broker

log = logging.getLogger(__name__)


@never_cache
@login_not_required
@require_safe
def healthz(request):
    """200 as long as the process answers: what a supervisor restarts by."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
@require_safe
def readyz(request):
    """200 when database, broker, beat and disk all work, else 503; names the part, never the reason."""
    database = _database_answers()
    broker_answers, beat = _broker_and_beat()
    parts = {"database": database, "broker": broker_answers, "beat": beat, "disk": _disk_has_room()}
    ready = all(parts.values())
    return JsonResponse({"status": "ok" if ready else "failing", **parts}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("database does not answer")
        return False
    return True


def _disk_has_room() -> bool:
    """Whether what people send can still be kept, long before it cannot."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():  # made with the first file
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free >= settings.LEAST_FREE_BYTES
    except OSError:
        log.exception("disk does not answer")
        return False


def _broker_and_beat() -> tuple[bool, bool]:
    try:
        return True, bool(broker.connect().exists("beat-seen"))
    except RedisError:
        log.exception("broker does not answer")
        return False, False
