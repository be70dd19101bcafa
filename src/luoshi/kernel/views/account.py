"""One's own account: password, the second step of signing in, sessions (我的账号)."""

from __future__ import annotations

import time

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, drawings
from luoshi.kernel.access import post_acted_as, posts_held, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import CodeForm, EmailForm, NameForm, OwnPasswordForm, PasswordForm
from luoshi.kernel.models import SecondFactor
from luoshi.kernel.queries import accounts
from luoshi.kernel.returning import back
from luoshi.kernel.services import people, second_factor, sign_in
from luoshi.kernel.sessions import ACTS_AS

ACT = "kernel.edit_own_account"


@requires(ACT)
@never_cache
@require_safe
def account(request):
    """Who one is here, how one signs in, and where one is signed in (我的账号)."""
    choices = posts_held(request.user, on=clock.today())
    context = {
        "choices": choices,
        "acts_as": post_acted_as(request.user, on=clock.today()) if len(choices) > 1 else None,
        "posts": accounts.posts_of(request.user, on=clock.today()),
        "loans": accounts.loans_of(request.user, on=clock.today()),
        "sessions": accounts.sessions_of(request.user, current=request.session.session_key),
        "taken_over": accounts.taken_over_by(request.user),
        "name": NameForm(initial={"display_name": request.user.display_name}),
        "email": EmailForm(initial={"email": request.user.email}),
        "has_second_factor": second_factor.is_on(user=request.user),
        "codes_left": accounts.recovery_codes_left(request.user),
        "weaken": OwnPasswordForm(user=request.user),
    }
    return render(request, "kernel/account.html", context)


@requires(ACT)
@require_POST
def act_as(request):
    """Act as another of one's posts until one signs out or chooses anew (选择以何任职办理)."""
    asked = request.POST.get("post", "")
    if asked in map(str, posts_held(request.user, on=clock.today())):
        request.session[ACTS_AS] = int(asked)
    else:
        messages.error(request, _("You do not hold this post today; choose among those that are shown."))
    return redirect(back(request, request.POST.get("next", ""), otherwise=reverse("kernel:account")))


@requires(ACT)
@require_POST
def rename(request):
    """Write one's own name differently (修改姓名)."""
    try:
        people.rename_user(
            user=request.user,
            display_name=request.POST.get("display_name", ""),
            by=request.user,
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("kernel:account")


@requires(ACT)
@require_POST
def change_email(request):
    """Say where one's mails go (更改邮箱)."""
    address = request.POST.get("email", "")
    try:
        people.change_email(user=request.user, email=address, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("kernel:account")


@requires(ACT)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Choose a new password; every other session ends (修改密码)."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        chosen, user = form.cleaned_data["password"], request.user
        try:
            people.change_password(user=user, password=chosen, by=user, at=clock.now())
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(
                request, _("The new password holds from now on; your other sessions have ended.")
            )
            return redirect("kernel:account")
    return render(request, "kernel/password.html", {"form": form})


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_code(request):
    """Have sign-in ask for the code of one's phone: read the picture, give a first code (启用动态口令)."""
    factor = SecondFactor.objects.filter(user=request.user, confirmed_at__isnull=True).first()
    if factor is None:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.confirm_second_factor(
                user=request.user,
                code=form.cleaned_data["code"],
                clock=time.time(),
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            return render(request, "kernel/recovery_codes.html", {"codes": codes})
    uri = second_factor.provisioning_uri(factor=factor)
    drawn = {"picture": drawings.square_code(uri), "secret": second_factor.shown_secret(factor=factor)}
    return render(request, "kernel/set_up_code.html", {"form": form, **drawn})


@requires(ACT)
@require_POST
def begin_code(request):
    """Make a secret for one's phone (启用动态口令)."""
    try:
        second_factor.begin_second_factor(user=request.user, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("kernel:account")
    return redirect("kernel:set_up_code")


@requires(ACT)
@never_cache
@sensitive_post_parameters()
@require_POST
def weaken_code(request, what):
    """Turn the second step off, or make new recovery codes, once one's password is given again (停用、更换恢复码)."""
    form = OwnPasswordForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, form.errors["current"][0])
        return redirect("kernel:account")
    done = {"off": second_factor.remove_second_factor, "codes": second_factor.renew_recovery_codes}[what]
    try:
        result = done(user=request.user, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("kernel:account")
    if what == "codes":
        return render(request, "kernel/recovery_codes.html", {"codes": result})
    messages.success(request, _("Signing in asks for the password only from now on."))
    return redirect("kernel:account")


@requires(ACT)
@require_POST
def end_session(request, mark):
    """End one of one's sessions, on whatever machine it is (结束会话)."""
    try:
        sign_in.end_session(user=request.user, mark=mark, by=request.user, at=clock.now())
    except sign_in.SessionGone as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("That session has ended."))
    return redirect("kernel:account")
