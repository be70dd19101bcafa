"""Plans to be handed in: whom one asks, by when, what came (方案报送)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.models import Body
from luoshi.plan.forms import BodyForm, DayForm, DueDayForm, DueListForm, ReceiptForm, chosen
from luoshi.plan.lists import HAND_INS
from luoshi.plan.models import Commitment, DueList, Duty, Receipt
from luoshi.plan.queries import handing_in as queries
from luoshi.plan.services import handing_in as services
from luoshi.plan.views.frame import framed, open_plan, text_of

MOST_PROPOSED = 200


@requires("plan.read_plans")
@require_safe
def hand_ins(request, slug):
    """Whose plan has come, is missing or late; and for which commitments nobody has been asked (报送情况)."""
    plan = open_plan(request, slug)
    on = chosen(DayForm(request.GET)).get("on") or clock.today()
    may_keep = is_allowed(request.user, "plan.keep_due_lists", plan)
    context = framed(
        plan,
        here="hand_ins",
        counted=queries.counted(queries.duties_asked(request.user, plan=plan.pk, on=on)),
        due_lists=list(queries.due_lists(plan=plan)),
        asking=queries.asking(plan=plan, text=text_of(plan)) if may_keep else [],
        may_keep=may_keep,
        on=on,
    )
    return lists.show(request, HAND_INS, "plan/hand_ins.html", context, of={"plan": plan.pk})


@requires("plan.keep_due_lists")
@require_http_methods(["GET", "POST"])
def due_list(request, slug, pk):
    """The due-list of one commitment: open it, set its day, ask one more body (报送清单)."""
    plan = open_plan(request, slug)
    require(request.user, "plan.keep_due_lists", plan)
    rows = Commitment.objects.select_related("section", "plan__owner__area", "plan__document")
    commitment = get_object_or_404(
        rows.defer("plan__document__text", "plan__document__reading"), pk=pk, plan=plan
    )
    opened = DueList.objects.filter(commitment=commitment.identity).first()
    if opened:
        return _kept(request, plan, opened)
    return _opened(request, plan, commitment)


def _opened(request, plan, commitment):
    words, on = queries.words_of(commitment, text_of(plan)), clock.today()
    proposed = queries.proposed(commitment=commitment, words=words, on=on)[:MOST_PROPOSED]
    asked = services.asked(bodies=(each.body for each in proposed), on=on)
    choices = [(str(body.pk), body.name_then) for body, _owed in asked]
    form = DueListForm(
        request.POST or None,
        choices=choices,
        initial={"bodies": [pk for pk, _name in choices], "due_on": queries.usual_due_on(plan=plan)},
    )
    if form.is_valid():
        picked = [(body, owed) for body, owed in asked if str(body.pk) in form.cleaned_data["bodies"]]
        if was_done(
            request,
            form,
            services.open_due_list,
            commitment=commitment,
            bodies=picked,
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
        ):
            return redirect("plan:hand_ins", slug=plan.slug)
    owing = {str(body.pk) for body, is_owed in asked if is_owed}
    context = framed(plan, here="hand_ins", commitment=commitment, form=form, words=words, owing=owing)
    return render(request, "plan/due_list_new.html", context, status=400 if form.errors else 200)


def _kept(request, plan, opened):
    """What was decided about an open list, and the ways to change it."""
    day_form = DueDayForm(request.POST if "due_on" in request.POST else None)
    body_form = BodyForm(request.POST if "body" in request.POST else None)
    if day_form.is_bound and day_form.is_valid() and _day_set(request, day_form, opened):
        return redirect(request.path)
    if body_form.is_bound and body_form.is_valid() and _asked(request, body_form, opened):
        return redirect("plan:hand_ins", slug=plan.slug)
    errors = day_form.errors or body_form.errors
    context = framed(
        plan,
        here="hand_ins",
        due_list=opened,
        days=queries.due_days(due_list=opened),
        day_form=day_form,
        body_form=body_form,
    )
    return render(request, "plan/due_list.html", context, status=400 if errors else 200)


def _day_set(request, form, opened) -> bool:
    return was_done(request, form, services.set_due_day, due_list=opened, **form.cleaned_data)


def _asked(request, form, opened) -> bool:
    """Whether the body that was named has been asked; it owes a plan when the authority commands it."""
    today = clock.today()
    found = list(
        Body.objects.visible_to(request.user).as_of(today).called([form.cleaned_data["body"].strip()])[:2]
    )
    if len(found) != 1:
        said = (
            _("Several bodies are called so: give the full name.")
            if found
            else _("No body is called so today.")
        )
        form.add_error("body", said)
        return False
    ((body, is_owed),) = services.asked(bodies=found, on=today)
    return was_done(request, form, services.ask_for_plan, due_list=opened, body=body, is_owed=is_owed)


@requires("plan.read_plans")
@require_safe
def duty(request, slug, pk):
    """What one body was asked for, and what came (报送详情)."""
    plan = open_plan(request, slug)
    found = _duty(request, plan, pk)
    return _duty_page(request, plan, found, ReceiptForm(initial={"received_on": clock.today()}))


@requires("plan.receive_plans")
@require_POST
def receive(request, slug, pk):
    """Take in the plan of a body as a file or a text (收文登记)."""
    plan = open_plan(request, slug)
    found = _duty(request, plan, pk)
    require(request.user, "plan.receive_plans", found)
    form = ReceiptForm(request.POST, request.FILES)
    if form.is_valid():
        content, name = form.handed_in()
        if was_done(
            request,
            form,
            services.receive_plan,
            duty=found,
            content=content,
            name=name,
            received_on=form.cleaned_data["received_on"],
        ):
            return redirect("plan:duty", slug=plan.slug, pk=found.pk)
    return _duty_page(request, plan, found, form)


@requires("plan.keep_due_lists")
@require_POST
def withdraw_duty(request, slug, pk):
    """No longer ask a body for its plan (撤销报送要求)."""
    plan = open_plan(request, slug)
    tell(request, services.withdraw_duty, duty=_duty(request, plan, pk))
    return redirect("plan:hand_ins", slug=plan.slug)


@requires("plan.receive_plans")
@require_POST
def withdraw_receipt(request, slug, pk):
    """Take a receipt back (撤回收文登记)."""
    plan = open_plan(request, slug)
    rows = Receipt.objects.select_related("duty__body", "duty__due_list__commitment__plan__owner__area")
    receipt = get_object_or_404(
        rows,
        pk=pk,
        duty__in=Duty.objects.visible_to(request.user).filter(due_list__in=DueList.objects.of(plan)),
    )
    tell(request, services.withdraw_receipt, receipt=receipt)
    return redirect("plan:duty", slug=plan.slug, pk=receipt.duty_id)


def _duty(request, plan, pk) -> Duty:
    rows = queries.with_state(Duty.objects.visible_to(request.user), on=clock.today())
    related = ("body__area", "due_list__commitment__section", "due_list__commitment__plan__owner__area")
    found = rows.select_related(*related).filter(due_list__in=DueList.objects.of(plan), pk=pk).first()
    if found is None:
        raise Http404
    return found


def _duty_page(request, plan, found, form):
    today = clock.today()
    context = framed(
        plan,
        here="hand_ins",
        duty=found,
        receipts=queries.receipts_of(duty=found),
        owing=queries.owing([found.body_id], on=today)[found.body_id],
        form=form,
        may_receive=found.withdrawn_at is None and is_allowed(request.user, "plan.receive_plans", found),
        may_keep=is_allowed(request.user, "plan.keep_due_lists", plan),
    )
    return render(request, "plan/duty.html", context, status=400 if form.errors else 200)
