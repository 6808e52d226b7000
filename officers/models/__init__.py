"""WHO: districts, units and people, what each may see, and what every app needs."""

from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .job import Job
from .log import LogEntry
from .named import Named, NamedQuerySet
from .notification import Channel, Delivery, Notification, ReminderChoice, ReminderRound, Rule
from .officer import Deputy, Officer
from .organization import Unit
from .scope import ScopedQuerySet
from .upload import Upload
from .user import Grant, Role, User
from .workday import CalendarYear, WorkDay

__all__ = [
    "CalendarYear",
    "Channel",
    "Delivery",
    "Deputy",
    "District",
    "Fact",
    "Grant",
    "Job",
    "LogEntry",
    "Named",
    "NamedQuerySet",
    "Notification",
    "Officer",
    "RecordCounter",
    "ReminderChoice",
    "ReminderRound",
    "Role",
    "Rule",
    "ScopedQuerySet",
    "StaleRecord",
    "Unit",
    "Upload",
    "User",
    "WorkDay",
]
