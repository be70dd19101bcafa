"""Signing in through the city's identity provider, and linking it to an account (统一身份认证登录与绑定)."""

from __future__ import annotations

import time

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import OwnPasswordForm
from luoshi.kernel.returning import back
from luoshi.kernel.services import identities, sign_in
from luoshi.web import provider
from luoshi.web.environment import Sso
from luoshi.web.signing_in import address_of, admit

OWN = identities.OWN
BEGUN = "sso_begun"  # where to go on, and since when the provider is asked
SHOWN = "sso_shown"  # who the provider said it is, until its owner confirms it
WITHIN = 600


class Unknown(Refusal):
    code = "web.identity_unknown"
    sentence = gettext_lazy(
        "No open account is linked to this identity. Sign in with your password once, and link it under My account."
    )


@requires("web.sign_in")
@require_POST
def begin(request):
    """Go to the city's identity provider, to sign in, or to link it when one has signed in already (前往统一身份认证)."""
    sso = _offered_or_404()
    try:
        # No name is known yet: only the address can be locked.
        sign_in.refuse_while_locked(username="", address=address_of(request), at=clock.now())
        response = provider.ask(
            request, sso=sso, answer_to=request.build_absolute_uri(reverse("web:vouched"))
        )
    except Refusal as refusal:
        return _refused(request, refusal)
    request.session[BEGUN] = [back(request, request.POST.get("next", "")), int(time.time())]
    return response


@requires("web.sign_in")
@never_cache
@require_safe
def vouched(request):
    """Come back from the provider with its answer (统一身份认证回调)."""
    sso = _offered_or_404()
    to, since = request.session.pop(BEGUN, ("/", 0))
    if time.time() - since > WITHIN:
        return _refused(request, provider.AnswerNotBelieved(reason="too_late"))
    try:
        sign_in.refuse_while_locked(username="", address=address_of(request), at=clock.now())
        who = provider.claimed(request, sso=sso)
        if request.user.is_authenticated:
            request.session[SHOWN] = [who.issuer, who.subject, who.name, int(time.time())]
            return redirect("web:link_identity")
        user = identities.person_known_as(issuer=who.issuer, subject=who.subject)
        if user is None:
            raise Unknown
    except (provider.AnswerNotBelieved, Unknown) as refusal:
        _note_failure(request, since)
        return _refused(request, refusal)
    except Refusal as refusal:
        return _refused(request, refusal)
    return admit(request, user, to=to, through=who.issuer)


@requires(OWN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def link_identity(request):
    """Confirm once, with one's password, that the provider means oneself (确认绑定)."""
    issuer, subject, name, since = request.session.get(SHOWN) or ("", "", "", 0)
    if time.time() - since > WITHIN:
        raise Http404
    form = OwnPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        del request.session[SHOWN]
        try:
            identities.link_identity(
                user=request.user, issuer=issuer, subject=subject, by=request.user, at=clock.now()
            )
        except identities.IdentityTaken as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Linked: from now on the city's sign-in opens this account."))
        return redirect("kernel:account")
    shown = {"form": form, "issuer": issuer, "subject": subject, "name": name}
    return render(request, "web/link_identity.html", shown)


@requires(OWN)
@never_cache
@sensitive_post_parameters()
@require_POST
def unlink_identity(request):
    """Let the city's sign-in open one's account no longer, once one's password is given (解除绑定)."""
    form = OwnPasswordForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, form.errors["current"][0])
        return redirect("kernel:account")
    try:
        identities.unlink_identity(user=request.user, by=request.user, at=clock.now())
    except identities.NotLinked as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link has ended; signing in asks for your password."))
    return redirect("kernel:account")


def _offered_or_404() -> Sso:
    sso = provider.offered()
    if sso is None:
        raise Http404
    return sso


def _note_failure(request, since: int) -> None:
    """An answer that is refused counts against the address alone: whose name it was meant for, nobody knows."""
    attempt = f"sso {since} {request.session.session_key}"
    sign_in.note_failure(username=attempt, address=address_of(request), by=SYSTEM, at=clock.now())


def _refused(request, refusal: Refusal) -> HttpResponse:
    """Back to where one came from, with the reason; the provider's answer does not stay in the address."""
    messages.error(request, str(refusal))
    return redirect("kernel:account" if request.user.is_authenticated else "web:sign_in")
