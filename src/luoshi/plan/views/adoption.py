"""Adopting a plan: what that means, whose plan it is, what it amends; and taking it back (审定规划)."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell
from luoshi.kernel.models import Body
from luoshi.kit.lists import MOST_ROWS
from luoshi.plan.lists import CHANGES
from luoshi.plan.models import Plan
from luoshi.plan.queries import amendments as amendment_queries
from luoshi.plan.queries import plans as queries
from luoshi.plan.review_forms import AmendsForm, OwnerForm, ReasonForm
from luoshi.plan.services import adoption as services
from luoshi.plan.services import amendments
from luoshi.plan.services.adoption import ADOPT, OWN
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.views.frame import framed, open_plan


@requires("plan.read_plans")
@require_safe
def adoption(request, slug):
    """Whether the plan is adopted, by whom and when; for who may, the act itself (审定)."""
    return _shown(request, open_plan(request, slug))


@requires("plan.read_plans")
@require_safe
def changes(request, slug):
    """What an amended document makes of each commitment of the plan before it (修订对照)."""
    plan = open_plan(request, slug)
    counted = amendment_queries.counted(plan=plan)
    context = framed(plan, here="adoption", counted=counted)
    return lists.show(request, CHANGES, "plan/changes.html", context, of={"plan": plan.pk})


@require_POST
@requires(ADOPT)
def adopt(request, slug):
    """Make what was read the plan of record (审定规划)."""
    plan = open_plan(request, slug)
    return _told(
        request, plan, gettext("Adopted: from now on this is the plan of record."), services.adopt_plan
    )


@require_POST
@requires(ADOPT)
def withdraw_adoption(request, slug):
    """Make the plan a draft again (撤回审定)."""
    plan = open_plan(request, slug)
    require(request.user, ADOPT, plan)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, plan, withdrawal=form)
    said = gettext("The adoption is taken back: the plan is a draft again.")
    return _told(request, plan, said, services.withdraw_adoption, reason=form.cleaned_data["reason"])


@requires(OWN)
@require_POST
def name_owner(request, slug):
    """Say whose plan it is (明确规划主体)."""
    plan = open_plan(request, slug)
    require(request.user, OWN, plan)
    form = OwnerForm(request.POST)
    owner = _body(form) if form.is_valid() else None
    if owner is None:
        return _shown(request, plan, owner=form)
    return _told(
        request, plan, gettext("It is said now whose plan this is."), services.name_owner, owner=owner
    )


def _body(form: OwnerForm) -> Body | None:
    """The one body of this name; what is wrong becomes an error of the form."""
    name = form.cleaned_data["owner"].strip()
    found = list(Body.objects.standing().open_ended().called([name])[:2])
    if len(found) == 1:
        return found[0]
    said = gettext("Several bodies are called “%(name)s”: write the full name.")
    nobody = gettext("Nobody here is called “%(name)s”: write the name as the list of bodies has it.")
    form.add_error("owner", (said if found else nobody) % {"name": name})
    return None


@require_POST
@requires(ADOPT)
def state_amended(request, slug):
    """Say which plan the draft amends, and compare both (明确修订关系)."""
    plan = open_plan(request, slug)
    require(request.user, ADOPT, plan)
    form = AmendsForm(request.POST, plans=_amendable(request, plan))
    if not form.is_valid():
        return _shown(request, plan, amends=form)
    if not form.cleaned_data["amends"]:
        said = gettext("It amends no other plan.")
        return _told(request, plan, said, amendments.state_unamended)
    older = Plan.objects.select_related("owner__area").get(pk=form.cleaned_data["amends"])
    said = gettext("Compared. Look at what changes before you adopt it.")
    return _told(request, plan, said, amendments.state_amended, amends=older)


def _amendable(request, plan) -> list[tuple[str, str]]:
    rows = amendment_queries.amendable(plan=plan, user=request.user)[:MOST_ROWS]
    return [(str(each.pk), f"{each.title} ({each.valid_from or '—'})") for each in rows]


def _told(request, plan, said: str, service, **values):
    tell(request, service, message=said, plan=plan, **values)
    return redirect("plan:adoption", slug=plan.slug)


def _shown(request, plan, **forms):
    """The page, with the form that was refused in the place of its empty one."""
    may_adopt = is_allowed(request.user, ADOPT, plan)
    shown = {
        "owner": OwnerForm(),
        "withdrawal": ReasonForm(),
        "amends": AmendsForm(plans=_amendable(request, plan), initial={"amends": plan.amends_id or ""})
        if may_adopt and not plan.is_adopted
        else None,
    }
    context = framed(
        plan,
        here="adoption",
        forms=shown | forms,
        refused=next(iter(forms.values()), None),
        totals=queries.all_totals(plan=plan),
        corrections=plan.corrections.standing().count(),
        counted=amendment_queries.counted(plan=plan) if plan.amends_id else {},
        hanging=list(services.hanging_on(plan=plan)) if plan.is_adopted else [],
        may_adopt=may_adopt,
        may_correct=is_allowed(request.user, CORRECT, plan),
        may_own=plan.owner_id is None and is_allowed(request.user, OWN, plan),
    )
    return render(request, "plan/adoption.html", context, status=400 if forms else 200)
