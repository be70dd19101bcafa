"""The least valid row of each of the plan's models, and a plan as large as one gets."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from luoshi.plan.jobs import batches
from luoshi.plan.models import (
    Audience,
    Commitment,
    Document,
    Finding,
    FindingPlace,
    Mention,
    Plan,
    Responsibility,
    Section,
    Target,
)
from luoshi.reading import contract
from luoshi.reading.reader import read
from tests.kernel.factories import NOON, UploadFactory, UserFactory

TEXT = "示例市行动方案\n一、目标\n到2020年,研发投入占比达到2%。\n二、任务\n(一)改造设备。(市工信局牵头)"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    upload = factory.SubFactory(UploadFactory)
    format = "txt"
    title = "示例市行动方案"
    text = TEXT
    reader_version = "1"
    reading = factory.Dict({})
    created_at = NOON
    origin_kind = "own"


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    class Params:
        trial = factory.Trait(audience=Audience.MAKER)
        being_read = factory.Trait(ready_at=None)
        draft = factory.Trait(adopted_by=None)

    slug = factory.Sequence("plan-{}".format)
    title = factory.SelfAttribute("document.title")
    document = factory.SubFactory(DocumentFactory)
    audience = Audience.PUBLIC
    body_start = 0
    body_end = factory.LazyAttribute(lambda plan: len(plan.document.text))
    valid_from = date(2017, 2, 22)
    created_at = NOON
    ready_at = NOON
    adopted_by = factory.LazyAttribute(lambda plan: UserFactory() if _may_be_adopted(plan) else None)
    adopted_at = factory.LazyAttribute(lambda plan: NOON if plan.adopted_by else None)


def _may_be_adopted(plan) -> bool:
    return plan.ready_at is not None and plan.audience != Audience.MAKER


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    place = factory.LazyAttribute(lambda section: str(section.position + 1))
    position = factory.Sequence(lambda number: number)
    key = "key"
    kind = "numbered"
    level = 1
    marker = "一、"
    title = "目标"
    start, title_start, title_end, end = 8, 10, 12, 30


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    class Params:
        lacking = factory.Trait(missing=["body", "due"], is_verifiable=False)

    plan = factory.SubFactory(PlanFactory)
    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..plan"))
    kind = "task"
    key = "key"
    title = "改造设备"
    start, end = 38, 42
    position = factory.Sequence(lambda number: number)
    missing = factory.List([])
    undecided = factory.List([])
    proposal = factory.Dict({})
    is_verifiable = True


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    commitment = factory.SubFactory(
        CommitmentFactory,
        kind="target",
        title="研发投入占比",
        start=20,
        end=29,
        printed_due="2020",
        due_on=date(2020, 12, 31),
    )
    number = factory.Sequence(lambda number: number + 1)
    kind = "share"
    relation = ">="
    goal = 2
    unit = "%"
    direction = "up"


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = Responsibility

    plan = factory.SubFactory(PlanFactory)
    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..plan"))
    role = "lead"
    printed = "市工信局"
    key = "key"
    position = factory.Sequence(lambda number: number)
    start, end = 44, 48


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    plan = factory.SubFactory(PlanFactory)
    code = "joint_lead"
    values = factory.Dict({"section": "改造设备", "bodies": factory.List(["市工信局", "市科技局"])})
    proposal = factory.Dict(
        {"code": "propose_first_lead", "first": "市工信局", "others": factory.List(["市科技局"])}
    )
    position = factory.Sequence(lambda number: number)


class FindingPlaceFactory(DjangoModelFactory):
    class Meta:
        model = FindingPlace

    finding = factory.SubFactory(FindingFactory)
    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..finding.plan"))
    start, end = 44, 48


class MentionFactory(DjangoModelFactory):
    class Meta:
        model = Mention

    plan = factory.SubFactory(PlanFactory)
    kind = "place"
    text = "示例市"
    key = "key"
    start, end = 0, 3


def charged(section: Section, *names: str, role: str = "lead") -> Section:
    """Let these bodies answer for a section."""
    for name in names:
        ResponsibilityFactory(plan=section.plan, section=section, printed=name, role=role)
    section.charged_by = section
    section.save(update_fields=["charged_by"])
    return section


def read_plan(**fields) -> Plan:
    """A plan with one of everything."""
    plan = PlanFactory(**fields)
    goals = SectionFactory(plan=plan, position=0, place="1")
    tasks = SectionFactory(
        plan=plan,
        position=1,
        place="2",
        marker="二、",
        title="任务",
        start=31,
        title_start=33,
        title_end=35,
        end=50,
    )
    task = SectionFactory(
        plan=plan, position=2, place="2.1", parent=tasks, level=2, marker="(一)", title="改造设备",
        start=35, title_start=38, title_end=42, end=50,
    )  # fmt: skip
    charged(task, "市工信局")
    TargetFactory(commitment__plan=plan, commitment__section=goals, commitment__position=0, number=1)
    CommitmentFactory(plan=plan, section=task, position=1, lacking=True)
    FindingPlaceFactory(finding__plan=plan, section=task)
    MentionFactory(plan=plan)
    return plan


def large_plan(*, sections: int = 600, each: int = 8) -> Plan:
    """A plan with thousands of commitments, each with a goal, a body and a finding."""
    line = "规模以上工业企业达到100户。"
    plan = PlanFactory(document__text="\n".join([line] * sections * (each + 1)))
    width = (len(line) + 1) * (each + 1)
    outline = Section.objects.bulk_create(
        Section(
            plan=plan, place=_place(number),
            position=number, key="key", kind="numbered", level=2 if number % 20 else 1, title=f"第{number}节",
            start=number * width, title_start=number * width, title_end=number * width + 4,
            end=(number + 1) * width,
        )
        for number in range(sections)
    )  # fmt: skip
    _fill(plan, outline, line=len(line) + 1, each=each)
    return plan


def _place(number: int) -> str:
    chapter, below = divmod(number, 20)
    return f"{chapter + 1}.{below + 1}" if below else str(chapter + 1)


def _fill(plan: Plan, outline: list[Section], *, line: int, each: int) -> None:
    Responsibility.objects.bulk_create(
        Responsibility(
            plan=plan, section=section, role="lead", printed=f"市第{section.position % 30}局", key="key",
            position=section.position, start=section.start + 4, end=section.start + 8,
        )
        for section in outline
    )  # fmt: skip
    for section in outline:
        section.charged_by = section
    Section.objects.bulk_update(outline, ["charged_by"], batch_size=300)
    rows = Commitment.objects.bulk_create(
        Commitment(
            plan=plan, section=section, kind="target", key="key", title="规模以上工业企业",
            start=start, end=start + 8, position=section.position * each + number, printed_due="2020",
            due_on=date(2020, 12, 31),
            missing=["base_year"], proposal={}, is_verifiable=False,
        )
        for section in outline
        for number in range(each)
        for start in [section.start + line * (number + 1)]
    )  # fmt: skip
    Target.objects.bulk_create(
        Target(commitment=row, number=row.position + 1, kind="count", relation=">=", goal=100, unit="户")
        for row in rows
    )
    found = Finding.objects.bulk_create(
        Finding(
            plan=plan, code="joint_lead", values={"section": "节", "bodies": ["市第1局"]}, position=number
        )
        for number in range(len(outline))
    )
    FindingPlace.objects.bulk_create(
        FindingPlace(finding=row, section=section, start=section.start, end=section.start + 4)
        for row, section in zip(found, outline, strict=True)
    )


def plan_of(content: bytes | str, **fields) -> Plan:
    """A plan as the reader reads it from this document, all rows written; nobody has adopted it."""
    reading = read(content.encode() if isinstance(content, str) else content)
    document = DocumentFactory(
        text=reading.source.text,
        title=reading.frame.title.text if reading.frame.title else "",
        reading=contract.to_json(reading),
    )
    body = reading.frame.body
    made = {"document": document, "draft": True, "body_start": body.start, "body_end": body.end}
    plan = PlanFactory(**made | fields)
    for write in batches(reading):
        write(plan=plan)
    return plan
