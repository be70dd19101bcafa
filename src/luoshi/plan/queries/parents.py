"""Which plans carry out which, and which might (上级规划)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import Installation
from luoshi.plan.engine.levels import Owner, stands_above
from luoshi.plan.models import Audience, Mention, Plan, PlanParent

MOST_PARENTS = 20
MOST_CHILDREN = 500


def owners_of(plans: Iterable[Plan]) -> dict[int, Owner]:
    """Whose plans these are, as their levels hang on it; a plan without an owner is the home government's."""
    found: dict[int, Owner] = {}
    homeless = None
    for plan in plans:
        if plan.owner:
            body = plan.owner
            found[plan.pk] = Owner(body.name, body.kind, body.area.kind, body.area.path)
        else:
            homeless = homeless or _home_government()
            found[plan.pk] = homeless
    return found


def _home_government() -> Owner:
    installation = Installation.objects.current()
    area = installation.home_area if installation else None
    return Owner("政府", "agency", area.kind, area.path) if area else Owner("", "other", "", "")


def owner_of(plan: Plan) -> Owner:
    return owners_of([plan])[plan.pk]


def plans_of_line(plan: Plan) -> set[int]:
    """The plan with all that it has replaced, and all by which it was replaced (历次修订)."""
    replaced: dict[int, Any] = dict(
        Plan.objects.filter(replaced_by__isnull=False).values_list("pk", "replaced_by_id")
    )
    found: set[int] = set()
    waiting = [plan.pk]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += [old for old, new in replaced.items() if new == each]
            waiting += [replaced[each]] if each in replaced else []
    return found


def stated_parents(*, line: set[int], user=None):
    """The standing statements which plans those of a line carry out; only of plans that this person may open."""
    rows = PlanParent.objects.standing().filter(plan__in=line).order_by("chosen_at", "pk")
    if user is not None:
        rows = rows.filter(parent__in=Plan.objects.visible_to(user).ready().values("pk"))
    return rows.select_related(
        "plan__owner__area", "parent__document", "parent__owner__area", "mention", "chosen_by"
    ).defer("parent__document__reading")[:MOST_PARENTS]


def parent_plans(*, plan: Plan, user=None) -> list[Plan]:
    """The plans that this one carries out, each in the version that stands now."""
    return newest(stated_parents(line=plans_of_line(plan), user=user))


def newest(stated: Iterable[PlanParent]) -> list[Plan]:
    """The parents that are stated, each once and in the version that stands now."""
    return list({each.pk: each for each in (_newest(row.parent) for row in stated)}.values())


def _newest(plan: Plan) -> Plan:
    while plan.replaced_by_id:
        plan = Plan.objects.select_related("document", "owner__area").get(pk=plan.replaced_by_id)
    return plan


def child_plans(*, line: set[int], user):
    """The plans that say they carry one of this line out, of those that this person may open, by owners' areas."""
    children = PlanParent.objects.standing().filter(parent__in=line).values("plan")
    rows = Plan.objects.visible_to(user).ready().filter(pk__in=children, replaced_by__isnull=True)
    rows = rows.select_related("document", "owner__area").defer("document__text", "document__reading")
    return rows.order_by("owner__area__path", "owner__pk", "pk")


def follows(*, plan: Plan, parent: Plan) -> bool:
    """Whether the one carries the other out, directly or through others."""
    pairs = PlanParent.objects.standing().values_list("plan_id", "parent_id")
    above: dict[int, set[int]] = {}
    for below, each in pairs:
        above.setdefault(below, set()).add(each)
    found: set[int] = set()
    waiting = [plan.pk]
    while waiting:
        for each in above.get(waiting.pop(), set()) - found:
            found.add(each)
            waiting.append(each)
    return parent.pk in found


def possible_parents(*, plan: Plan, user, without: set[int]) -> list[Plan]:
    """Plans that this person may open and that could stand above this one, but for those stated already."""
    rows = Plan.objects.visible_to(user).ready().exclude(audience=Audience.MAKER)
    rows = rows.select_related("document", "owner__area").defer("document__text", "document__reading")
    found = list(
        rows.filter(replaced_by__isnull=True)
        .exclude(pk__in=without)
        .order_by("-valid_from", "pk")[:MOST_CHILDREN]
    )
    owners = owners_of([plan, *found])
    return [each for each in found if stands_above(owners[each.pk], owners[plan.pk])]


def named_parents(*, plan: Plan, among: Iterable[Plan]) -> list[tuple[Plan, Mention]]:
    """Those of these plans that the text names by their title or their number, each with the first such place."""
    mentions = list(plan.mentions.filter(kind="document").order_by("start"))
    found = []
    for each in among:
        names = _names(each)
        place = next((named for named in mentions if plain(named.text) in names), None)
        if place:
            found.append((each, place))
    return found


def _names(plan: Plan) -> set[str]:
    """What another plan may call this one: its title whole, what it carries in book marks, its number."""
    title = plan.document.title or plan.title
    inner = title.partition("《")[2].rpartition("》")[0] if "关于印发" in title else ""
    return {plain(each) for each in (title, plan.title, inner, plan.document.number) if each}
