"""抽样底册: the firms that a sample was drawn out of, each with its lot, so that anybody can draw them again."""

from collections.abc import Iterable
from io import BytesIO

from enterprises.models import Enterprise
from officers.actor import Actor
from officers.models import LogEntry
from officers.workbook.listing import listing

from .impartial import require_keeper
from .invite import draw, lot
from .models import Survey

COLUMNS = {"统一社会信用代码": 24, "企业": 36, "SHA-256": 70, "抽中": 8}


def sample_book(survey: Survey, actor: Actor) -> BytesIO:
    """A row for each firm of the pool, smallest lot first, as an Excel file in memory; the log says that it was taken.

    Raises PermissionDenied for whoever serves firms (T20).
    """
    require_keeper(actor.user, survey.district)
    book = listing("抽样底册", COLUMNS, _rows(survey))
    LogEntry.write(actor, "导出抽样底册", record=survey, note=f"{len(survey.sample_pool)}家")
    return book


def _rows(survey: Survey) -> Iterable[list[object]]:
    firms = Enterprise.objects.filter(district=survey.district, credit_code__in=survey.sample_pool)
    names = dict(firms.values_list("credit_code", "name"))
    drawn = set(draw(survey.sample_pool, survey.sample_size or 0, survey.sample_seed))
    for code in sorted(survey.sample_pool, key=lambda code: lot(code, survey.sample_seed)):
        yield [code, names.get(code, ""), lot(code, survey.sample_seed), "是" if code in drawn else ""]
