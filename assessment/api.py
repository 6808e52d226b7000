"""The sheets of a run as JSON: what `assess --format json` prints, for those who may see them. Read only."""

import json

from django.shortcuts import get_object_or_404
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .display import facts_for, hidden_items, is_veiled, rules_of
from .document import SheetWriter, run_document
from .models import AssessmentRun, ScoreSheet
from .own import own_officers
from .rules.account import Account

SHEETS_A_PAGE, MOST_SHEETS = 50, 200


class Pages(LimitOffsetPagination):
    """`limit` and `offset`, within bounds."""

    default_limit, max_limit = SHEETS_A_PAGE, MOST_SHEETS


class Sheets(APIView):
    """What both addresses share: the run and its sheets, both narrowed to what the person may see."""

    permission_classes = [IsAuthenticated]

    def run(self, pk):
        """The run, when the person sees at least one sheet of it. Raises Http404."""
        visible = AssessmentRun.objects.visible_to(self.request.user).filter(finished_at__isnull=False)
        return get_object_or_404(visible.select_related("scheme"), pk=pk)

    def sheets(self, run):
        """The visible sheets in order of their codes."""
        visible = ScoreSheet.objects.visible_to(self.request.user).filter(run=run)
        return visible.select_related("facts", "officer").order_by("code")

    def document(self, run, sheets):
        """The document of rulebook part 3 with these sheets."""
        scheme, _ = rules_of(run.scheme.source, f"{run.scheme}.toml")
        writer = SheetWriter(scheme)
        written, own = [], own_officers(self.request.user)
        for sheet in sheets:
            sheet.run = run
            facts = facts_for(sheet, json.loads(sheet.facts.body), own)
            plain = writer.sheet(Account.from_json(json.loads(sheet.account)), facts)
            written.append(veil(scheme, plain) if is_veiled(sheet, own) else plain)
        return run_document(scheme, run.year, run.as_of.isoformat(), run.calendar, written)


class RunSheets(Sheets):
    """All sheets of a run, by pages."""

    def get(self, request, pk):
        """The document, with `count`, `next` and `previous` beside it."""
        run = self.run(pk)
        pages = Pages()
        document = self.document(run, pages.paginate_queryset(self.sheets(run), request))
        links = {"count": pages.count, "next": pages.get_next_link(), "previous": pages.get_previous_link()}
        return Response(document | links)


class RunSheet(Sheets):
    """One sheet of a run."""

    def get(self, request, pk, code):
        """The document with this sheet alone."""
        run = self.run(pk)
        return Response(self.document(run, [get_object_or_404(self.sheets(run), code=code)]))


def veil(scheme, sheet):
    """A sheet without what enterprises answered and all that would tell it: null is what is not shown."""
    hidden = hidden_items(scheme)
    groups = {scheme.item[item].group for item in hidden}
    return sheet | {
        "status": "veiled",
        "items": [item | {"points": None, "lines": []} if item["code"] in hidden else item for item in sheet["items"]],
        "groups": [
            {"code": group["code"], "points": None} if group["code"] in groups else group for group in sheet["groups"]
        ],
        "missing": [name for name in sheet["missing"] if name not in hidden],
        **dict.fromkeys(("total", "low", "high", "grade", "vetoes", "flags")),
    }
