"""A plan that travels: taken along as a file, taken in by another city under names of its own (规划引入引出)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import made
from luoshi.kernel.queries.body_list import home_area
from luoshi.plan.lists.arrivals import ARRIVALS
from luoshi.plan.models import Arrival
from luoshi.plan.queries.travelling import areas_to_choose, package_of
from luoshi.plan.services import arrivals as services
from luoshi.plan.travel_forms import NamesForm, PackageForm, draft_form
from luoshi.plan.views.frame import framed, open_plan

ZIP = "application/zip"
LONGEST_NAME = 80


@requires("plan.read_plans")
@require_safe
def travel(request, slug):
    """What goes along when the plan is given to another city, and the file (规划引出)."""
    plan = open_plan(request, slug)
    return render(request, "plan/travel.html", framed(plan, here="travel"))


@requires("plan.read_plans")
@require_safe
def travel_file(request, slug):
    """The plan as one file (规划文件包)."""
    plan = open_plan(request, slug)
    return made(package_of(plan), name=f"{plan.title[:LONGEST_NAME]}.luoshi.zip", media_type=ZIP)


@requires(services.TAKE_IN)
@require_safe
def arrivals(request):
    """The plans of other cities that came as a file (引入规划一览)."""
    return lists.show(request, ARRIVALS, "plan/arrivals.html", {})


@requires(services.TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request):
    """Take in the file of a plan (接收规划文件包)."""
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            arrival = services.take_plan_in(
                content=file.read(), name=file.name, by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("plan:arrival", pk=arrival.pk)
    return render(request, "plan/take_in.html", {"form": form}, status=400 if form.errors else 200)


@requires(services.TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request, pk):
    """What the names of the first city mean here; then the draft (名称对应)."""
    found = _arrival(request, pk)
    form = NamesForm(request.POST or None, arrival=found, areas=areas_to_choose())
    said = _("Kept, and remembered for the next plan of this city.")
    if request.method == "POST" and form.is_valid():
        answers = {"arrival": found, "meanings": form.meanings}
        if was_done(request, form, services.answer_names, message=said, **answers):
            return redirect("plan:arrival", pk=pk)
    return _shown(request, found, form, draft_form(arrival=found, own=home_area()))


@requires(services.TAKE_IN)
@require_POST
def make_draft(request, pk):
    """Have the draft made, under a title and an owner of one's own (生成规划草稿)."""
    found = _arrival(request, pk)
    draft = draft_form(request.POST, arrival=found, own=home_area())
    if draft.is_valid():
        try:
            job = services.ask_for_draft(arrival=found, **draft.cleaned_data, by=request.user, at=clock.now())
        except Refusal as refusal:
            draft.add_error(None, str(refusal))
        else:
            return redirect("kernel:job", pk=job.pk)
    return _shown(request, found, NamesForm(arrival=found, areas=areas_to_choose()), draft)


def _shown(request, found, form, draft):
    context = {
        "arrival": found,
        "form": form,
        "draft": draft,
        "still": found.names.filter(answer="").count(),
        "of": found.names.count(),
    }
    return render(request, "plan/arrival.html", context, status=400 if form.errors or draft.errors else 200)


def _arrival(request, pk) -> Arrival:
    rows = Arrival.objects.visible_to(request.user).select_related("plan", "taken_in_by", "upload")
    return get_object_or_404(rows, pk=pk)
