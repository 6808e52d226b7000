"""The whole workbook: the sheets of all apps, in the order in which they refer to each other."""

from functools import partial

from enterprises.sheets import SHEETS as OF_ENTERPRISES
from officers.sheets import SHEETS as OF_OFFICERS
from officers.workbook import exporting, importing
from surveys.sheets import ImportedResponses, NoResponses, Responses

from .sheets import Records

SHEETS = (*OF_OFFICERS, *OF_ENTERPRISES, Responses, Records)

#: import_file(path, district, actor, ...) -> Report; export_file(path, district, ...) -> rows of each sheet
import_file = partial(importing.import_file, SHEETS)
export_file = partial(exporting.export_file, SHEETS)


def _with(answers: type[Responses]) -> partial[dict[str, int]]:
    return partial(exporting.export_file, [answers if sheet is Responses else sheet for sheet in SHEETS])


#: the same for the browser: whoever is handed it must not find single answers in it, ...
export_for_people = _with(ImportedResponses)
#: ... and who serves enterprises none of an imported round either
export_without_answers = _with(NoResponses)
