"""Whose signatures bodies ask for (签批链)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.models import Body
from luoshi.work.chain_forms import ChainForm, as_decided
from luoshi.work.lists import CHAINS
from luoshi.work.models import Chain
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries import chains as queries
from luoshi.work.queries.signers import chain_in_force, seats_of
from luoshi.work.rights import READ
from luoshi.work.services import chains as services

SET = "work.set_chains"


@requires(READ)
@require_safe
def chains(request):
    """What the bodies that I serve have decided about signatures (签批链一览)."""
    bodies = list(queries.settable(request.user, on=clock.today()))
    return lists.show(request, CHAINS, "work/chains.html", {"bodies": bodies, "here": "chains"})


@requires(READ)
@require_safe
def chains_of(request, pk):
    """Every kind of step that a body can have signed, and whose signatures it asks for (单位签批链)."""
    body = get_object_or_404(Body, pk=pk)
    if not is_allowed(request.user, READ, Chain(body=body)):
        raise Http404
    context = {
        "body": body,
        "steps": queries.signed_steps(body, on=clock.today()),
        "may_set": is_allowed(request.user, SET, Chain(body=body)),
    }
    return render(request, "work/chains_of.html", context)


@requires(SET)
@require_http_methods(["GET", "HEAD", "POST"])
def set_chain(request, pk, code, move):
    """Decide whose signatures a kind of step needs from a day on (设定签批链)."""
    body = get_object_or_404(Body, pk=pk)
    if not is_allowed(request.user, SET, Chain(body=body)) or code not in PROCEDURES:
        raise Http404
    kind = PROCEDURES[code]
    step = kind.flow.by_move.get(move)
    if step is None or not step.chain:
        raise Http404
    on = clock.today()
    people = queries.possible_signers(body, on=on)
    known = chain_in_force(body=body.pk, procedure=code, move=move, on=on)
    initial = {"valid_from": on, **(as_decided(seats_of(known)) if known else {})}
    form = ChainForm(request.POST or None, people=people, initial=initial)
    if form.is_valid() and _set(request, form, body=body, procedure=code, move=move):
        return redirect("work:chains_of", pk=pk)
    context = {
        "body": body,
        "procedure": kind,
        "label": kind.move_label(move),
        "form": form,
        "decided": queries.history(body, code, move),
    }
    return render(request, "work/set_chain.html", context, status=400 if form.errors else 200)


def _set(request, form, **about) -> bool:
    given = form.cleaned_data
    said = {"steps": form.steps, "valid_from": given["valid_from"], "clause": given["clause"]}
    return bool(was_done(request, form, services.set_chain, **about, **said))
