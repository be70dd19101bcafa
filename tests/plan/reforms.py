"""A plan of 2017 whose bodies went through the reforms of 2019: what the tests of succession stand on."""

from dataclasses import dataclass
from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Area, Body, Origin, Succession, SuccessionKind
from luoshi.kernel.services import bodies, successions
from luoshi.kernel.services.successions import Draft, Handed, NewBody
from luoshi.plan.models import Plan, Responsibility, Section
from tests.kernel.factories import NOON, AreaFactory, BodyFactory
from tests.plan.factories import CommitmentFactory, PlanFactory, SectionFactory, charged

BEFORE, REFORM = date(2018, 6, 1), date(2019, 4, 1)
OWN = Origin.own()


@dataclass
class World:
    """The plan, its city, and its bodies by their short names."""

    plan: Plan
    city: Area
    bodies: dict[str, Body]

    def duty(self, section: int, printed: str) -> Responsibility:
        return self.plan.responsibilities.get(section__place=str(section), printed=printed)

    def section(self, number: int) -> Section:
        return self.plan.sections.get(place=str(number))


def world() -> World:
    """Five sections: one for each thing that a reform can do to who answers."""
    city = AreaFactory(name="云岭市")
    plan = PlanFactory(owner=BodyFactory(name="云岭市人民政府", area=city))
    names = {
        "市工信委": "云岭市工业和信息化委员会",
        "市质监局": "云岭市质量技术监督局",
        "市工商局": "云岭市工商行政管理局",
        "市发改委": "云岭市发展和改革委员会",
        "市国土局": "云岭市国土规划局",
        "市财政局": "云岭市财政局",
    }
    known = {
        short: bodies.create_body(
            name=name, kind="agency", area=city, short_names=[short], origin=OWN, by=SYSTEM, at=NOON
        )
        for short, name in names.items()
    }
    made = World(plan, city, known)
    for position, (title, leads, supports) in enumerate(
        [
            ("培育企业", ["市工信委"], ["市财政局"]),
            ("提升质量", ["市质监局", "市工商局"], []),
            ("应对气候变化", ["市发改委"], []),
            ("保障用地", ["市国土局"], ["市财政局"]),
            ("筹措资金", ["市财政局", "市发改委"], []),
        ]
    ):
        section = SectionFactory(plan=plan, position=position, place=str(position + 1), title=title)
        charged(section, *leads)
        charged(section, *supports, role="support")
        CommitmentFactory(plan=plan, section=section, position=position, title=title)
    for short, body in known.items():
        plan.responsibilities.filter(printed=short).update(body=body)
    return made


def record(kind: SuccessionKind, *, on: date = REFORM, **fields) -> Succession:
    return successions.record_succession(
        draft=Draft(kind=kind, on=on, **fields), origin=OWN, by=SYSTEM, at=NOON
    )


def reform(made: World) -> dict[str, Succession]:
    """The four events of the year."""
    known, city = made.bodies, made.city
    land, plans = NewBody("云岭市自然资源局", city), NewBody("云岭市城市规划局", city)
    market = NewBody("云岭市市场监督管理局", city, short_names=("市市场监管局",))
    ecology = BodyFactory(name="云岭市生态环境局", area=city)
    return {
        "rename": record(
            SuccessionKind.RENAME,
            predecessors=(known["市工信委"],),
            new_name="云岭市工业和信息化局",
            new_short_names=("市工信局",),
        ),
        "merge": record(
            SuccessionKind.MERGE, predecessors=(known["市质监局"], known["市工商局"]), founded=(market,)
        ),
        "transfer": record(
            SuccessionKind.TRANSFER,
            predecessors=(known["市发改委"],),
            handed=(Handed("应对气候变化和减排", known["市发改委"], ecology, ("气候变化", "减排")),),
        ),
        "split": record(
            SuccessionKind.SPLIT,
            predecessors=(known["市国土局"],),
            founded=(land, plans),
            handed=(
                Handed("土地管理", known["市国土局"], land.name, ("用地",)),
                Handed("城乡规划", known["市国土局"], plans.name, ("规划",)),
            ),
        ),
    }
