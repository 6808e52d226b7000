"""Running long work safely: enqueue a row, wake a worker, survive whatever dies in between.

A handler does its work for one `Job` and calls `Progress.tell` every second or so. Whatever it stages must only stand
once `Progress.finish` has said yes inside the same transaction: then a worker that was taken for dead and comes back
changes nothing.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from .models import Job

logger = logging.getLogger(__name__)

Handler = Callable[["Progress"], None]
_handlers: dict[str, Handler] = {}


class JobRefused(Exception):
    """The work cannot be done and trying again would not help; the message is a sentence for the user."""


class JobLost(Exception):
    """Another worker has taken the job over: stop, and leave nothing behind."""


class Progress:
    """What a handler may do to its job: tell how far it is, and finish."""

    def __init__(self, job: Job, clock: Callable[[], datetime]):
        self.job, self.clock = job, clock

    def tell(self, done: int, total: int, message: str = "") -> None:
        """Heartbeat and progress. Raises `JobLost` when the job is no longer ours."""
        if not self.job.heartbeat(self.clock(), done, total, message):
            raise JobLost

    def finish(self, result: dict | None = None, message: str = "") -> None:
        """End the job; call it in the transaction that makes the result stand. Raises `JobLost`."""
        if not self.job.finish(self.clock(), result, message):
            raise JobLost


class Pulse:
    """The heartbeat of work that holds one long transaction, from a connection of its own: what such work says itself
    nobody hears before its end. Call it with how far the work is; it raises `JobLost` when the job is no longer ours.

    Where one writer locks out all others (SQLite) the beats come after the work: nobody can take it over meanwhile.
    """

    def __init__(self, progress: Progress, every: float = 3.0):
        self._progress, self._every = progress, every
        self._said: tuple[int, int, str] = (0, 0, "")
        self._lost, self._over = False, Event()
        self._thread = Thread(target=self._beat, name=f"pulse-{progress.job.pk}", daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def __call__(self, done: int, total: int, message: str = "") -> None:
        self._said = done, total, message
        if self._lost:
            raise JobLost

    def finish(self, result: dict | None = None) -> None:
        """`Progress.finish`, after which a beat that meets the finished job says nothing. Raises `JobLost`."""
        self._over.set()
        self._progress.finish(result)

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._every):
                self._tell()
        finally:
            connection.close()

    def _tell(self) -> None:
        try:
            self._progress.tell(*self._said)
        except JobLost:
            self._lost = True
        except DatabaseError:
            logger.warning("job %s could not say that it lives", self._progress.job.pk, exc_info=True)


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of one kind of job; the app that owns the outcome does so in its tasks module."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue(district, kind: str, key: str, params: dict, actor) -> tuple[Job, bool]:
    """Create the job, or find the one already under way for the same `key`. Returns (job, created).

    The row is the request; the wake-up is sent after the commit and may get lost without harm (the sweep looks).
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(
                district=district, kind=kind, key=key, params=params, created_by=actor.user, created_at=actor.at
            )
    except IntegrityError:
        active = Job.objects.active().filter(district=district, kind=kind, key=key).first()
        if active is None:  # it ended between the two looks, so this is a request of its own again
            return enqueue(district, kind, key, params, actor)
        return active, False
    transaction.on_commit(lambda: wake(job.pk))
    return job, True


def wake(job_id: int) -> None:
    """Tell a worker to look at a job now. A broker that is away only delays it until the next sweep; one that takes
    the call and says nothing holds up a thread of its own, never the page."""
    Thread(target=_announce, args=(job_id,), name=f"wake-{job_id}").start()


def _announce(job_id: int) -> None:
    from .tasks import run_job

    try:
        run_job.delay(job_id)
    except Exception:  # whatever the broker's client raises: there is nobody to tell
        logger.warning("job %s not announced, left to the sweep", job_id, exc_info=True)


def run(job_id: int, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Claim a job and do it. False when it was not ours to do, or did not come to its end."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not job.claim(clock()):
        return False
    try:
        _handlers[job.kind](Progress(job, clock))
    except JobLost:
        logger.warning("job %s was taken over", job_id)
        return False
    except JobRefused as refusal:
        job.fail(clock(), str(refusal))
        return False
    except Exception:
        # a fault of ours: the lease stays until it runs out, then the sweep tries again, a bounded number of times
        logger.exception("job %s broke off in attempt %s", job_id, job.attempts)
        return False
    return True
