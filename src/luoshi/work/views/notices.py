"""What one was told, and how one wants to be told (通知)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import requires
from luoshi.kernel.acting import tell
from luoshi.kernel.errors import Refusal
from luoshi.kernel.lists.bulk import is_number
from luoshi.kernel.returning import back
from luoshi.work.lists.notices import NOTICES
from luoshi.work.models import Channel, Notice, Webhook, When
from luoshi.work.notice_forms import ChoiceForm, WebhookForm
from luoshi.work.queries.choices import MORNING, of_person
from luoshi.work.queries.notices import unread
from luoshi.work.services import notice_choices as choosing
from luoshi.work.services import notices as services
from luoshi.work.webhooks import SIGNATURE

READ, CHOOSE = "work.read_notices", "work.choose_notices"


@requires(READ)
@never_cache
@require_safe
def notices(request):
    """What one was told, unread first (我的通知)."""
    mine = Notice.objects.visible_to(request.user)
    newest = mine.order_by("-pk").values_list("pk", flat=True).first()
    context = {"unread": mine.unread().count(), "newest": newest or 0}
    return lists.show(request, NOTICES, "work/notices.html", context)


@requires("work.hear_bell")
@never_cache
@require_safe
def bell(request):
    """What the bell counts; each page asks for it once it is there, so that none waits for it (未读数).

    On a page whose reader has signed out since, it is silent.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return render(request, "work/_bell.html", {"unread": unread(request.user)})


@requires(READ)
@require_POST
def open_notice(request, pk):
    """Go to what a notice is about, which then counts as read (查看)."""
    return redirect(back(request, _read(request, pk).url))


@requires(READ)
@require_POST
def read_notice(request, pk):
    """Count a notice as read without going there (标为已读)."""
    _read(request, pk)
    return redirect(back(request, request.POST.get("next", ""), otherwise=reverse("work:notices")))


def _read(request, pk) -> Notice:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    return services.read_notice(notice=notice, by=request.user, at=clock.now())


@requires(READ)
@require_POST
def read_all(request):
    """Count as read all that were there when the page was opened (全部标为已读)."""
    until = request.POST.get("until", "")
    if not is_number(until):
        raise Http404
    number = services.read_all(until=int(until), by=request.user, at=clock.now())
    messages.success(
        request,
        ngettext("%(number)s notice is read now.", "%(number)s notices are read now.", number)
        % {"number": number},
    )
    return redirect("work:notices")


@requires(CHOOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request):
    """When one is told of what, channel by channel (通知方式)."""
    if request.method == "POST":
        return _chosen(request)
    return _choices(request)


def _chosen(request):
    """Keep the choice of the channel whose form was sent."""
    asked = request.POST.get("channel", "")
    if asked not in Channel.values:
        raise Http404
    channel = Channel(asked)
    form = ChoiceForm(request.POST, channel=channel, chosen=of_person(request.user)[channel])
    if not form.is_valid():
        return _choices(request, form=form)
    choosing.choose_notices(
        user=request.user,
        channel=channel,
        when=When(form.cleaned_data["when"]),
        hour=form.cleaned_data.get("hour", MORNING),
        left_out=form.left_out,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("You are told so from now on."))
    return redirect("work:notice_choices")


def _choices(request, *, form: ChoiceForm | None = None, webhook: WebhookForm | None = None):
    chosen = of_person(request.user)
    forms = {channel: ChoiceForm(channel=channel, chosen=chosen[channel]) for channel in Channel}
    if form:
        forms[form.channel] = form
    context = {
        "forms": {channel.value: form for channel, form in forms.items()},
        "is_mail_on": settings.LUOSHI_MAIL is not None,
        "webhook": Webhook.objects.filter(user=request.user).first(),
        "address": webhook or WebhookForm(),
    }
    return render(request, "work/notice_choices.html", context)


@requires(CHOOSE)
@never_cache
@sensitive_post_parameters("address")
@require_POST
def set_webhook(request):
    """Have a program of one's own told; the page shows its secret this one time (设置消息推送)."""
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _choices(request, webhook=form)
    address = form.cleaned_data["address"]
    try:
        secret = choosing.set_webhook(user=request.user, address=address, by=request.user, at=clock.now())
    except Refusal as refusal:
        form.add_error("address", str(refusal))
        return _choices(request, webhook=form)
    return render(request, "work/webhook_secret.html", {"secret": secret, "header": SIGNATURE})


@requires(CHOOSE)
@require_POST
def remove_webhook(request):
    """Have that program told no more (停用消息推送)."""
    return _done(request, choosing.remove_webhook, message=_("That program is told nothing any more."))


@requires(CHOOSE)
@require_POST
def try_notices(request):
    """Send oneself a notice by every channel that is on (试发通知)."""
    return _done(request, choosing.try_notices, message=_("The trial notice is on its way."))


def _done(request, service, *, message: str):
    tell(request, service, message=message, user=request.user)
    return redirect("work:notice_choices")
