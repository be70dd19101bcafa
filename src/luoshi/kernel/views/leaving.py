"""Somebody leaves: what waits for them, who takes it over, and the list of what went over (离岗交接)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import LeaveForm
from luoshi.kernel.models import HandOver, Post
from luoshi.kernel.queries import accounts, hand_overs
from luoshi.kernel.services import people
from luoshi.kernel.waiting import WAITING, waiting_for

SHOWN = 200


@requires(people.EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    """End a post or close an account; whatever waits goes to somebody named (离岗交接)."""
    found = get_object_or_404(accounts.people_to_look_after(request.user), pk=pk)
    today = clock.today()
    posts = Post.objects.allowed(request.user, act=people.EDIT).held_by(found).open_ended()
    posts = posts.filter(stands_in_for=None).select_related("body__area", "role", "user").order_by("pk")
    successors = hand_overs.successors_of(found, bodies=hand_overs.bodies_of(found, on=today), on=today)
    form = LeaveForm(request.POST or None, posts=posts, successors=successors, is_open=found.is_active)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            _left(found, form.cleaned_data["post"], form.cleaned_data["to"], by=request.user, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done."))
            made = HandOver.objects.filter(leaver=found, at=at).first()
            return redirect("kernel:hand_over", pk=made.pk) if made else redirect("kernel:person", pk=pk)
    waits = [(kind, [kind.name(row) for row in rows[:SHOWN]], len(rows)) for kind, rows in waiting_for(found)]
    return render(request, "kernel/leave.html", {"person": found, "form": form, "waits": waits})


def _left(person, post, to, *, by, at) -> None:
    if post:
        people.end_post(post=post, on=clock.day_of(at), to=to, by=by, at=at)
    else:
        people.deactivate_user(user=person, to=to, by=by, at=at)


@requires("kernel.read_people")
@require_safe
def hand_over(request, pk):
    """What went from one person to another, to be printed and signed (交接清单)."""
    rows = HandOver.objects.visible_to(request.user).select_related("leaver", "taker", "body", "by")
    made = get_object_or_404(rows, pk=pk)
    items = [
        {"label": WAITING[each["kind"]].label if each["kind"] in WAITING else each["kind"], **each}
        for each in made.items[:SHOWN]
    ]
    return render(request, "kernel/hand_over.html", {"made": made, "items": items, "number": len(made.items)})
