"""A province, a city, two counties and a firm, each with a plan: what the tests about parents stand on."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AreaKind, Body, MatchAnswer
from luoshi.plan.models import Commitment, LinkProposal, Plan
from luoshi.plan.models.parents import LINKS, pair_key
from luoshi.plan.services import links, parents
from tests.kernel.factories import NOON, AreaFactory, BodyFactory, BodyNameFactory
from tests.plan.factories import (
    CommitmentFactory,
    MentionFactory,
    PlanFactory,
    SectionFactory,
    TargetFactory,
    charged,
    large_plan,
)

CITY_TEXT = (
    "云岭市工业方案\n一、目标\n到2020年,关键工序数控化率达到50%。新增规上企业60户。\n"
    "二、任务\n(一)建设平台。各县区要建设公共服务平台。\n(二)设立设计奖。每两年评选一次。\n"
)
COUNTY_TEXT = (
    "河东区工业计划\n根据《云岭市工业方案》制定。\n一、目标\n到2020年,关键工序数控化率达到45%。\n"
    "二、任务\n(一)建设平台。建设区级公共服务平台。\n"
)


@dataclass
class Family:
    """The plans, and their commitments by their titles."""

    province: Body
    city: Body
    county: Body
    upper: Plan
    lower: Plan

    def above(self, title: str) -> Commitment:
        return self.upper.commitments.get(title=title)

    def below(self, title: str) -> Commitment:
        return self.lower.commitments.get(title=title)

    def state(self, *, by=SYSTEM, at=NOON, **fields):
        """Let the county's plan carry the city's out."""
        asked = {"plan": self.lower, "parent": self.upper, "mention": None, "reason": "会议纪要"} | fields
        return parents.state_parent(**asked, by=by, at=at)

    def say(self, child: str, parent: str, *, is_parent=True, by=SYSTEM, at=NOON, **fields):
        """Answer the question about two commitments."""
        pair = {"child": self.below(child), "parent": self.above(parent)}
        return links.decide_link(**pair, is_parent=is_parent, by=by, at=at, **fields)

    def decide(self, title: str, *, is_binding: bool, reason="责任书", by=SYSTEM, at=NOON):
        """Decide whether a promise of the city binds the county."""
        return parents.decide_binding(
            plan=self.lower,
            commitment=self.above(title),
            is_binding=is_binding,
            reason=reason,
            by=by,
            at=at,
        )


def family() -> Family:
    """A city's plan and a county's, not yet linked."""
    province = AreaFactory(code="990000", name="北岭省", kind=AreaKind.PROVINCE)
    city = AreaFactory(code="990100", name="云岭市", parent=province)
    county = AreaFactory(code="990102", name="河东区", kind=AreaKind.COUNTY, parent=city)
    owners = {
        "province": BodyFactory(name="北岭省人民政府", area=province),
        "city": BodyFactory(name="云岭市人民政府", area=city),
        "county": BodyFactory(name="河东区人民政府", area=county),
    }
    BodyNameFactory(body=owners["county"], name="河东区政府")
    return Family(**owners, upper=city_plan(owners["city"]), lower=county_plan(owners["county"]))


def city_plan(owner: Body, **fields) -> Plan:
    """Four promises: two targets, a task that binds the counties by its words, one that binds nobody."""
    plan = plan_of(owner, "云岭市工业方案", CITY_TEXT, **fields)
    goals = section(plan, "1", "目标", "一、目标")
    target(plan, goals, "关键工序数控化率", 50, number=1)
    target(plan, goals, "新增规上企业", 60, kind="gross_increase", unit="户", number=2)
    for place, words in (("2.1", "建设平台"), ("2.2", "设立设计奖")):
        task(plan, charged(section(plan, place, words, words, level=2), "市工信局"), words)
    return plan


def county_plan(owner: Body, share: int = 45, **fields) -> Plan:
    """A target that asks for less, and the task that the city asks for."""
    plan = plan_of(owner, fields.pop("title", "河东区工业计划"), COUNTY_TEXT, **fields)
    start = COUNTY_TEXT.index("《云岭市工业方案》")
    MentionFactory(plan=plan, kind="document", text="《云岭市工业方案》", start=start, end=start + 9)
    target(plan, section(plan, "1", "目标", "一、目标"), "关键工序数控化率", share, number=1)
    task(plan, section(plan, "2.1", "建设平台", "建设平台", level=2), "建设平台")
    return plan


def plan_of(owner: Body, title: str, text: str, **fields) -> Plan:
    return PlanFactory(title=title, document__title=title, document__text=text, owner=owner, **fields)


def section(plan: Plan, place: str, title: str, words: str, level: int = 1):
    """A section that reaches to the end of its line, and over the next for a heading."""
    text = plan.document.text
    start = text.index(words)
    end = text.index("\n", start) + 1
    end = text.index("\n", end) + 1 if level == 1 else end
    opens = text.index(title, start)
    return SectionFactory(
        plan=plan, place=place, position=plan.sections.count(), level=level, title=title, start=start,
        title_start=opens, title_end=opens + len(title), end=end,
    )  # fmt: skip


def target(plan: Plan, place, title: str, goal: int, *, number: int, kind="share", unit="%"):
    start = plan.document.text.index(title)
    return TargetFactory(
        commitment__plan=plan, commitment__section=place, commitment__title=title, commitment__start=start,
        commitment__end=start + len(title), commitment__position=plan.commitments.count(),
        commitment__due_on=date(2020, 12, 31), number=number, goal=goal, kind=kind, unit=unit,
    )  # fmt: skip


def task(plan: Plan, place, title: str):
    return CommitmentFactory(
        plan=plan, section=place, title=title, start=place.title_start, end=place.title_end,
        position=plan.commitments.count(),
    )  # fmt: skip


def three_plans(made, *, sections: int):
    """A province's, a city's and a county's plan of this size, half of it linked, a quarter proposed."""
    plans = [large_plan(sections=sections) for _owner in range(3)]
    for plan, owner in zip(plans, (made.province, made.city, made.county), strict=True):
        type(plan).objects.filter(pk=plan.pk).update(owner=owner)
        plan.owner = owner
        plan.responsibilities.filter(section__position__gte=1).update(printed="各县区政府")
    for parent, plan in ((plans[0], plans[1]), (plans[1], plans[2])):
        parents.state_parent(plan=plan, parent=parent, mention=None, reason="纪要", by=SYSTEM, at=NOON)
        _link(plan, parent)
    links.rebuild_links()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself within a minute
    return plans


def _link(plan, parent):
    ours, theirs = (list(each.commitments.order_by("position")) for each in (plan, parent))
    pairs = [(child, above) for child, above in zip(ours, theirs, strict=True) if child.position % 2]
    MatchAnswer.objects.bulk_create(
        MatchAnswer(
            purpose=LINKS, asked=pair_key(child=child.pk, parent=above.pk), given=str(above.pk), is_same=True,
            at=NOON,
        )
        for child, above in pairs
    )  # fmt: skip
    LinkProposal.objects.bulk_create(
        LinkProposal(
            plan=plan, child=child, parent=above, pair=pair_key(child=child.pk, parent=above.pk), score=96,
            is_sure=True, reasons=[["same_measure", 90, {}]], made_at=NOON,
        )
        for child, above in zip(ours, theirs, strict=True)
        if child.position % 4 == 0
    )  # fmt: skip
