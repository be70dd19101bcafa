"""Plans to be handed in, as their pages and lists show them on a day (方案报送)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When

from luoshi.kernel import clock
from luoshi.kernel.models import AreaKind, Body, BodyKind
from luoshi.kernel.queries.successions import lineage, names_on
from luoshi.plan.engine.handing_in import DutyState
from luoshi.plan.models import Commitment, DueDay, DueList, Duty, Mention, Plan, Receipt, Responsibility
from luoshi.plan.queries.bodies import home_area
from luoshi.plan.queries.heirs import Heirs

# Whom the words of a sentence ask for a plan of their own.
AREAS = re.compile(r"各(?:县|区|市|州|地)|县区")
ENTERPRISES = re.compile(r"各?(?:有关|相关|重点)?企业")
AGENCIES = re.compile(r"(?:各|有关|相关)(?:有关|相关)?(?:部门|单位)")
SENTENCE = re.compile(r"[。;!?\n]")
PLANS = re.compile(r"(?:制定|制订|研究提出|编制|出台).{0,16}?(?:方案|计划|办法|细则)")


def duties_asked(user, *, plan: int, on: date):
    """The bodies that were asked for a plan by the end of the day, when this person may open the plan (its key)."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    end = clock.end_of(on)
    there = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end)
    rows = Duty.objects.filter(there, asked_at__lt=end, due_list__commitment__plan__in=readable.values("pk"))
    return with_state(rows, on=on)


def with_state(rows, *, on: date):
    """Duties with the day by which they are due, what came first, and how they stand, as of a day's end."""
    end = clock.end_of(on)
    days = DueDay.objects.filter(due_list=OuterRef("due_list"), set_at__lt=end).order_by("-set_at", "-pk")
    counts = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end)
    came = Receipt.objects.filter(counts, duty=OuterRef("pk"), received_at__lt=end)
    first = came.order_by("received_on", "received_at", "pk")
    rows = rows.annotate(
        due_on=Subquery(days.values("due_on")[:1]),
        received_on=Subquery(first.values("received_on")[:1]),
        receipt=Subquery(first.values("pk")[:1]),
        received_plan=Subquery(first.values("plan")[:1]),
    )
    return rows.annotate(state=_state(on))


def _state(on: date) -> Case:
    """The same rule as `engine.handing_in.state_of`, for many rows at once."""
    came = Q(received_on__isnull=False)
    late = came & Q(is_owed=True, due_on__isnull=False, received_on__gt=F("due_on"))
    return Case(
        When(late, then=Value(DutyState.LATE)),
        When(came, then=Value(DutyState.RECEIVED)),
        When(is_owed=False, then=Value(DutyState.INVITED)),
        When(due_on__lt=on, then=Value(DutyState.MISSING)),
        default=Value(DutyState.AWAITED),
        output_field=CharField(),
    )


def counted(rows) -> dict[str, int]:
    """How many duties stand how."""
    return rows.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in DutyState}) | {
        "owed": rows.filter(is_owed=True).count()
    }


def due_lists(*, plan: Plan):
    """The due-lists of a plan, each with its commitment."""
    rows = DueList.objects.as_chosen().of(plan).select_related("commitment__section")
    return rows.order_by("commitment__position")


def due_days(*, due_list: DueList):
    """Every day that was set, the one that counts first."""
    return due_list.due_days.select_related("set_by").order_by("-set_at", "-pk")


def receipts_of(*, duty: Duty):
    """Everything that a body handed in, the latest first; what was taken back stays with its mark."""
    rows = duty.receipts.select_related("plan__document", "received_by", "withdrawn_by", "upload")
    return rows.defer("plan__document__text", "plan__document__reading").order_by("-received_at", "-pk")


