"""Signing in and out: the password, the code of one's phone, and what must be done first (登录、退出)."""

from __future__ import annotations

import time
from contextlib import contextmanager
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM, acts_of, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import CodeForm
from luoshi.kernel.models import User
from luoshi.kernel.returning import back
from luoshi.kernel.services import second_factor, sign_in
from luoshi.kernel.sessions import ADDRESS, BROWSER
from luoshi.web import environment, provider
from luoshi.web.middleware import LEFT_OUT

YEAR = 365 * 24 * 3600
BACKEND = "django.contrib.auth.backends.ModelBackend"
AWAITED = "awaits_code"
THROUGH = "through"  # the identity provider that has vouched, if one has
CODE_WITHIN = 300
TOO_MANY = 429
# What stays open while something must be done first: the way to do it, and the way out.
ALWAYS_OPEN = {"web:sign_out", "web:language", "web:health", "kernel:set_up_code", "kernel:begin_code"}
FOR_A_PASSWORD = ALWAYS_OPEN | {"kernel:password"}
FOR_A_CODE = FOR_A_PASSWORD | {"kernel:account"}


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """Sign in with name and password (登录); who has set up a phone is asked for its code next."""

    act = "web.sign_in"

    def post(self, request, *args, **kwargs):
        self.typed = {"username": request.POST.get("username", "")[:150], "address": address_of(request)}
        try:
            sign_in.refuse_while_locked(**self.typed, at=clock.now())
        except sign_in.SignInLocked as refusal:
            return self._refused(refusal, status=TOO_MANY)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        if form.data.get("username") and form.data.get("password"):
            sign_in.note_failure(**self.typed, by=SYSTEM, at=clock.now())
        return super().form_invalid(form)

    def form_valid(self, form):
        user = form.get_user()
        try:
            sign_in.refuse_expired(user=user, at=clock.now())
        except sign_in.SlipExpired as refusal:
            return self._refused(refusal, status=200)
        return admit(self.request, user, to=self.get_success_url())

    def _refused(self, refusal: Refusal, *, status: int) -> HttpResponse:
        context = self.get_context_data(form=self.get_form_class()(self.request), refusal=refusal)
        return self.render_to_response(context, status=status)

    def get_context_data(self, **context):
        minutes, sso = settings.LUOSHI_IDLE_SECONDS // 60, provider.offered()
        shown = provider.shown_name(sso) if sso else ""
        return super().get_context_data(**{"refusal": None, "idle_minutes": minutes, "sso": shown} | context)


def admit(request, user: User, *, to: str, through: str = "") -> HttpResponse:
    """Let in who has shown who they are, or ask for the code of their phone first, whoever has vouched for them."""
    if not second_factor.is_on(user=user):
        return enter(request, user, to=to, through=through)
    request.session.cycle_key()
    request.session[AWAITED] = [user.pk, int(time.time()), user.get_session_auth_hash()]
    request.session[THROUGH] = through
    return redirect(f"{reverse('web:sign_in_code')}?{urlencode({'next': to})}")


@requires("web.sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """The second step: the code of one's phone, or a recovery code (验证动态口令)."""
    user = _awaited(request)
    if user is None:
        return redirect(settings.LOGIN_URL)
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _take_code(request, user, form.cleaned_data["code"])
        except Refusal as refusal:
            status = TOO_MANY if isinstance(refusal, sign_in.SignInLocked) else 200
            form.add_error("code", str(refusal))
        else:
            to, through = back(request, request.GET.get("next", "")), request.session.get(THROUGH, "")
            return enter(request, user, to=to, through=through)
    return render(request, "web/sign_in_code.html", {"form": form}, status=status)


def _awaited(request) -> User | None:
    """Who has given the right password a moment ago, and whose password is still that one."""
    primary_key, since, digest = request.session.get(AWAITED) or (0, 0, "")
    if time.time() - since > CODE_WITHIN:
        return None
    user = User.objects.active().filter(pk=primary_key).first()
    return user if user and user.get_session_auth_hash() == digest else None


def _take_code(request, user: User, typed: str) -> None:
    name, address, now = user.username, address_of(request), clock.now()
    sign_in.refuse_while_locked(username=name, address=address, at=now)
    try:
        second_factor.use_code(user=user, code=typed, clock=time.time(), by=user, at=now)
    except second_factor.WrongCode:
        sign_in.note_failure(username=name, address=address, by=SYSTEM, at=now)
        raise


def enter(request, user: User, *, to: str, through: str = "") -> HttpResponse:
    """Begin the session of a person who has shown who they are; the pages then speak their language."""
    become(request, user)
    address = address_of(request)
    sign_in.note_sign_in(user=user, address=address, through=through, by=user, at=clock.now())
    return in_language(redirect(to), user.language)


def become(request, user: User) -> None:
    """A new session for every sign-in: nothing of the visitor's goes over but the choice of facts."""
    with choice_of_facts_kept(request):
        request.session.flush()
        login(request, user, backend=BACKEND)
    request.session[ADDRESS] = address_of(request)
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:200]


class SignOut(LogoutView):
    """Sign out (退出); which facts one looks at stays as chosen."""

    act = "web.sign_in"

    def post(self, request, *args, **kwargs):
        with choice_of_facts_kept(request):
            return super().post(request, *args, **kwargs)


class FirstThings:
    """A one-time password opens only the way to a new one; administrators set up a phone where that is asked."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user, here = request.user, request.resolver_match.view_name
        if not user.is_authenticated:
            return None
        if user.must_change_password:
            return None if here in FOR_A_PASSWORD else redirect("kernel:password")
        if here not in FOR_A_CODE and _needs_a_phone(user):
            return redirect("kernel:account")
        return None


def _needs_a_phone(user: User) -> bool:
    if not settings.LUOSHI_ADMINISTRATORS_NEED_CODE or "kernel.edit_people" not in acts_of(user):
        return False
    return not second_factor.is_on(user=user)


def in_language(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@contextmanager
def choice_of_facts_kept(request):
    """Another person begins another session; what was chosen in the ribbon goes over into it."""
    is_left_out = request.session.get(LEFT_OUT)
    yield
    if is_left_out:
        request.session[LEFT_OUT] = is_left_out


def address_of(request) -> str | None:
    """Where the request comes from; behind a gateway, what the gateway itself has written last."""
    written = request.META.get("REMOTE_ADDR", "")
    if environment.is_https():
        written = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(written))
    except ValueError:
        return None
