"""One round: what is left to do until it is published, how far it is after that, and the steps between."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officers import permissions
from officers.actor import Actor
from officers.models import StaleRecord
from surveys import drafting
from surveys.forms.question import VersionForm
from surveys.forms.survey import PutOffForm, SurveyForm
from surveys.invite import audience, publish
from surveys.models import Survey
from surveys.sample_book import sample_book

from .finding import draft, keeps, kept, seen
from .head import head
from .progress import days, figures, to_do


@never_cache
@require_safe
def survey(request, pk):
    """调查概况."""
    return overview(request, seen(request, pk))


def overview(request, found, problem="", status=200):
    """The round as it stands now, with what was refused."""
    stage = found.stage(request.at)
    context = {**head(found, "survey", request), "problem": problem, "may_keep": keeps(request, found)}
    if stage == Survey.Stage.DRAFT:
        context |= {"to_do": to_do(found, request.at), "version_form": VersionForm(initial={"version": found.version})}
    elif stage == Survey.Stage.IMPORTED:
        context["replies"] = found.responses.valid().count()
    else:
        context |= {"figures": figures(found, request.user), "days": days(found, request.user), "taken": stage in TAKES}
        context["holds_links"] = permissions.holds_links(request.user, found.district)
    return render(request, "surveys/survey.html", context, status=status)


#: the stages in which closing can be put off
TAKES = {Survey.Stage.WAITING, Survey.Stage.OPEN}


def stale(request, pk, problem):
    """409: the round as it stands now, and why nothing was done."""
    return overview(request, seen(request, pk), problem=str(problem), status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """修改 a draft, as of the version that was shown."""
    found = draft(request, pk)
    districts = permissions.districts(request.user, permissions.KEEP_SURVEYS)
    form = SurveyForm(request.POST or None, districts=districts, at=request.at, survey=found)
    try:
        if form.is_valid() and form.save(Actor.of(request)):
            messages.success(request, "已保存。")
            return redirect("survey", pk=pk)
    except StaleRecord as refused:
        return stale(request, pk, refused)
    context = {**head(found, "survey-change", request), "form": form}
    return render(request, "surveys/survey_form.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, pk):
    """发布: what will happen, read once more, and then done. Pressed twice it is done once."""
    found = kept(request, pk)
    form = VersionForm(request.POST or None)
    if found.published_at and form.is_valid():
        messages.info(request, "这一轮已经发布。")
        return redirect("survey", pk=pk)
    found, problem = draft(request, pk), ""
    if form.is_valid():
        try:
            asked = publish(found, Actor.of(request), form.cleaned_data["version"])
        except StaleRecord as refused:
            return _overtaken(request, pk, refused)
        except ValidationError as refused:
            problem = "；".join(refused.messages)
        else:
            messages.success(request, f"已发布，邀请{asked}家企业。")
            return redirect("survey", pk=pk)
    listed = audience(found).count()
    context = {
        **head(found, "survey-publish", request),
        "problem": problem,
        "bad": form.errors,
        "may_ask": listed,
        "asked": min(listed, found.sample_size or 0) if found.audience == Survey.Audience.SAMPLE else listed,
        "questions": found.questions.count(),
        "further": found.questions.further().count(),
        "to_do": [step for step in to_do(found, request.at) if not step.done],
        "version": found.version,
    }
    return render(request, "surveys/publish.html", context, status=422 if problem or form.errors else 200)


def _overtaken(request, pk, refused):
    if Survey.objects.filter(pk=pk, published_at__isnull=False).exists():
        messages.info(request, "这一轮已经发布。")
        return redirect("survey", pk=pk)
    return stale(request, pk, refused)


@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request, pk):
    """推后截止时间, with a reason: only later, and only before it is over."""
    found = kept(request, pk)
    if found.stage(request.at) not in TAKES:
        raise PermissionDenied("只有已发布、还没有截止的调查可以推后截止时间。")
    form = PutOffForm(request.POST or None, survey=found)
    try:
        if form.is_valid() and form.save(Actor.of(request)):
            messages.success(request, f"截止时间已推后到{found.closes_said}。")
            return redirect("survey", pk=pk)
    except StaleRecord as refused:
        return stale(request, pk, refused)
    context = {**head(found, "survey-put-off", request), "form": form}
    return render(request, "surveys/put_off.html", context, status=422 if form.errors else 200)


@require_POST
def sample(request, pk):
    """抽样底册 of a round that asks firms drawn by lot: a press, because the log notes it."""
    found = kept(request, pk)
    if not found.sample_pool:
        raise Http404
    book = sample_book(found, Actor.of(request))
    return FileResponse(book, as_attachment=True, filename=f"抽样底册-{found.pk}.xlsx")


@require_POST
def discard(request, pk):
    """删除草稿: nobody has been asked yet."""
    found, form = draft(request, pk), VersionForm(request.POST)
    if not form.is_valid():
        return overview(request, found, problem="没有删除：请在本页点“删除草稿”。", status=422)
    name = str(found)
    try:
        drafting.discard(found, Actor.of(request), form.cleaned_data["version"])
    except StaleRecord as refused:
        return stale(request, pk, refused)
    messages.success(request, f"已删除草稿：{name}。")
    return redirect("surveys")
