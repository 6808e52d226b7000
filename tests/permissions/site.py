"""What the site itself answers, and signing in."""

from tests.cast import ANONYMOUS

from .answers import EVERYBODY, OFFICERS, READERS, TO_SIGN_IN, Address

SENT_ON = ("deputy", "liaison", "outsider", "admin", "oversight")
TABLE = {
    "healthz": Address({"GET": {EVERYBODY: 200}}, public=True),
    # a broker is no business of these tests: without one the site is up but not ready
    "readyz": Address({"GET": {EVERYBODY: (200, 503)}}, public=True),
    "login": Address(
        {
            "GET": {EVERYBODY: 302, ANONYMOUS: 200, "disabled": 200},
            "POST": {EVERYBODY: 302, ANONYMOUS: 200, "disabled": 200},
        },
        public=True,
    ),
    "logout": Address({"POST": {EVERYBODY: 302}}),
    "home": Address({"GET": {EVERYBODY: 200, **dict.fromkeys((*OFFICERS, *READERS, *SENT_ON), 302), **TO_SIGN_IN}}),
}
