"""One-time passwords for the accounts that a list has opened (新账号的一次性密码单)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import ListImport
from luoshi.kernel.queries import accounts
from luoshi.kernel.services.slips import issue_slips
from luoshi.kit.lists import page_of

A_SHEET = 50  # as many as are hashed in the time that somebody waits for a page


@requires("kernel.edit_people")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request, pk):
    """Who of a list's new accounts has a slip; makes those that are lacking, shown once to print."""
    batch = get_object_or_404(ListImport.objects.visible_to(request.user).of_kind("kernel.people"), pk=pk)
    page = page_of(accounts.opened_by(batch, user=request.user), request, per=A_SHEET)
    waiting = {"first": accounts.without_slip(page), "again": accounts.with_unused_slip(page)}
    chosen = waiting.get(request.POST.get("which", ""), [])
    if request.method == "POST" and chosen:
        try:
            made = issue_slips(users=chosen, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            return render(request, "kernel/slips_to_print.html", {"batch": batch, "slips": made})
    elif request.method == "POST":
        messages.error(request, _("Nobody on this page waits for such a slip any more."))
    if request.method == "POST":
        return redirect(request.get_full_path())
    return render(request, "kernel/slips.html", {"batch": batch, "page": page, **waiting})
