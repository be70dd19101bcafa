"""What happened: the chain's entries, the history of an object, and undoing (操作记录、撤销)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock, lists, saying
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.access.requirement import SYSTEM
from luoshi.kernel.errors import Refusal
from luoshi.kernel.lists.acts import ACTS, ACTS_ABOUT
from luoshi.kernel.models import AuditEntry
from luoshi.kernel.queries import acts as queries
from luoshi.kernel.returning import back
from luoshi.kernel.services import retention, undoing
from luoshi.kernel.telling import THINGS

READ = AuditEntry.read_act


@requires(READ)
@require_safe
def acts(request):
    """What happened, the newest first: all of it for who audits, their own acts for everybody else (操作记录)."""
    context = {
        "title": _("What was done"),
        "reads_all": queries.may_read_all(request.user),
        "may_keep": is_allowed(request.user, retention.SET),
    }
    return lists.show(request, ACTS, "kernel/acts.html", context)


@requires(READ)
@require_safe
def acts_about(request, label, pk):
    """What happened to one object, for whoever may see it (对象历史)."""
    if label not in THINGS:
        raise Http404
    reads_all = queries.may_read_all(request.user)
    names = queries.names_of([(label, str(pk))], by=SYSTEM if reads_all else request.user)
    named = names.get((label, str(pk)))
    # Who audits also reads of what is gone.
    if named is None and not (reads_all and AuditEntry.objects.naming(label, pk).exists()):
        raise Http404
    context = {
        "title": saying.called((label, str(pk)), names),
        "url": named.url if named else "",
        "reads_all": reads_all,
    }
    of = {"label": label, "object": pk}
    return lists.show(request, ACTS_ABOUT, "kernel/acts.html", context, of=of)


@requires(undoing.UNDO)
@require_POST
def undo_act(request, number):
    """Undo an act by its inverse: a new act, which names the one that it undoes (撤销)."""
    entry = get_object_or_404(AuditEntry, number=number)
    try:
        undoing.undo_act(entry=entry, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: what it was before stands again."))
    return redirect(back(request, request.POST.get("next", ""), otherwise=reverse("kernel:acts")))
