"""The site's own pages: home, the language, the demo and its tour (首页、演示)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock, simulation
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.returning import back
from luoshi.kernel.services.installation import move_demo_clock
from luoshi.kernel.services.people import choose_language
from luoshi.plan.models import Plan
from luoshi.plan.queries.plans import with_what_a_head_prints
from luoshi.plan.services.documents import hand_in_document
from luoshi.plan.views import outline_of
from luoshi.web import demo, queries, systems
from luoshi.web.example.facts import INVENTED, trial_documents
from luoshi.web.middleware import LEFT_OUT
from luoshi.web.shell import Shell
from luoshi.web.signing_in import become, in_language
from luoshi.web.tour import Tour


@requires("plan.read_plans")
@require_safe
def home(request):
    """The plan in force, as its outline; several as a list; none as what to do first (首页)."""
    plans = with_what_a_head_prints(queries.plans_in_force(user=request.user, on=clock.today()))[:2]
    if len(plans) == 1:
        return outline_of(request, plans[0])
    if plans:
        return redirect(f"{reverse('plan:plans')}?state=in_force")
    return render(request, "web/welcome.html")


@requires("web.choose_language")
@require_POST
def language(request):
    """Choose the language of the pages; whoever is signed in keeps the choice (语言)."""
    chosen = request.POST.get("language", "")
    if not check_for_language(chosen) or chosen not in dict(settings.LANGUAGES):
        raise Http404
    if request.user.is_authenticated:
        choose_language(user=request.user, language=chosen, by=request.user, at=clock.now())
    return in_language(redirect(back(request, request.POST.get("next", ""))), chosen)


@requires("plan.read_plans")
@require_safe
def systems_asked_for(request):
    """The platforms, mechanisms and regimes that the plan in force asks for, and what of them works (系统清单)."""
    today = clock.today()
    plan = queries.plans_in_force(user=request.user, on=today).first()
    context = {"shown": queries.systems_shown(plan=plan, on=today), "counted": systems.counted()}
    return render(request, "web/systems.html", context)


@requires("web.see_demo")
@require_safe
def tour(request):
    """The tour through the example city (导览)."""
    plan = queries.plans_in_force(user=request.user, on=clock.today()).first()
    return render(
        request, "web/tour.html", {"tour": Tour(plan, enters=Shell(request).enters) if plan else None}
    )


@requires("web.see_demo")
@require_POST
def enter(request, role):
    """Become one of the demo's simulated people with one click (一键体验)."""
    _demo_or_404(request)
    _become(request, role)
    return in_language(redirect(back(request, request.POST.get("next", ""))), request.LANGUAGE_CODE)


def _become(request, role: str) -> None:
    person = demo.account(role)
    if person is None:
        raise Http404
    become(request, person)


@requires("web.see_demo")
@require_POST
def choose_facts(request):
    """Look at everything, or at public facts only (含模拟 / 仅公开事实)."""
    if not demo.is_demo():
        raise Http404
    request.session[LEFT_OUT] = request.POST.get("facts") == "public"
    return redirect(back(request, request.POST.get("next", "")))


@requires("web.see_demo")
@require_safe
def origins(request):
    """Where the example city's facts come from, and what in it is invented (来源)."""
    if not demo.is_demo():
        raise Http404
    return render(request, "web/origins.html", queries.origins(user=request.user))


@requires("kernel.move_demo_clock")
@require_POST
def turn_clock(request):
    """Let the demo's day move on by a day or to the next month (演示日期)."""
    shown = _demo_or_404(request)
    to = demo.next_month(shown.day) if request.POST.get("by") == "month" else shown.day + timedelta(days=1)
    try:
        move_demo_clock(day=to, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(back(request, request.POST.get("next", "")))


@requires("web.see_demo")
@require_POST
def trial(request, name):
    """Have one of the invented plans read, as any document that one hands in (试读)."""
    _demo_or_404(request)
    content = trial_documents().get(name)
    if content is None:
        raise Http404
    if not request.user.is_authenticated:
        _become(request, "public")
    request.session.pop(LEFT_OUT, None)  # whoever asks for an invented plan wants to see it
    job = hand_in_document(content=content, name=name, origin=INVENTED, by=request.user, at=clock.now())
    return redirect("kernel:job", pk=job.pk)


def _demo_or_404(request) -> demo.Demo:
    shown = demo.current()
    if shown is None or not demo.is_at_home(request):
        raise Http404
    return shown


@require_safe
def health(request):
    """For whoever watches the server: the database answers (健康检查)."""
    Plan.objects.exists()
    return JsonResponse({"status": "ok"})


health.act = "web.sign_in"  # type: ignore[attr-defined]


def not_found(request, exception):
    """404 in the reader's language; what is simulated and left out is not there either."""
    context = {"problem": "not_found", "is_left_out": simulation.is_left_out()}
    return render(request, "web/problem.html", context, status=404)


def not_allowed(request, exception):
    """403: who may, is said by the refusal itself."""
    return render(request, "web/problem.html", {"problem": "not_allowed", "refusal": exception}, status=403)


def not_understood(request, exception):
    """400: the browser sent half of something, or called the site by a name that it does not answer to."""
    return bare(400)


def broken(request):
    """500: without the frame, whose own reads may be what is broken."""
    return bare(500)


def bare(status: int) -> HttpResponse:
    context = {"status": status, "style_sheet": _style_sheet()}
    return HttpResponse(render_to_string("web/bare.html", context), status=status)


def _style_sheet() -> str:
    """Its address, or nothing where the static files have not been collected."""
    try:
        return static("kit/site.css")
    except ValueError:
        return ""
