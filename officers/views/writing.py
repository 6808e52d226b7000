"""What the pages that write have in common: the form, the act, the sentence, and who was faster."""

from django.contrib import messages
from django.shortcuts import redirect, render

from officers.actor import Actor
from officers.models import StaleRecord

FORM_PAGE = "officers/form.html"


def write_entry(request, form, *, title, back, done):
    """One page with a register's form: written and gone on to `done(entry)`, or shown with what is to be changed.

    `back` is (address, label) of where one came from. Answers 409 with what the other changed when somebody was faster.
    """
    context, status = {"form": form, "title": title, "back": back, "button": "保存"}, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if entry := form.save_by(Actor.of(request)):
                    messages.success(request, f"已保存：{entry}")
                    return redirect(done(entry))
            except StaleRecord as stale:
                form.show_overtaken(stale.record)
                context["overtaken"], status = stale, 409
    return render(request, FORM_PAGE, context, status=status)


def write_fact(request, make_form, *, title, back, done, said="已保存"):
    """The same for a numbered record. `make_form(data)` builds the form; after a 409 it shows the record anew."""
    form = make_form(request.POST if request.method == "POST" else None)
    context, status = {"title": title, "back": back, "button": "保存"}, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if record := form.save_by(Actor.of(request)):
                    messages.success(request, f"{said}：{record}")
                    return redirect(done(record))
            except StaleRecord as stale:
                form, context["overtaken"], status = make_form(None), stale, 409
    return render(request, FORM_PAGE, context | {"form": form}, status=status)


def write_act(request, make_form, *, title, back, done, said, button, note=""):
    """The same for one act on a standing record: `make_form(data)` builds an `ActForm`."""
    form = make_form(request.POST if request.method == "POST" else None)
    context, status = {"title": title, "back": back, "button": button, "note": note}, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if form.do(Actor.of(request)):
                    messages.success(request, said)
                    return redirect(done)
            except StaleRecord as stale:
                form, context["overtaken"], status = make_form(None), stale, 409
    return render(request, FORM_PAGE, context | {"form": form}, status=status)
