"""Building the example city through services only (建立示例城市): each act at a moment of its own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Area, Body, BodyKind, Job, JobState, Role, User
from luoshi.kernel.services import areas, bodies, installation, people
from luoshi.plan.models import Audience, Plan
from luoshi.plan.services import adoption
from luoshi.plan.services.documents import hand_in_document
from luoshi.web.example import around
from luoshi.web.example.days import moment
from luoshi.web.example.delivering import tell_delivery
from luoshi.web.example.facts import HOME_AREA, Entry, content_of, entries
from luoshi.web.example.formulas import write_formulas
from luoshi.web.example.handing_in import ask_for_plans
from luoshi.web.example.reforms import enter_reforms

PLAN_SLUG = "tianshui-2017"
DOCUMENT = "plan.txt"
PEOPLE = "people.toml"
PUBLISHED = date(2017, 3, 14)
FOUNDED = date(2017, 1, 3)


class ExampleNotBuilt(Exception):
    """The example city could not be built: what went wrong is said by the job's code and values."""


@dataclass(frozen=True)
class Account:
    """A simulated person's account, to be printed once."""

    username: str
    password: str
    display_name: str
    body: str


def build_city(*, today: date, passwords: dict[str, str]) -> list[Account]:
    """Found the demo, enter its bodies and people, and have its plan read and adopted on the day it was published."""
    begun = moment(FOUNDED)
    areas.load_shipped_areas(by=SYSTEM, at=begun)
    home = Area.objects.open_ended().get(code=HOME_AREA)
    installation.found(home_area=home, is_demo=True, demo_day=PUBLISHED, by=SYSTEM, at=begun)
    _enter_bodies(begun)
    _enter_enterprises(home, begun)
    _enter_employers(home, begun)
    plan = _read_plan(home)
    around.hand_in_plans(on=PUBLISHED)
    officers = [_enter_person(entry, passwords[entry["username"]]) for entry in entries(PEOPLE, "officer")]
    _adopt(plan)
    ask_for_plans()
    enter_reforms(home)
    write_formulas(by=_adopting_officer())
    installation.move_demo_clock(day=today, by=SYSTEM, at=clock.now())
    accounts = [_enter_person(entry, passwords[entry["username"]]) for entry in entries(PEOPLE, "person")]
    around.link_plans()
    tell_delivery(plan=plan, until=today)
    return [*officers, *accounts]


def _enter_bodies(at: datetime) -> None:
    for entry in entries("bodies.toml", "body"):
        body = bodies.create_body(
            name=entry["name"],
            name_en=entry.get("name_en", ""),
            kind=BodyKind(entry.get("kind", BodyKind.AGENCY)),
            area=Area.objects.open_ended().get(code=entry.get("area", HOME_AREA)),
            origin=entry.origin,
            short_names=entry.get("short_names", ()),
            valid_from=entry.get("valid_from"),
            valid_until=entry.get("valid_until"),
            by=SYSTEM,
            at=at,
        )
        if not entry.get("command_unknown"):
            _state_command(body, entry, at)


def _state_command(body: Body, entry: Entry, at: datetime) -> None:
    bodies.state_command(
        body=body,
        is_commanded=entry.get("commanded", True),
        commander=entry.get("commander", ""),
        origin=entry.origin,
        valid_from=entry.get("valid_from"),
        by=SYSTEM,
        at=at,
    )


def _enter_enterprises(home: Area, at: datetime) -> None:
    for entry in entries("enterprises.toml", "enterprise"):
        bodies.create_body(
            name=entry["name"],
            kind=BodyKind.ENTERPRISE,
            area=home,
            origin=entry.origin,
            short_names=entry.get("printed", ()),
            by=SYSTEM,
            at=at,
        )


def _read_plan(home: Area) -> Plan:
    """The plan's document is read as any other; nothing of it comes from a fixture."""
    owner = Body.objects.open_ended().filter(area=home, kind=BodyKind.AGENCY).earliest("pk")
    job = hand_in_document(
        content=content_of(DOCUMENT),
        name=DOCUMENT,
        audience=Audience.PUBLIC,
        origin=next(entries("bodies.toml", "body")).origin,
        owner=owner,
        slug=PLAN_SLUG,
        by=SYSTEM,
        at=moment(PUBLISHED),
    )
    work_until_idle()
    job = Job.objects.get(pk=job.pk)
    if job.state != JobState.DONE:
        raise ExampleNotBuilt(f"{job.error_code} {job.error_values}")
    return Plan.objects.get(slug=PLAN_SLUG)


def _adopt(plan: Plan) -> None:
    """An officer of that time adopts what was read, by name, on the day it was published."""
    officer = _adopting_officer()
    adoption.adopt_plan(plan=plan, by=officer, at=moment(PUBLISHED))
    around.adopt_plans(by=officer, on=PUBLISHED)


def _adopting_officer() -> User:
    (adopting,) = [entry for entry in entries(PEOPLE, "officer") if entry.get("adopts")]
    return User.objects.get(username=adopting["username"])


def _enter_employers(home: Area, at: datetime) -> None:
    """The simulated firms whose people have accounts."""
    for entry in entries(PEOPLE, "body"):
        bodies.create_body(
            name=entry["name"],
            name_en=entry["name_en"],
            kind=BodyKind(entry["kind"]),
            area=home,
            valid_from=entry.get("valid_from"),
            origin=entry.origin,
            by=SYSTEM,
            at=at,
        )


def _enter_person(entry: Entry, password: str) -> Account:
    at = moment(entry["valid_from"])
    user = people.create_user(
        username=entry["username"], display_name=entry["display_name"], password=password, by=SYSTEM, at=at
    )
    if entry.get("body"):
        people.give_post(
            user=user,
            body=Body.objects.open_ended().get(name=entry["body"]),
            role=Role.objects.get(code=entry["role"]),
            title=entry.get("title", ""),
            valid_from=entry["valid_from"],
            valid_until=entry.get("valid_until"),
            origin=entry.origin,
            by=SYSTEM,
            at=at,
        )
    return Account(user.username, password, user.display_name, entry.get("body", ""))


def usernames() -> list[str]:
    """The accounts that the city will have."""
    return [entry["username"] for table in ("officer", "person") for entry in entries(PEOPLE, table)]
