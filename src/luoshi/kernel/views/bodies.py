"""The list of bodies, and the page of one (主体名录)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luoshi.kernel import claims, clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.lists.answers import ANSWERS
from luoshi.kernel.lists.bodies import BODIES
from luoshi.kernel.models import Body, BodyName, Command, PartySide
from luoshi.kernel.queries import bodies as queries
from luoshi.kernel.queries import doubles, register, successions
from luoshi.kernel.register import FACTS
from luoshi.kit.lists import MOST_ROWS

SHOWN = 50


@requires("kernel.read_bodies")
@require_safe
def bodies(request):
    """The bodies that there were on a day, searched, filtered and sorted (主体名录)."""
    context = {
        "may_record": is_allowed(request.user, "kernel.record_succession"),
        "may_export": is_allowed(request.user, "kernel.import_lists"),
        "may_answer": is_allowed(request.user, "kernel.answer_matches"),
        "may_merge": is_allowed(request.user, "kernel.merge_bodies"),
    }
    return lists.show(request, BODIES, "kernel/bodies.html", context)


@requires("kernel.answer_matches")
@require_safe
def answers(request):
    """What was said of written names: who, when, yes or no; an answer is taken back here (比对记忆)."""
    return lists.show(request, ANSWERS, "kernel/answers.html", {})


@requires("kernel.read_bodies")
@require_safe
def body(request, pk):
    """One body: its names over time, who commands it, what became of it, who serves it, what is asked of it.

    Records that are read as it are read with it.
    """
    found = get_object_or_404(Body.objects.visible_to(request.user).select_related("area", "parent"), pk=pk)
    today = clock.today()
    records = register.records_of(body=found)
    heir = successions.successor_on(body=found, on=today)
    merging = doubles.merging_of(found)
    may_part = is_allowed(request.user, "kernel.merge_bodies", found)
    context = {
        "body": found,
        "is_there": found.is_in_force(on=today),
        "merging": merging,
        "absorbed": doubles.absorbed_by(found)[:SHOWN],
        "may_merge": may_part and not merging,
        "may_part": may_part,
        "names": BodyName.objects.filter(body__in=records).order_by("valid_from", "kind", "pk")[:MOST_ROWS],
        "commands": Command.objects.filter(body__in=records).order_by("valid_from", "pk")[:MOST_ROWS],
        "events": [told(event) for event in successions.events_of(bodies=records)[:SHOWN]],
        "heir": Body.objects.get(pk=heir.body) if heir.body != found.pk and not merging else None,
        "is_open": heir.is_open,
        "posts": queries.posts_at(bodies=records, user=request.user, on=today)[:SHOWN],
        "facts": [shown_fact(fact) for fact in register.facts_of(body=found)[:SHOWN]],
        "children": queries.under(records, on=today)[:SHOWN],
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


def shown_fact(fact) -> dict:
    return {"fact": fact, "label": FACTS[fact.name].label if fact.name in FACTS else fact.name}
