"""The list of bodies, and the page of one (主体名录)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luoshi.kernel import claims, clock
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.body_forms import BodyFilter
from luoshi.kernel.models import Body, PartySide
from luoshi.kernel.queries import bodies as queries
from luoshi.kernel.queries import register, successions
from luoshi.kernel.register import FACTS
from luoshi.kit.lists import MOST_ROWS, page_of, render_list

SHOWN = 50


@requires("kernel.read_bodies")
@require_safe
def bodies(request):
    """The bodies that there were on a day, searched, filtered and sorted (主体名录)."""
    today = clock.today()
    form, on, picked = _chosen(request, today)
    context = {
        "page": page_of(queries.listed_bodies(user=request.user, chosen=picked, on=on), request),
        "form": form,
        "on": on,
        "query": "" if on == today else f"?on={on}",
        "is_filtered": any(picked.get(name) for name in ("q", "kind", "area", "commanded")),
        "may_record": is_allowed(request.user, "kernel.record_succession"),
        "may_export": is_allowed(request.user, "kernel.import_lists"),
    }
    return render_list(request, "kernel/bodies.html", context, part="rows")


def _chosen(request, today):
    """The filter, the day that it asks for, and what is chosen in it; an impossible choice counts as none."""
    day = BodyFilter(request.GET, areas=queries.areas_with_bodies(on=today))
    day.is_valid()
    on = day.cleaned_data.get("on") or today
    asked = {
        "sort": "area",
        **request.GET.dict(),
        "on": str(on),
    }  # the day is said even where none was asked for
    form = BodyFilter(asked, areas=queries.areas_with_bodies(on=on))
    return form, on, day.cleaned_data


@requires("kernel.read_bodies")
@require_safe
def body(request, pk):
    """One body: its names over time, who commands it, what became of it, who serves it, what is asked of it."""
    found = get_object_or_404(Body.objects.visible_to(request.user).select_related("area", "parent"), pk=pk)
    today = clock.today()
    heir = successions.successor_on(body=found, on=today)
    context = {
        "body": found,
        "is_there": found.is_in_force(on=today),
        "names": found.names.order_by("valid_from", "kind", "pk")[:MOST_ROWS],
        "commands": found.commands.order_by("valid_from", "pk")[:MOST_ROWS],
        "events": [told(event) for event in successions.events_of(body=found)[:SHOWN]],
        "heir": Body.objects.get(pk=heir.body) if heir.body != found.pk else None,
        "is_open": heir.is_open,
        "posts": queries.posts_at(body=found, user=request.user, on=today)[:SHOWN],
        "facts": [_fact(fact) for fact in register.facts_of(body=found)[:SHOWN]],
        "children": found.children.in_force(on=today).order_by("name", "pk")[:SHOWN],
        "claims": [
            (each, rows[:SHOWN], number)
            for each, rows, number in claims.asked_of(bodies=[found.pk], user=request.user, on=today)
        ],
    }
    return render(request, "kernel/body.html", context)


def told(event) -> dict:
    """An event with its bodies on both sides, and the functions that it hands over."""
    parties = list(event.parties.all())
    return {
        "event": event,
        "before": [party for party in parties if party.side == PartySide.PREDECESSOR],
        "after": [party for party in parties if party.side == PartySide.SUCCESSOR],
        "handed": [line for line in event.handovers.all() if line.function_id],
    }


def _fact(fact) -> dict:
    return {"fact": fact, "label": FACTS[fact.name].label if fact.name in FACTS else fact.name}
