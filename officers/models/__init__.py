"""WHO: districts, units and people, what each may see, and what every app needs."""

from .acting import Acting
from .attachment import Attachment
from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .failed_sign_in import FailedSignIn
from .former_password import FormerPassword
from .grant import Grant, Role
from .job import Job
from .log import LogEntry, Logged
from .named import Named, NamedQuerySet
from .notification import Channel, Delivery, Notification, ReminderChoice, ReminderRound, Rule
from .officer import Deputy, Officer
from .organization import Unit
from .outgoing import Outgoing, OutgoingQuerySet
from .register import Registered
from .scope import ScopedQuerySet
from .second_factor import RecoveryCode, SecondFactor
from .sign_in import SignIn
from .spanned import SpannedQuerySet
from .trusted_device import TrustedDevice
from .upload import Upload
from .user import User
from .workday import CalendarChange, WorkDay

__all__ = [
    "Acting",
    "Attachment",
    "CalendarChange",
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
    "Logged",
    "Named",
    "NamedQuerySet",
    "Notification",
    "Officer",
    "Outgoing",
    "OutgoingQuerySet",
    "RecordCounter",
    "RecoveryCode",
    "Registered",
    "ReminderChoice",
    "ReminderRound",
    "Role",
    "Rule",
    "ScopedQuerySet",
    "SecondFactor",
    "SignIn",
    "SpannedQuerySet",
    "StaleRecord",
    "TrustedDevice",
    "Unit",
    "Upload",
    "User",
    "WorkDay",
]
