"""The addresses of reminders and of what people read of them."""

from tests.factories import remind_of

from .answers import SIGNED_IN, Address, done_by, seen_by

EVERYONE = seen_by(*SIGNED_IN)
TABLE: dict[str, Address] = {
    "notifications": Address({"GET": EVERYONE}),
    "notifications-read": Address({"POST": done_by(*SIGNED_IN)}),
    "notification-read": Address(
        # nobody reads another's
        {"POST": done_by("officer")},
        lambda cast: f"/notifications/{remind_of(cast.users['officer'], cast.district).pk}/read/",
    ),
    # what is posted without a channel changes nothing but the log
    "notification-settings": Address({"GET": EVERYONE, "POST": done_by(*SIGNED_IN)}),
}
