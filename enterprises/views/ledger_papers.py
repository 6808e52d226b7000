"""A ledger that was handed in as a paper: to print, and as .docx."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enterprises.ledger_paper import as_docx, paper_of
from enterprises.models import Submission
from officers.documents.files import WORD, attachment


@require_safe
def printed(request, officer, year, month, sequence):
    """The official paper on A4."""
    submission = _kept(request, officer, year, month, sequence)
    context = {"paper": paper_of(submission), "back": (officer, year, month), "sequence": sequence}
    return render(request, "enterprises/ledger_print.html", context)


@require_safe
def docx(request, officer, year, month, sequence):
    """The same as a Word file."""
    submission = _kept(request, officer, year, month, sequence)
    name = f"ledger-{submission.ledger.number}-{sequence}.docx"
    return attachment(as_docx(paper_of(submission)), WORD, name)


def _kept(request, officer, year, month, sequence):
    """The submission, if this person may see it and it keeps its content."""
    if not 1 <= month <= 12 or not 2000 <= year <= 2100:
        raise Http404
    seen = Submission.objects.visible_to(request.user).filter(ledger__voided_at__isnull=True, content__isnull=False)
    return get_object_or_404(
        seen.select_related("ledger", "district"),
        ledger__officer=officer,
        ledger__month=f"{year}-{month:02}-01",
        sequence=sequence,
    )
