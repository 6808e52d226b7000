from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from assessment.display import headings, rules_of, standings
from assessment.forms.run import StartRunForm
from assessment.models import AssessmentRun, ScoreSheet
from assessment.own import own_officers
from officers import permissions
from officers.actor import Actor
from officers.workdays import local_day

RUNS_A_PAGE, SHEETS_A_PAGE = 30, 100


@require_http_methods(["GET", "HEAD", "POST"])
def runs(request):
    """The runs of the district, and for the office the form that starts one.

    A second press, or another tab, leads to the run that is already under way.
    """
    if not permissions.allows(request.user, permissions.SEE_RESULTS):
        raise Http404
    if request.method == "POST":
        permissions.require(request.user, permissions.START_RUN)
    form = _start_form(request)
    if form and form.is_valid():
        run, _ = form.start(Actor.of(request))
        return redirect("run", pk=run.pk)
    listed = AssessmentRun.objects.visible_to(request.user).select_related("scheme", "job", "created_by", "district")
    page = Paginator(listed, RUNS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "several": len({run.district_id for run in page}) > 1}
    return render(request, "assessment/runs.html", context, status=422 if form and form.errors else 200)


def _start_form(request):
    districts = permissions.districts(request.user, permissions.START_RUN)
    if not districts:
        return None
    return StartRunForm(request.POST or None, districts=districts, today=local_day(request.at))


@require_safe
@vary_on_headers("HX-Request")
def run(request, pk):
    """One run: how far it is, or its ranking. The page asks again for the same part while the job works."""
    visible = AssessmentRun.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("scheme", "job", "district", "created_by"), pk=pk)
    if not permissions.allows(request.user, permissions.SEE_RESULTS, found.district):
        raise Http404
    context = {"run": found, "may_start": permissions.allows(request.user, permissions.START_RUN, found.district)}
    if found.finished_at:
        context |= _ranking(request, found)
    elif found.job:
        context["seconds_left"] = found.job.seconds_left(request.at)
    return render(request, "assessment/_run.html" if request.htmx else "assessment/run.html", context)


def _ranking(request, run):
    """The ranking of those of whom the reader is told. A sheet of their own that is not published stands below it,
    outside the order and the counts."""
    visible = ScoreSheet.objects.visible_to(request.user).filter(run=run)
    sheets = visible.told_to(own_officers(request.user))
    ranked = sheets.ranked().defer("facts")
    page = Paginator(ranked, SHEETS_A_PAGE).get_page(request.GET.get("page"))
    scheme, _ = rules_of(run.scheme.source, f"{run.scheme}.toml")
    own = list(visible.exclude(pk__in=sheets.values("pk")).defer("facts").order_by("code"))
    veiled = [] if page.has_next() else own
    grades = dict(sheets.order_by().values_list("grade").annotate(Count("pk")))
    pending = sheets.filter(status=ScoreSheet.Status.PENDING).count()
    return {
        "page": page,
        "columns": headings(scheme),
        "standings": standings(scheme, [*page, *veiled], frozenset(sheet.pk for sheet in veiled)),
        "grades": [(band.label, grades.get(band.label, 0)) for band in scheme.bands],
        "pending": pending,
        "scored": sum(grades.values()) - pending,
        "of_officers": scheme.subject == "officer",
    }
