"""The accounts that an administrator looks after, and posts lent for days (人员、代职)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import LoanForm
from luoshi.kernel.lists.people import PEOPLE
from luoshi.kernel.models import HandOver, Identity, Post, User
from luoshi.kernel.queries import accounts
from luoshi.kernel.services import identities, loans, second_factor
from luoshi.kernel.services import people as services

ACT = "kernel.edit_people"
SWITCHES = {
    "open": services.reactivate_user,
    "code": second_factor.remove_second_factor,
    "identity": identities.unlink_identity,
}


@requires(ACT)
@require_safe
def people(request):
    """The people whose accounts one looks after (人员)."""
    return lists.show(request, PEOPLE, "kernel/people.html", {})


@requires(ACT)
@never_cache
@require_safe
def person(request, pk):
    """A person's account and every post they held (人员、任职经历)."""
    found = _person(request, pk)
    context = {
        "person": found,
        "history": accounts.history_of(found),
        "lendable": set(
            _lendable(request)
            .in_force(on=clock.today())
            .filter(user=found, stands_in_for=None)
            .values_list("pk", flat=True)
        ),
        "hand_overs": HandOver.objects.visible_to(request.user)
        .filter(leaver=found)
        .order_by("-at", "-pk")[:20],
        "loans": accounts.loans_of(found, on=clock.today()),
        "has_second_factor": second_factor.is_on(user=found),
        "is_linked": Identity.objects.filter(user=found).exists(),
    }
    return render(request, "kernel/person.html", context)


@requires(ACT)
@never_cache
@require_POST
def give_slip(request, pk):
    """A one-time password, shown this once, to print and hand over (一次性密码单)."""
    found, at = _person(request, pk), clock.now()
    try:
        password = services.issue_slip(user=found, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("kernel:person", pk=pk)
    return render(request, "kernel/slip.html", {"person": found, "password": password})


@requires(ACT)
@require_POST
def switch_account(request, pk, to):
    """Open an account again, or turn its code off (启用账号)."""
    try:
        SWITCHES[to](user=_person(request, pk), by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("kernel:person", pk=pk)


@requires(loans.LEND)
@require_http_methods(["GET", "HEAD", "POST"])
def lend_post(request, pk):
    """Let somebody of the same body stand in for days (委托代职)."""
    post = get_object_or_404(_lendable(request).in_force(on=clock.today()), pk=pk)
    colleagues = accounts.colleagues_at(post, on=clock.today())
    form = LoanForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            loans.lend_post(post=post, **form.cleaned_data, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The post is lent; it comes back by itself."))
            return redirect("kernel:account")
    return render(request, "kernel/lend_post.html", {"form": form, "post": post})


@requires(loans.LEND)
@require_POST
def take_back_post(request, pk):
    """End a loan at once (收回委托)."""
    lendable = _lendable(request).values("pk")
    loan = get_object_or_404(Post.objects.lent().filter(stands_in_for__in=lendable), pk=pk)
    try:
        loans.take_back_post(loan=loan, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The post is its holder's alone again."))
    return redirect("kernel:account")


def _person(request, pk) -> User:
    return get_object_or_404(accounts.people_to_look_after(request.user), pk=pk)


def _lendable(request):
    return Post.objects.allowed(request.user, act=loans.LEND).select_related("body", "role", "user")
