"""WHO: districts, units and people, what each may see, and what every app needs."""

from .district import District
from .fact import Fact, RecordCounter, StaleRecord
from .failed_sign_in import FailedSignIn
from .former_password import FormerPassword
from .grant import Grant, Role
from .job import Job
from .log import LogEntry
from .named import Named, NamedQuerySet
from .officer import Deputy, Officer
from .organization import Unit
from .scope import ScopedQuerySet
from .second_factor import RecoveryCode, SecondFactor
from .sign_in import SignIn
from .trusted_device import TrustedDevice
from .user import User
from .workday import CalendarYear, WorkDay

__all__ = [
    "CalendarYear",
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
    "Officer",
    "RecordCounter",
    "RecoveryCode",
    "Role",
    "ScopedQuerySet",
    "SecondFactor",
    "SignIn",
    "StaleRecord",
    "TrustedDevice",
    "Unit",
    "User",
    "WorkDay",
]
