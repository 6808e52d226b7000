"""What the tests of the round's pages share: rounds of a far future, which are open or not whatever the day is."""

from datetime import date

from tests.factories import at

from .rounds import make_round, published

FAR = {"opens_at": at(2098, 12, 1, 9), "closes_at": at(2098, 12, 16, 0), "closes_on": date(2098, 12, 15)}
ONGOING = FAR | {"opens_at": at(2021, 12, 1, 9)}
FORM = {
    "name": "2098年下半年满意度调查", "mode": "confidential", "opens_day": "2098-06-01", "opens_time": "09:00",
    "closes_day": "2098-06-15", "closes_time": "", "audience": "all", "sample_size": "", "phone": "0391-8880000",
}  # fmt: skip


def draft(cast, **more):
    return make_round(cast.district, **FAR | more)


def ongoing(cast, **more):
    return published(cast.district, **ONGOING | more)


def text(answer):
    return answer.content.decode()
