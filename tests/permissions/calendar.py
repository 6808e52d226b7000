"""The addresses of the working calendar."""

from .answers import OFFICE, SIGNED_IN, TO_SIGN_IN, Address, seen_by

#: whoever holds a grant reads the calendar
READING = tuple(name for name in SIGNED_IN if name != "stranger")
CHANGE = {"scope": "days", "year": "2027", "document_no": "区管办〔2027〕3号", "days": "2027-03-09 否 区庆"}
REFUSED = {name: 403 for name in READING if name not in (*OFFICE, "outsider")}
TABLE = {
    "calendar": Address({"GET": seen_by(*READING)}),
    "calendar-new": Address(
        {
            # an office of another district enters days of its own
            "GET": {**seen_by(*OFFICE, "outsider"), **REFUSED},
            "POST": {**seen_by(*OFFICE, "outsider", status=302), **REFUSED, **TO_SIGN_IN},
        },
        form=lambda cast: CHANGE,
    ),
}
