"""The plans above and below the city's, read and linked through services only (示例上下级规划)."""

from __future__ import annotations

from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Body, BodyName, Job, JobState, User
from luoshi.plan.models import Audience, Commitment, Plan
from luoshi.plan.queries.parents import named_parents, parent_plans
from luoshi.plan.services import adoption, links, parents
from luoshi.plan.services.documents import hand_in_document
from luoshi.web.example.days import moment
from luoshi.web.example.facts import INVENTED, content_of, entries

FILE = "around.toml"
DESK = "desk"
DECIDED = date(2024, 1, 1)  # the first day on which the example's officers hold their posts


class NotAsWritten(Exception):
    """A document of the example does not say what its data file builds on."""


def hand_in_plans(*, on: date) -> None:
    """Hand in each document under its owner's name and have it read."""
    for entry in entries(FILE, "plan"):
        owner = BodyName.objects.official().select_related("body").get(name=entry["owner"]).body
        hand_in_document(
            content=content_of(f"around/{entry['file']}"),
            name=entry["file"],
            audience=Audience.PUBLIC,
            origin=INVENTED,
            owner=Body.objects.get(pk=owner.pk),
            slug=entry["slug"],
            by=SYSTEM,
            at=moment(on),
        )
    work_until_idle()
    for job in Job.objects.exclude(state=JobState.DONE):
        raise NotAsWritten(f"{job.arguments}: {job.error_code} {job.error_values}")


def adopt_plans(*, by: User, on: date) -> None:
    """Adopt what was read of the plans that are the officer's to adopt."""
    for entry in entries(FILE, "plan"):
        if entry.get("adopted", True):
            adoption.adopt_plan(plan=_plan(entry["slug"]), by=by, at=moment(on))


def link_plans() -> None:
    """State the parents by the plans' own words, have all compared, and answer as the desk's officer did."""
    officer = User.objects.get(username=DESK)
    for entry in entries(FILE, "parent"):
        _state(_plan(entry["plan"]), _plan(entry["parent"]), officer)
    for entry in entries(FILE, "said"):
        plan = _plan(entry["plan"])
        links.propose_links(plan=plan, by=officer, at=moment(DECIDED))
        for is_parent, pairs in ((True, entry["yes"]), (False, entry.get("no", ()))):
            for child, parent in pairs:
                _say(plan, child, parent, officer, is_parent=is_parent)
    for entry in entries(FILE, "binding"):
        plan = _plan(entry["plan"])
        parents.decide_binding(
            plan=plan,
            commitment=_above(plan, entry["commitment"]),
            is_binding=entry["binds"],
            reason=entry["reason"],
            by=officer,
            at=moment(DECIDED),
        )
    work_until_idle()


def _plan(slug: str) -> Plan:
    return Plan.objects.select_related("document", "owner__area").get(slug=slug)


def _state(plan: Plan, parent: Plan, officer: User) -> None:
    found = named_parents(plan=plan, among=[parent])
    if not found:
        raise NotAsWritten(f"{plan.slug} does not name {parent.title}")
    (_plan_named, mention) = found[0]
    parents.state_parent(plan=plan, parent=parent, mention=mention, reason="", by=officer, at=moment(DECIDED))


def _say(plan: Plan, child: str, parent: str, officer: User, *, is_parent: bool) -> None:
    links.decide_link(
        child=_first(plan, child),
        parent=_above(plan, parent),
        is_parent=is_parent,
        by=officer,
        at=moment(DECIDED),
    )


def _above(plan: Plan, title: str) -> Commitment:
    """The commitment of a parent that is called so."""
    for parent in parent_plans(plan=plan):
        if parent.commitments.filter(title=title).exists():
            return _first(parent, title)
    raise NotAsWritten(f"no parent of {plan.slug} promises {title}")


def _first(plan: Plan, title: str) -> Commitment:
    """The first commitment of a plan that is called so: a heading before what is named under it."""
    found = plan.commitments.filter(title=title).order_by("position").first()
    if found is None:
        raise NotAsWritten(f"{plan.slug} does not promise {title}")
    return found
