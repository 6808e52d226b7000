"""WHO: districts, units and people, what each may see, and what every app needs."""

from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .job import Job
from .log import LogEntry
from .named import Named, NamedQuerySet
from .officer import Deputy, Officer
from .organization import Unit
from .scope import ScopedQuerySet
from .user import Grant, Role, User
from .workday import CalendarChange, WorkDay

__all__ = [
    "CalendarChange",
    "Deputy",
    "District",
    "Fact",
    "Grant",
    "Job",
    "LogEntry",
    "Named",
    "NamedQuerySet",
    "Officer",
    "RecordCounter",
    "Role",
    "ScopedQuerySet",
    "StaleRecord",
    "Unit",
    "User",
    "WorkDay",
]
