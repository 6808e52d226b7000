"""满意度调查: the rounds, and a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from officers import permissions
from officers.actor import Actor
from surveys.forms.survey import SurveyFilters, SurveyForm

from .finding import visible

ROWS_A_PAGE = 50


@require_safe
def surveys(request):
    """The rounds, the latest first, each with how far it is. The same number of queries however many."""
    form = SurveyFilters(request.GET)
    form.is_valid()
    found = form.narrow(visible(request), request.at).select_related("district").order_by("-closes_on", "-pk")
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = page.object_list.with_counts(request.user)
    rows = [(survey, survey.stage(request.at)) for survey in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "several": len({survey.district_id for survey, _ in rows}) > 1,
        "may_keep": permissions.allows(request.user, permissions.KEEP_SURVEYS),
    }
    return render(request, "surveys/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """新建一轮: a draft with its questions, to be looked through before anybody is asked."""
    visible(request)
    permissions.require(request.user, permissions.KEEP_SURVEYS)
    districts = permissions.districts(request.user, permissions.KEEP_SURVEYS)
    form = SurveyForm(request.POST or None, districts=districts, at=request.at)
    if form.is_valid() and (survey := form.save(Actor.of(request))):
        messages.success(request, f"已新建：{survey}。还没有发布，企业看不到。")
        return redirect("survey", pk=survey.pk)
    return render(request, "surveys/survey_form.html", {"form": form}, status=422 if form.errors else 200)
