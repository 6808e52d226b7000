"""作答: what a firm sees through its link. Whoever holds the link is answered, whoever is signed in or not.

GET changes nothing, here as elsewhere: the previews of WeChat and the scanners of mail servers open every link.
"""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from officers.actor import Actor, address_of
from officers.words import spoken
from surveys import answer, links, tries
from surveys.forms.answer import AnswerForm
from surveys.models import Survey
from surveys.promise import is_alone, promise

LONGEST_DEVICE = 64
BIG = "?big=1"


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look there; reloading that page posts nothing."""

    status_code = 303


def by_link(view):
    """A view that is entered with a link of a firm and with nothing else; it is handed the invitation.

    It asks for no token of the page against forged requests. Such a token protects what a browser does by itself, as a
    session cookie does; here the address alone gives the right, so whoever could forge the request could send it
    anyway. And it would keep firms out: these pages send no referrer, to keep the link to themselves, and then
    browsers post with `Origin: null`; WeChat shows pages again from its own store, with tokens long gone.
    """

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def entered(request, token):
        invitation = links.find(token)
        if invitation is None:
            return _unknown(request)
        return view(request, token, invitation)

    entered.by_link = True
    return entered


@by_link
def cover(request, token, invitation):
    """Who is asked about, what is promised, 开始填写; before opening, after closing and after answering what stands.

    A POST says that the link has arrived (`answer.start`) and leads to the questions.
    """
    if request.method == "POST":
        return _started(request, token, invitation)
    return _cover(request, invitation)


@by_link
def answers(request, token, invitation):
    """All questions on one page. A POST is the answer: taken, 422 with what is missing, or 409 when it is not taken."""
    survey = invitation.survey
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=survey.questions.all())
    if request.method != "POST":
        if invitation.submitted or survey.stage(request.at) != Survey.Stage.OPEN:
            return HttpResponseRedirect(_address("answer", token, request))
        return _form(request, invitation, form)
    try:
        _require_open(invitation, request.at)
        if not form.is_valid():
            return _form(request, invitation, form, status=422)
        # the log never learns from where a firm has answered
        firm = Actor(name="企业", at=request.at)
        answer.submit(invitation, form.reply(), _footprint(request, survey), firm)
    except answer.AlreadyAnswered:
        return _cover(request, invitation, refused=form, status=409)
    except answer.NotTaken as refusal:
        return _cover(request, invitation, refused=form, problem=str(refusal).rstrip("。"), status=409)
    return SeeOther(_address("answer", token, request))


def _require_open(invitation, at):
    """A late or second answer hears that first, not which question it has left out."""
    if invitation.submitted:
        raise answer.AlreadyAnswered
    if invitation.survey.stage(at) == Survey.Stage.CLOSED:
        raise answer.NotTaken("调查已经截止，这份答卷没有收下。")


def _started(request, token, invitation):
    if invitation.submitted or invitation.survey.stage(request.at) != Survey.Stage.OPEN:
        return SeeOther(_address("answer", token, request))
    answer.start(invitation, request.at)
    there = SeeOther(_address("answer-form", token, request))
    if invitation.survey.is_confidential:  # an anonymous round keeps no traces
        _mark_device(request, there, invitation.survey)
    return there


def _mark_device(request, response, survey):
    """Give the phone a random number until the round closes, so that many answers from one phone are noticed."""
    known = request.COOKIES.get(settings.FIRM_COOKIE, "")
    response.set_cookie(
        settings.FIRM_COOKIE,
        known if 0 < len(known) <= LONGEST_DEVICE else secrets.token_urlsafe(16),
        max_age=int((survey.closes_at - request.at).total_seconds()) + 1,
        path="/",
        secure=not settings.PLAIN_HTTP,
        httponly=True,
        samesite="Lax",
    )


def _footprint(request, survey):
    if not survey.is_confidential:
        return None
    device = request.COOKIES.get(settings.FIRM_COOKIE, "")[:LONGEST_DEVICE]
    address = address_of(request)
    # without cookies the kind of browser, which many share: only together with the address does it say anything
    device = device or f"{address} {request.headers.get('User-Agent', '')}"
    return answer.Footprint(address=address, device=device)


def _cover(request, invitation, refused=None, problem="", status=200):
    survey, officer = invitation.survey, invitation.officer_asked_about()
    questions = list(survey.questions.all())
    context = {
        "officer": officer,
        "questions": questions,
        "minutes": max(2, len(questions) // 3),
        "promise": promise(invitation, questions, is_alone(invitation, officer)),
        "stage": survey.stage(request.at),
        "refused": refused,
        "problem": problem,
    }
    return _page(request, "surveys/public/cover.html", invitation, context, status)


def _form(request, invitation, form, status=200):
    context = {"officer": invitation.officer_asked_about(), "form": form}
    return _page(request, "surveys/public/answers.html", invitation, context, status)


def _page(request, template, invitation, context, status):
    context |= {
        "invitation": invitation,
        "survey": invitation.survey,
        "closes": _closing(invitation.survey),
        "big": request.GET.get("big") == "1",
    }
    return render(request, template, context, status=status)


def _closing(survey):
    """12月15日 of a round that is open until midnight, else 12月15日18:00."""
    day, end = Survey.closing_day(survey.closes_at), localtime(survey.closes_at)
    return spoken(day) if end.date() != day else f"{spoken(day)}{end:%H:%M}"


def _unknown(request):
    """One answer for whatever is no link now: mistyped, replaced, withdrawn, guessed."""
    many = tries.is_too_many(address_of(request), request.at)
    response = render(request, "surveys/public/unknown.html", status=429 if many else 404)
    if many:
        response["Retry-After"] = str(tries.WINDOW_SECONDS)
    return response


def _address(name, token, request):
    return reverse(name, args=[token]) + (BIG if request.GET.get("big") == "1" else "")
