from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officers.actor import Actor
from officers.channels import configured, phone_of
from officers.forms.notification import ReminderChoiceForm
from officers.models import Channel, Delivery, Notification, ReminderChoice, Role

SHOWN_A_PAGE, SENDINGS_SHOWN = 50, 10


def _shell(request):
    """The frame that this person's other pages have."""
    return "phone.html" if request.user.holds(Role.OFFICER, Role.DEPUTY, Role.LIAISON) else "base.html"


@require_safe
def notifications(request):
    """What the person was reminded of, the newest first."""
    own = Notification.objects.of(request.user)
    page = Paginator(own, SHOWN_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "unread": own.unread().count(),
        "shell": _shell(request),
        "is_officer": request.user.holds(Role.OFFICER),
    }
    return render(request, "officers/notifications.html", context)


@require_POST
def read(request, pk):
    """Note that one was read."""
    found = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    Notification.objects.filter(pk=found.pk).mark_read(request.at)
    return redirect("notifications")


@require_POST
def read_all(request):
    """Note that all were read."""
    count = Notification.objects.of(request.user).mark_read(request.at)
    if count:
        messages.success(request, f"{count}条提醒已标为已读。")
    return redirect("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """By which channels the person wants to hear of what; in the application everything is shown."""
    channels = configured()
    choice = ReminderChoice.objects.filter(person=request.user).first() or ReminderChoice(person=request.user)
    form = ReminderChoiceForm(request.POST if request.method == "POST" else None, choice=choice, channels=channels)
    if form.is_valid():
        form.save(Actor.of(request))
        messages.success(request, "提醒设置已保存。")
        return redirect("notification-settings")
    context = {
        "form": form,
        "channels": channels,
        "sendings": Delivery.objects.filter(person=request.user)[:SENDINGS_SHOWN],
        "has_phone": Channel.GATEWAY in channels and bool(phone_of(request.user.pk)),
        "shell": _shell(request),
    }
    return render(request, "officers/notification_settings.html", context, status=422 if form.errors else 200)
