"""题目 of a round: the five of the scheme and further ones, changed while the round is a draft."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officers.actor import Actor
from officers.models import StaleRecord
from surveys import drafting
from surveys.forms.question import FURTHER, QuestionForm, VersionForm
from surveys.models import Question

from .finding import draft, keeps, seen
from .head import head
from .survey import stale


@require_safe
def questions(request, pk):
    """What is asked, in order."""
    return _listed(request, seen(request, pk))


def _listed(request, found, problem="", status=200):
    asked = list(found.questions.order_by("position"))
    further = sum(1 for question in asked if not question.aspect)
    context = {
        **head(found, "survey-questions", request),
        "problem": problem,
        "questions": asked,
        "may_change": keeps(request, found) and found.is_draft,
        "further": further,
        "most": drafting.MOST_FURTHER,
        "left": drafting.MOST_FURTHER - further,
        "kinds": [(kind.value, kind.label) for kind in FURTHER],
        "version": found.version,
    }
    return render(request, "surveys/questions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk, kind):
    """One more question of a kind."""
    if kind not in FURTHER:
        raise Http404
    found = draft(request, pk)
    form = QuestionForm(request.POST or None, survey=found, kind=Question.Kind(kind))
    return _saved(request, found, form, "加一题")


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk, question):
    """One question in other words."""
    found = draft(request, pk)
    asked = get_object_or_404(found.questions, pk=question)
    form = QuestionForm(request.POST or None, survey=found, kind=asked.kind, question=asked)
    return _saved(request, found, form, "修改题目")


def _saved(request, found, form, act):
    try:
        if form.is_valid() and form.save(Actor.of(request)):
            messages.success(request, "已保存题目。")
            return redirect("survey-questions", pk=found.pk)
    except StaleRecord as refused:
        return stale(request, found.pk, refused)
    kind = Question.Kind(form.kind)
    context = {**head(found, "survey-questions", request), "form": form, "act": act, "kind": kind}
    return render(request, "surveys/question_form.html", context, status=422 if form.errors else 200)


@require_POST
def up(request, pk, question):
    """上移."""
    return _pressed(request, pk, question, partial(drafting.move, up=True))


@require_POST
def down(request, pk, question):
    """下移."""
    return _pressed(request, pk, question, partial(drafting.move, up=False))


@require_POST
def remove(request, pk, question):
    """删除 one question."""
    return _pressed(request, pk, question, drafting.remove)


def _pressed(request, pk, question, act):
    found, form = draft(request, pk), VersionForm(request.POST)
    asked = get_object_or_404(found.questions.select_related("survey"), pk=question)
    if not form.is_valid():
        return _listed(request, found, problem="没有改动：请在本页点按钮。", status=422)
    try:
        act(asked, Actor.of(request), form.cleaned_data["version"])
    except StaleRecord as refused:
        return stale(request, pk, refused)
    except ValidationError as refused:
        return _listed(request, seen(request, pk), problem="；".join(refused.messages), status=422)
    return redirect("survey-questions", pk=pk)
