"""WHO: districts, units and people, what each may see, and what every app needs."""

from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .failed_sign_in import FailedSignIn
from .former_password import FormerPassword
from .grant import Grant, Role
from .job import Job
from .log import LogEntry
from .named import Named, NamedQuerySet
from .notification import Channel, Delivery, Notification, ReminderChoice, ReminderRound, Rule
from .officer import Deputy, Officer
from .organization import Unit
from .scope import ScopedQuerySet
from .second_factor import RecoveryCode, SecondFactor
from .sign_in import SignIn
from .trusted_device import TrustedDevice
from .upload import Upload
from .user import User
from .workday import CalendarYear, WorkDay

__all__ = [
    "CalendarYear",
    "Channel",
    "Delivery",
    "Deputy",
    "District",
    "Fact",
    "FailedSignIn",
    "FormerPassword",
    "Grant",
    "Job",
    "LogEntry",
    "Named",
    "NamedQuerySet",
    "Notification",
    "Officer",
    "RecordCounter",
    "RecoveryCode",
    "ReminderChoice",
    "ReminderRound",
    "Role",
    "Rule",
    "ScopedQuerySet",
    "SecondFactor",
    "SignIn",
    "StaleRecord",
    "TrustedDevice",
    "Unit",
    "Upload",
    "User",
    "WorkDay",
]
