"""Who may take in plans of other cities: services and routes (规划引入权限表)."""

from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Job, MatchAnswer
from luoshi.kernel.services.files import store_upload
from luoshi.plan.engine.travelling import carried
from luoshi.plan.models import Answer, Arrival, ArrivalName, Plan
from luoshi.plan.queries.travelling import package_of
from luoshi.plan.services import arrivals
from luoshi.plan.services.arrivals import Meaning
from tests.access.rights import ONE
from tests.access.things import text_plan
from tests.access.world import ANYTHING, Row, Scene, page, seen
from tests.kernel.factories import NOON, BodyNameFactory

KEEPERS = {"lead_officer": (ANYTHING,), "administrator": (ANYTHING,)}


def package(at: Scene) -> bytes:
    """A plan of the city's body, as a file."""
    return package_of(text_plan(at, owner=at.body))


def arrived(at: Scene) -> Arrival:
    """A plan that came, none of whose names is answered."""
    return arrivals.take_plan_in(content=package(at), name="规划.zip", by=SYSTEM, at=NOON)


def answered(at: Scene) -> Arrival:
    """A plan that came, all of whose names are answered."""
    arrival = arrived(at)
    said = {row.pk: Meaning(Answer.NOBODY) for row in arrival.names.all()}
    return arrivals.answer_names(arrival=arrival, meanings=said, by=SYSTEM, at=NOON)


def meanings(at: Scene) -> dict:
    """That the first city's area is the body's own."""
    arrival = arrived(at)
    row = arrival.names.get(kind="area")
    return {"arrival": arrival, "meanings": {row.pk: Meaning(Answer.OURS, area=at.body.area)}}


def drafting(at: Scene) -> dict:
    return {"arrival": answered(at), "title": "甲方案", "owner": at.body, "valid_from": date(2018, 1, 1)}


def beginning(at: Scene) -> dict:
    arrival = answered(at)
    held = carried(package(at))
    original = store_upload(content=held.document, name="规划.txt", by=SYSTEM, at=NOON)
    return {**drafting(at), "arrival": arrival, "facts": held.facts, "original": original}


SERVICES = {
    "plan.services.arrivals.take_plan_in": Row(
        KEEPERS,
        lambda at: {"content": package(at), "name": "规划.zip"},
        (Arrival, ArrivalName),
        ONE,
    ),
    "plan.services.arrivals.answer_names": Row(KEEPERS, meanings, (ArrivalName, MatchAnswer), ONE),
    "plan.services.arrivals.ask_for_draft": Row(KEEPERS, drafting, (Job,), ONE),
    "plan.services.arrived.begin_arrived_plan": Row(KEEPERS, beginning, (Plan, Arrival), ONE),
}
INNER = {
    "plan.services.arrived.write_duties": "a step of the job that `ask_for_draft` asks for",
}


def name_of(at: Scene) -> str:
    """The body's name, under which the list of bodies has it."""
    return BodyNameFactory(body=at.body, name=at.body.name, kind="official").name


def posting_names(at: Scene) -> dict:
    arrival = arrived(at)
    row = arrival.names.get(kind="area")
    return page(arrival.pk, **{f"n{row.pk}": "nobody"})


ROUTES = {
    "plan:arrivals GET": seen(KEEPERS, places=ONE),
    "plan:take_in GET": seen(KEEPERS, places=ONE),
    "plan:take_in POST": Row(
        KEEPERS, lambda at: page(file=("规划.zip", package(at))), (Arrival, ArrivalName), ONE
    ),
    "plan:arrival GET": seen(KEEPERS, lambda at: page(arrived(at).pk), places=ONE),
    "plan:arrival POST": Row(KEEPERS, posting_names, (ArrivalName,), ONE),
    "plan:make_draft POST": Row(
        KEEPERS,
        lambda at: page(answered(at).pk, title="甲方案", owner=name_of(at), valid_from="2018-01-01"),
        (Job,),
        ONE,
    ),
}
