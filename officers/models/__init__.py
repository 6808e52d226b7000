"""WHO: districts, units and people, what each may see, and what every app needs."""

from .acting import Acting
from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .job import Job
from .log import LogEntry, Logged
from .named import Named, NamedQuerySet
from .officer import Deputy, Officer
from .organization import Unit
from .register import Registered
from .scope import ScopedQuerySet
from .spanned import SpannedQuerySet
from .user import Grant, Role, User
from .workday import CalendarYear, WorkDay

__all__ = [
    "Acting",
    "CalendarYear",
    "Deputy",
    "District",
    "Fact",
    "Grant",
    "Job",
    "LogEntry",
    "Logged",
    "Named",
    "NamedQuerySet",
    "Officer",
    "RecordCounter",
    "Registered",
    "Role",
    "ScopedQuerySet",
    "SpannedQuerySet",
    "StaleRecord",
    "Unit",
    "User",
    "WorkDay",
]
