"""The draft that is made of a plan of another city, written batch by batch in the steps of a job (引入规划入库)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.models import Area, Body, BodyKind, BodyName, Origin, OriginKind, Upload
from luoshi.kernel.queries.body_list import home_area
from luoshi.kernel.queries.successions import names_on
from luoshi.kernel.services.bodies import create_body
from luoshi.kernel.services.matching import Said, keep_answers
from luoshi.plan.models import (
    Answer,
    Arrival,
    ArrivalName,
    Audience,
    Commitment,
    Correction,
    CorrectionAct,
    Document,
    Finding,
    FindingPlace,
    Mention,
    NamedKind,
    Plan,
    Responsibility,
    Section,
    Target,
)
from luoshi.plan.queries.travelling import BODY, NAMES, asked_key
from luoshi.plan.services.arrivals import TAKE_IN, BegunAlready, refuse_unready
from luoshi.plan.services.drafts import LONGEST_REASON
from luoshi.reading.keys import key

Row = Mapping[str, Any]


@act
def begin_arrived_plan(
    *,
    arrival: Arrival,
    facts: Mapping[str, Any],
    original: Upload,
    title: str,
    owner: Body,
    valid_from: date | None,
    by: Actor,
    at: datetime,
) -> Plan:
    """Enter the bodies that are new here, keep the document, begin a draft that nobody sees before it is whole.

    Raises BegunAlready, NamesStillOpen, TitleNamesTheFirst or BodyExists.
    """
    require(by, TAKE_IN, arrival)
    refuse_unready(arrival=arrival, title=title)
    _enter_new(arrival, by=by, at=at)
    whole, maker = facts["plan"], by if by.pk else None
    document = _document(arrival, facts["document"], original, maker=maker, at=at)
    plan = Plan.objects.create(
        slug=f"arrived-{arrival.pk}",
        title=title.strip(),
        document=document,
        owner=owner,
        audience=Audience.MAKER,
        body_start=whole["body"][0],
        body_end=whole["body"][1],
        valid_from=valid_from or _day(whole["valid_from"]),
        created_by=maker,
        created_at=at,
    )
    if not Arrival.objects.filter(pk=arrival.pk, plan__isnull=True).update(plan=plan):
        raise BegunAlready(title=arrival.title)
    audit.record("plan.arrival_begun", arrival, by=by, at=at, changes={"plan": (None, plan.pk)})
    return plan


def _document(arrival: Arrival, told: Row, original: Upload, *, maker: Actor, at: datetime) -> Document:
    same = ("format", "title", "number", "issuer", "approval", "text", "reading", "reader_version")
    return Document.objects.create(
        upload=original,
        issued_on=_day(told["issued_on"]),
        published_on=_day(told["published_on"]),
        created_by=maker,
        created_at=at,
        **{name: told[name] for name in same},
        **_origin(arrival, told, at).columns(),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _origin(arrival: Arrival, told: Row, at: datetime) -> Origin:
    """What is simulated there is simulated here; all else is a published plan of that city."""
    source = f"{arrival.city}: {arrival.title}"[:200]
    if told["origin"] == OriginKind.SIMULATED:
        return Origin.simulated(source=source)
    return Origin.public(source=source, on=_day(told["origin_on"] or told["published_on"]) or day_of(at))


def _enter_new(arrival: Arrival, *, by: Actor, at: datetime) -> None:
    """Bodies that are to be entered; two names of the first city may be one new body. They are remembered."""
    home = home_area()
    areas = {row.key: row.area for row in arrival.names.filter(kind=NamedKind.AREA).select_related("area")}
    said = []
    for row in arrival.names.filter(answer=Answer.NEW).order_by("position"):
        area = areas.get(row.area_code) or home
        if area is None:
            continue  # an installation without a home area has no bodies at all
        row.body = _entered(row, area, by=by, at=at)
        row.answer, row.new_name = Answer.OURS, ""
        row.save(update_fields=["answer", "body", "new_name"])
        said.append(Said(asked_key(row.name, code=row.area_code), f"{BODY}{row.body.pk}", is_same=True))
    keep_answers(purpose=NAMES, answers=said, by=by, at=at)


def _entered(row: ArrivalName, area: Area, *, by: Actor, at: datetime) -> Body:
    known = Body.objects.open_ended().filter(area=area, name=row.new_name).first()
    kind, origin = BodyKind(row.body_kind), Origin.own()
    return known or create_body(name=row.new_name, kind=kind, area=area, origin=origin, by=by, at=at)


def write_sections(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """The outline; which section stands in which, and whose bodies bind it, is written when all are there."""
    told = ("place", "position", "key", "kind", "level", "marker", "title")
    Section.objects.bulk_create(
        Section(
            plan=plan,
            **{name: row[name] for name in told},
            **_span(row),
            title_start=row["title_span"][0],
            title_end=row["title_span"][1],
        )
        for row in rows
    )


def join_sections(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """Let each section know in which it stands, and whose bodies bind it."""
    numbers = _sections(plan)
    joined = [
        Section(
            pk=numbers[row["place"]],
            parent_id=numbers.get(row["parent"]),
            charged_by_id=numbers.get(row["charged_by"]),
        )
        for row in rows
    ]
    Section.objects.bulk_update(joined, ["parent", "charged_by"])


def write_commitments(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """What the plan promises, with the lines of its ledger."""
    sections = _sections(plan)
    told = ("position", "kind", "key", "title", "modality", "printed_due", "missing", "undecided", "proposal")
    made = Commitment.objects.bulk_create(
        Commitment(
            plan=plan,
            section_id=sections.get(row["section"]),
            due_on=_day(row["due_on"]),
            is_verifiable=not row["missing"] and not row["undecided"],
            **{name: row[name] for name in told},
            **_span(row),
        )
        for row in rows
    )
    lines = zip(made, (row["target"] for row in rows), strict=True)
    Target.objects.bulk_create(_target(commitment, line) for commitment, line in lines if line)


def _target(commitment: Commitment, line: Row) -> Target:
    start, end = line["scope"] or (None, None)
    numbers = {name: line[name] and Decimal(line[name]) for name in ("goal", "goal_max")}
    rest = {name: value for name, value in line.items() if name not in ("scope", *numbers)}
    return Target(commitment=commitment, scope_start=start, scope_end=end, **numbers, **rest)


def write_duties(*, plan: Plan, rows: Sequence[Row], at: datetime, by: Actor) -> None:
    """Who answers: a body of ours under the name that it bears here; what was printed there is kept as a correction.

    Where two bodies of the first city are one here, a section names it once.
    """
    sections, bodies = _sections(plan), _bodies(plan)
    names = names_on(bodies=set(bodies.values()), on=plan.valid_from or day_of(at))
    borne = set(BodyName.objects.filter(body__in=names).values_list("body_id", "name"))
    here = set(plan.responsibilities.values_list("section_id", "role", "printed"))
    made: list[tuple[Responsibility, str]] = []
    for row in rows:
        duty = _duty(plan, sections[row["section"]], bodies.get(row["body"] or ""), row)
        known = duty.body_id is None or (duty.body_id, duty.printed) in borne
        printed, ours = duty.printed, duty.printed if known else names[duty.body_id or 0].usual
        if known and (duty.section_id, duty.role, ours) in here:
            continue
        if (duty.section_id, duty.role, ours) not in here:
            duty.printed, duty.key = ours, duty.key if known else key(duty.role, ours)
        here.add((duty.section_id, duty.role, duty.printed))
        made.append((duty, printed if ours != printed else ""))
    Responsibility.objects.bulk_create(duty for duty, _printed in made)
    said = {"plan": plan, "reason": _reason(plan), "chosen_by_id": by.pk, "chosen_at": at}
    _keep_what_was_printed([(duty, printed) for duty, printed in made if printed], said)


def _duty(plan: Plan, section: int, body: int | None, row: Row) -> Responsibility:
    told = {name: row[name] for name in ("role", "printed", "key", "position")}
    return Responsibility(plan=plan, section_id=section, body_id=body, **told, **_span(row))


def _keep_what_was_printed(changed: Sequence[tuple[Responsibility, str]], said: dict[str, Any]) -> None:
    """A correction for each duty under another name; one whose body the section names already counts no more."""
    corrections = []
    for duty, printed in changed:
        is_double = duty.printed == printed
        names = {} if is_double else {"before": {"printed": printed}, "after": {"printed": duty.printed}}
        what = CorrectionAct.REMOVED if is_double else CorrectionAct.CORRECTED
        place = {"title": printed, "start": duty.start, "end": duty.end}
        corrections.append(Correction(act=what, responsibility=duty, **names, **place, **said))
    made = Correction.objects.bulk_create(corrections)
    doubles = [each for each in made if each.act == CorrectionAct.REMOVED]
    gone = [Responsibility(pk=each.responsibility_id, removal=each) for each in doubles]
    Responsibility.everything.bulk_update(gone, ["removal"])


def _reason(plan: Plan) -> str:
    arrival = plan.came_as
    city = arrival.city if arrival else ""
    return (_("Taken over from the plan of %(city)s") % {"city": city})[:LONGEST_REASON]


def write_mentions(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """Names in the text; one that was answered is that body."""
    sections, bodies = _sections(plan), _bodies(plan)
    Mention.objects.bulk_create(
        Mention(
            plan=plan,
            section_id=sections.get(row["section"]),
            body_id=bodies.get(row["body"] or ""),
            **{name: row[name] for name in ("kind", "text", "key")},
            **_span(row),
        )
        for row in rows
    )


def write_findings(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """What the check-up found."""
    Finding.objects.bulk_create(Finding(plan=plan, **row) for row in rows)


def write_finding_places(*, plan: Plan, rows: Sequence[Row], at: datetime) -> None:
    """Where each finding shows."""
    sections = _sections(plan)
    findings = dict(plan.findings.values_list("position", "pk"))
    FindingPlace.objects.bulk_create(
        FindingPlace(
            finding_id=findings[row["finding"]], section_id=sections.get(row["section"]), **_span(row)
        )
        for row in rows
    )


def _span(row: Row) -> dict[str, int]:
    return {"start": row["span"][0], "end": row["span"][1]}


def _sections(plan: Plan) -> dict[str | None, int]:
    return dict(plan.sections.values_list("place", "pk"))


def _bodies(plan: Plan) -> dict[str, int]:
    """Which body of ours stands for each of the file."""
    rows: Iterable[tuple[str, int | None]] = ArrivalName.objects.filter(
        arrival__plan=plan, kind=NamedKind.BODY, body__isnull=False
    ).values_list("key", "body_id")
    return {key: body for key, body in rows if body}