def asking(*, plan: Plan, text: str) -> list[Commitment]:
    """Tasks whose words ask others for a plan of their own, and that have no due-list yet; the innermost of each."""
    asked = DueList.objects.of(plan).values("commitment")
    rows = plan.commitments.filter(kind="task").select_related("section")
    rows = rows.exclude(Q(pk__in=asked) | Q(root__in=asked))
    found = [row for row in rows.order_by("position") if asks_for_plans(words_of(row, text))]
    places = [row.section.place for row in found if row.section]
    return [
        row
        for row in found
        if row.section is None or not any(place.startswith(f"{row.section.place}.") for place in places)
    ]


def words_of(commitment: Commitment, text: str) -> str:
    """The whole section for a task that is one, else the commitment's own words."""
    section = commitment.section
    is_section = section is not None and section.title_start == commitment.start
    return (
        text[section.start : section.end]
        if is_section and section
        else text[commitment.start : commitment.end]
    )


def asks_for_plans(words: str) -> bool:
    """Whether one sentence names whom it asks, and a plan."""
    return any(
        PLANS.search(sentence) and any(each.search(sentence) for each in (AREAS, ENTERPRISES, AGENCIES))
        for sentence in SENTENCE.split(words)
    )


@dataclass(frozen=True)
class Proposed:
    """A body that a commitment's words seem to ask, and because of which."""

    body: Body
    because: str


def proposed(*, commitment: Commitment, words: str, on: date) -> list[Proposed]:
    """Whom the words of a commitment ask for a plan, as of a day: areas below, agencies named, enterprises named."""
    found: dict[int, Proposed] = {}
    for pattern, because, bodies in (
        (AREAS, "areas", _of_areas),
        (AGENCIES, "agencies", _agencies),
        (ENTERPRISES, "enterprises", _enterprises),
    ):
        if pattern.search(words):
            for body in bodies(commitment.plan, on):
                found.setdefault(body.pk, Proposed(body, because))
    return list(found.values())


def _of_areas(plan: Plan, on: date) -> Iterable[Body]:
    """The governments of the areas right below, the topmost body of each, and the committees of the own parks."""
    area = home_area(plan)
    if area is None:
        return []
    below = [AreaKind.COUNTY, AreaKind.ZONE, AreaKind.PREFECTURE]
    governments = Q(area__parent=area, area__kind__in=below, parent__isnull=True) & ~Q(
        kind=BodyKind.ENTERPRISE
    )
    parks = Q(area=area, kind=BodyKind.PARK_COMMITTEE)
    return Body.objects.as_of(on).filter(governments | parks).order_by("area__code", "pk")


def _agencies(plan: Plan, on: date) -> Iterable[Body]:
    """Whoever answers for anything in the plan on the day, through all reforms."""
    duties = Responsibility.objects.filter(plan=plan)
    heirs = Heirs(duties=duties, on=on, today=on)
    answering = {heirs.of(duty).body for duty in duties}
    return Body.objects.as_of(on).filter(pk__in=answering - {None}).order_by("pk")


def _enterprises(plan: Plan, on: date) -> Iterable[Body]:
    """The enterprises that the plan names."""
    named = Mention.objects.filter(plan=plan, kind="enterprise", body__isnull=False).values("body")
    return Body.objects.as_of(on).filter(pk__in=named).order_by("pk")


def usual_due_on(*, plan: Plan) -> date | None:
    """The day that is proposed: three months after the plan was issued (定稿时由主管人员确定)."""
    issued = plan.document.issued_on or plan.document.published_on
    return issued + timedelta(days=90) if issued else None


@dataclass(frozen=True)
class Owing:
    """Who hands in for a body that was asked, as of a day: itself, or whoever took over from it (承接单位)."""

    body: int
    name: str
    is_changed: bool
    is_open: bool


def owing(bodies: Iterable[int], *, on: date) -> dict[int, Owing]:
    """For each of these bodies, who answers for its duties on the day, under the name that it bears then."""
    wanted, way = set(bodies), lineage()
    heirs = {body: way.heir(body, on=on) for body in wanted}
    names = names_on(bodies={*wanted, *(heir.body for heir in heirs.values())}, on=on)
    return {
        body: Owing(heir.body, names[heir.body].official, heir.body != body, heir.is_open)
        for body, heir in heirs.items()
    }
