"""A published round in the demo's district, open for years; run in the environment of the site that is visited.

Prints its number. Some firms have answered, some have their links, one has an address.
"""

import os
import sys

import django

from config import environment


def main() -> None:
    environment.adopt_checkout()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.utils import timezone

    from enterprises.models import Enterprise
    from officers.actor import Actor
    from officers.models import User
    from surveys.answer import submit
    from surveys.invite import publish
    from surveys.models import Survey
    from tests.factories import at
    from tests.surveys.rounds import make_round, reply_to

    office = User.objects.get(username="wenyining")
    now, closes_at = timezone.now(), at(2098, 1, 1)
    district = office.grants.get(role="office_staff").district
    draft = make_round(district, "企业满意度调查（邀请）")
    Survey.objects.filter(pk=draft.pk).update(closes_at=closes_at, closes_on=Survey.closing_day(closes_at))
    publish(draft, Actor(name=str(office), at=now, user=office), draft.version)
    survey = Survey.objects.get(pk=draft.pk)
    first, second, third, *_ = survey.invitations.order_by("place")
    submit(first, reply_to(survey, wants_call_back=True), None, Actor(name="企业", at=now))
    second.mark_delivered(Actor(name=str(office), at=now, user=office), "paper")
    Enterprise.objects.filter(pk=third.enterprise_id).update(email="office@firm.example")
    sys.stdout.write(str(survey.pk))


if __name__ == "__main__":
    main()
