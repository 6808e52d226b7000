"""认定: what a decided chain of 二次转办 means for its units, as records of the scheme that counts such chains."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from officers.actor import Actor
from officers.laws import lawful
from officers.models import Unit
from officers.workdays import local_day
from surveys.impartial import require_impartial
from surveys.models import SecondHandling

from . import schemes
from .assess import scheme_for
from .models import Record
from .rules.scheme import Scheme

#: what a scheme calls a chain that ended without an excuse, by the unit's part in it (KD-5b)
SINGLE, LEAD, HELP = "re_single", "re_lead", "re_help"
MEASURES = frozenset({SINGLE, LEAD, HELP})


def related(handling: SecondHandling) -> str:
    """How the records of a chain name it."""
    return f"二次转办{handling.number}"


def schemes_that_count(year: int) -> list[Scheme]:
    """The schemes in force in a year that count such chains."""
    found = []
    for code in sorted({schemes.load(name).code for name in schemes.carried()}):
        try:
            scheme = scheme_for(code, year)
        except LookupError:
            continue
        if scheme.measures.keys() >= MEASURES:
            found.append(scheme)
    return found


def due_records(handling: SecondHandling) -> Iterator[Record]:
    """The records that follow from a chain: none unless a person decided that nothing excuses it, and none for units
    that no such scheme assesses. Unsaved."""
    if handling.is_void or handling.exempt is not False:
        return
    day = local_day(handling.decided_at)
    for scheme in schemes_that_count(day.year):
        for unit, item in _parts(handling):
            if unit.get_kind_display() in scheme.unit_kinds:
                yield Record(
                    district_id=handling.district_id, scheme_code=scheme.code, unit=unit, item=item, date=day,
                    related=related(handling), document_no=handling.document_no, note=handling.finding,
                )  # fmt: skip


def make_findings(handling: SecondHandling, actor: Actor) -> list[Record]:
    """Enter the records of a decided chain, once.

    Raises PermissionDenied for those who serve the firm, ValidationError when nothing follows or it was done.
    """
    require_impartial(actor.user, handling.call_back.invitation, actor.at)
    with lawful():
        made = [record.enter(actor) for record in due_records(handling)]
        if not made:
            raise ValidationError("这件二次转办没有要计入的考核记录")
        return made


def _parts(handling: SecondHandling) -> Iterator[tuple[Unit, str]]:
    helpers = list(handling.helpers.all())
    yield handling.unit, LEAD if helpers else SINGLE
    yield from ((unit, HELP) for unit in helpers)
