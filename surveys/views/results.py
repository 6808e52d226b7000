"""结果: the response rate while a round is open, what was chosen once it is over and counted."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import LogEntry
from officers.workdays import local_day
from surveys.models import FEWEST, RoundResult, Survey
from surveys.result_book import result_book
from surveys.results import distributions, rate

from .head import head

REFUSAL = "您本人联系或服务企业，不能查看企业怎样答，得分在公布后的得分表里看。"


@require_safe
def results(request, pk):
    """The rate; below it, after closing and with five answers or more, each question's distribution.

    Not for those who serve firms: nobody reads an early figure about themselves, and a count of all beside the rate
    without their own firms would tell them how many of these have answered.
    """
    survey = _seen(request, pk)
    serves = permissions.serves(request.user)
    counted = None if serves else RoundResult.objects.filter(survey=survey).first()
    context = head(survey, "survey-results", request) | {
        "rate": rate(survey, request.user),
        "result": counted,
        "distributions": _distributions(survey, counted),
        "fewest": FEWEST,
        "barred": REFUSAL if serves else "",
        "is_over": survey.closes_at is not None and request.at >= survey.closes_at,
        "reads_remarks": permissions.holds_links(request.user, survey.district),
    }
    return render(request, "surveys/results.html", context)


@require_POST
def export(request, pk):
    """The same as a workbook; it exists once the round is counted, and never differs from one day to the next."""
    survey = _seen(request, pk)
    if permissions.serves(request.user):
        raise PermissionDenied(REFUSAL)
    counted = RoundResult.objects.filter(survey=survey).first()
    if counted is None or not counted.is_shown:
        raise Http404
    book = result_book(counted, _distributions(survey, counted))
    LogEntry.write(Actor.of(request), "导出调查结果", record=survey)
    return FileResponse(book, as_attachment=True, filename=f"调查结果-{local_day(counted.counted_at):%Y%m%d}.xlsx")


def _seen(request, pk):
    """A published round of a district in which the person may look at surveys."""
    if not permissions.allows(request.user, permissions.SEE_SURVEYS):
        raise Http404
    rounds = Survey.objects.visible_to(request.user).filter(published_at__isnull=False)
    return get_object_or_404(rounds.select_related("district"), pk=pk)


def _distributions(survey, counted):
    if counted is None:
        return []
    counted.survey = survey
    return distributions(counted)
