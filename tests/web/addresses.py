"""An address for every page of the site, in the demo's city with some work under way (网址样例)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.matching.purposes import BODIES
from luoshi.kernel.models import (
    Body,
    Double,
    Formula,
    HandOver,
    Job,
    ListImport,
    Merging,
    Origin,
    Post,
    Role,
    Standard,
    User,
)
from luoshi.kernel.queries.successions import open_handovers
from luoshi.kernel.services import bodies, imports, matching, mergings, people, retention, second_factor
from luoshi.kernel.services.matching import Said
from luoshi.plan.models import Arrival, DueList, Duty, LinkProposal, Plan, Responsibility
from luoshi.plan.queries.cascades import cascade_of
from luoshi.plan.queries.heirs import heirs_of_plan
from luoshi.plan.queries.travelling import package_of
from luoshi.plan.services import amendments, corrections
from luoshi.plan.services.arrivals import take_plan_in
from luoshi.plan.services.documents import hand_in_document
from luoshi.web.example import city
from luoshi.web.example.facts import trial_documents
from tests.kernel.factories import NOON, JobFactory, PostFactory
from tests.web import rooms

TODAY = date(2025, 9, 15)
LOWER = "qinzhou-2017"
LISTS = {
    "机构名称,简称,类别\n天水市工业和信息化局,市工信局,党政机关\n天水市工信和信息化局,,党政机关\n云岭市新设局,,党政机关\n": "open",
    "机构名称,类别\n云岭市新设局,不知何类\n": "refused",
    "甲,乙\n一,二\n": "columns",
}
PEOPLE = "用户名,姓名,单位\nnew.officer,示例·新员,市工信局\n"
CANCELLED = {"list_key": "kernel.jobs", "act_key": "cancel"}
# Answers that are a file or a word for machines, and no page.
FILES = {
    "plan:file", "plan:commitments_docx", "plan:commitments_pdf", "plan:ledger_docx", "plan:ledger_pdf",
    "plan:ledger_xlsx", "plan:division_xlsx", "plan:travel_file", "kernel:export_list",
    "kernel:marked_workbook", "kernel:standard_sheet", "kernel:suggest", "web:health", *rooms.FILES,
}  # fmt: skip
# Only who comes from the identity provider gets there: tests/web/test_vouched.py.
FROM_PROVIDER = {"web:vouched", "web:link_identity"}
# Only who has just given the right password gets there: who has not signed in yet.
FOR_STRANGERS = {"web:sign_in", "web:sign_in_code"}


def build() -> User:
    """In the example city lists handed in, acts done to many, a phone being set up; the administrator returned."""
    admin = User.objects.get(username="admin")
    for content in LISTS:
        imports.hand_in_list(
            kind="kernel.bodies", content=content.encode(), name="名录.csv", by=admin, at=NOON
        )
    people = imports.hand_in_list(
        kind="kernel.people", content=PEOPLE.encode(), name="人员.csv", by=admin, at=NOON
    )
    said = Said("市工信局|620500", str(Body.objects.earliest("pk").pk), is_same=True)
    matching.answer_matches(purpose=BODIES, answers=[said], by=admin, at=NOON)
    doubled(admin)
    retention.set_term(
        rule="kernel.jobs", days=3653, basis="市档案局2025年批复", valid_from=TODAY, by=admin, at=NOON
    )
    second_factor.begin_second_factor(user=admin, by=admin, at=NOON)
    lead = Role.objects.get(code="lead_officer")
    PostFactory(user=admin, body=Plan.objects.get(slug=city.PLAN_SLUG).owner, role=lead)
    work_until_idle()
    people.refresh_from_db()
    imports.apply_import(batch=people, by=admin, at=NOON)
    work_until_idle()
    rooms.build(admin, desk=Plan.objects.get(slug=city.PLAN_SLUG).owner)
    JobFactory(by=admin, failed=True, error_values={"error": "ValueError"})
    many = JobFactory(by=admin, kind="kernel.act_on_rows", arguments=CANCELLED)
    refused = [["阅读 1", "kernel.import_moved_on", {"state": "done"}]]
    result = {"job": many.pk, "done": 3, "refused": 1, "named": refused}
    Job.objects.filter(pk=many.pk).update(state="done", ended_at=NOON, result=result)
    return admin


def doubled(admin: User) -> None:
    """An agency entered three times: one record is merged, one waits to be compared."""
    body = Body.objects.get(name="天水市工业和信息化局")
    twin, _third = (
        bodies.create_body(name=name, kind=body.kind, area=body.area, origin=Origin.own(), by=admin, at=NOON)
        for name in ("天水市工业信息化局", "天水市工业与信息化局")
    )
    mergings.merge_bodies(kept=body, merged=twin, reason="同一机构,重复录入", by=admin, at=NOON)
    mergings.look_for_doubles(by=admin, at=NOON)


def of_plan(*args: object) -> list:
    return [city.PLAN_SLUG, *args]


def of_import(state: str) -> list:
    return [ListImport.objects.filter(state=state).latest("pk").pk]


def open_clause() -> list:
    """A clause that waits for somebody to say who took it over."""
    return of_plan(_heirs().in_state("open")[0])


def joint_section() -> list:
    """A section with two leads of which neither is named first."""
    duty = Responsibility.objects.get(pk=_heirs().in_state("joint")[0])
    return of_plan(duty.section.place)


def one_duty() -> list:
    """A body that was asked for a plan of its own."""
    return of_plan(Duty.objects.earliest("pk").pk)


def asking_task() -> list:
    """The task whose due-list is open."""
    return of_plan(DueList.objects.earliest("pk").commitment_id)


def _heirs():
    return heirs_of_plan(plan=Plan.objects.get(slug=city.PLAN_SLUG), on=TODAY, today=TODAY)


def a_commitment() -> list:
    """A promise whose words leave something open."""
    rows = Plan.objects.get(slug=city.PLAN_SLUG).commitments.filter(kind="promise", is_verifiable=False)
    return of_plan(rows.earliest("position").pk)


def a_draft(*args: object) -> list:
    """A plan that was read and waits to be adopted, corrected once; it amends the plan in force."""
    if not Plan.objects.filter(slug=DRAFT).exists():
        _make_draft()
    return [DRAFT, *args]


def _make_draft() -> None:
    older = Plan.objects.get(slug=city.PLAN_SLUG)
    admin = User.objects.get(username="admin")
    hand_in_document(
        content=next(iter(trial_documents().values())), name="修订稿.txt", owner=older.owner, slug=DRAFT, by=admin, at=NOON
    )  # fmt: skip
    work_until_idle()
    draft = Plan.objects.get(slug=DRAFT)
    row = draft.commitments.earliest("position")
    corrections.remove_commitment(commitment=row, reason="背景说明", by=SYSTEM, at=NOON)
    amendments.state_amended(plan=draft, amends=older, by=SYSTEM, at=NOON)


def a_fact(kind: str) -> list:
    rows = getattr(Plan.objects.get(slug=a_draft()[0]), kind)
    return a_draft(rows.latest("position").pk)


def a_sentence() -> dict:
    """The words of a commitment of the draft, chosen."""
    row = Plan.objects.get(slug=a_draft()[0]).commitments.latest("position")
    return {"s": f"{row.start}-{row.end}", "kind": "target"}


def changed_body() -> list:
    """A body with a history, duties and functions."""
    return [open_handovers(user=SYSTEM)[0].giver_id]


def handed_over() -> list:
    """What went over when an account was closed for which a list waited."""
    admin = User.objects.get(username="admin")
    leaver = User.objects.get(username="new.officer")
    imports.hand_in_list(
        kind="kernel.bodies", content=next(iter(LISTS)).encode(), name="名录.csv", by=SYSTEM, at=NOON
    )
    ListImport.objects.filter(by=None).update(by=leaver)
    people.deactivate_user(user=leaver, by=admin, at=NOON)
    return [HandOver.objects.latest("pk").pk]


def two_records() -> list:
    """Two records that look like one body."""
    pair = Double.objects.waiting().latest("score")
    return [pair.one_id, pair.other_id]


def of_lower(*args: object) -> list:
    """A county's plan, which carries the city's out."""
    return [LOWER, *args]


def pair_to_decide() -> list:
    """A pair of commitments about which nobody has said anything."""
    return of_lower(LinkProposal.objects.undecided().filter(plan__slug=LOWER).earliest("pk").pk)


def arrived() -> list:
    """A plan that came as a file, whose names wait to be answered."""
    if not Arrival.objects.exists():
        content = package_of(Plan.objects.select_related("owner__area").get(slug=city.PLAN_SLUG))
        take_plan_in(content=content, name="规划.zip", by=SYSTEM, at=NOON)
    return [Arrival.objects.latest("pk").pk]


def gap() -> list:
    """A promise of the city's plan that binds the county and is carried out by nothing."""
    plan = Plan.objects.get(slug=LOWER)
    found = cascade_of(plan=plan, user=SYSTEM, on=TODAY, today=TODAY).in_state("missing")
    return of_lower(min(found))


def a_formula() -> list:
    """A formula of the city."""
    return [Formula.objects.earliest("pk").pk]


def a_standard() -> list:
    """A scoring table of the city."""
    return [Standard.objects.filter(kind="scoring").earliest("pk").pk]


VIEW = {"list": "kernel.jobs", "path": "/jobs/"}
ARGUMENTS: dict[str, Callable[[], list]] = {
    **rooms.ARGUMENTS,
    "kernel:acts": list,
    "kernel:acts_about": lambda: ["kernel.body", *changed_body()],
    "kernel:body": changed_body,
    "kernel:choose_double": changed_body,
    "kernel:merge_bodies": two_records,
    "kernel:merging": lambda: [Merging.objects.latest("pk").pk],
    "kernel:name_heir": lambda: [open_handovers(user=SYSTEM)[0].pk],
    "kernel:person": lambda: [User.objects.get(username="desk").pk],
    "kernel:leave": lambda: [User.objects.get(username="desk").pk],
    "kernel:hand_over": handed_over,
    "kernel:lend_post": lambda: [Post.objects.filter(user__username="admin").latest("pk").pk],
    "kernel:job": lambda: [Job.objects.filter(state="failed").latest("pk").pk],
    "kernel:rows_acted_on": lambda: [Job.objects.filter(kind="kernel.act_on_rows").latest("pk").pk],
    "kernel:import": lambda: of_import("open"),
    "kernel:retention_term": lambda: ["kernel.jobs"],
    **{
        f"kernel:{page}": a_formula
        for page in ("formula", "write_version", "try_formula", "formula_results", "rename_formula")
    },
    **{
        f"kernel:{page}": a_standard
        for page in ("standard", "standard_sheet", "set_version", "rename_standard")
    },
    "kernel:set_standard": lambda: ["scoring"],
    "kernel:slips": lambda: of_import("applied"),
    "kernel:import_columns": lambda: of_import("columns"),
    "kernel:marked_workbook": lambda: of_import("refused"),
    "kernel:hand_in_list": lambda: ["kernel.bodies"],
    "kernel:export_list": lambda: ["kernel.bodies"],
    "plan:section": joint_section,
    "plan:choose_lead": joint_section,
    "plan:choose_heir": open_clause,
    "plan:commitment": a_commitment,
    "plan:interpret": lambda: [*a_commitment(), "measure"],
    "plan:adoption": a_draft,
    "plan:changes": a_draft,
    "plan:corrections": a_draft,
    "plan:add_fact": a_draft,
    **{f"plan:{act}_commitment": lambda: a_fact("commitments") for act in ("correct", "remove", "merge")},
    **{f"plan:{act}_duty": lambda: a_fact("responsibilities") for act in ("correct", "remove")},
    "plan:bind_section": lambda: a_draft("1"),
    "plan:instrument": lambda: ["plan.handing_in", DueList.objects.earliest("pk").pk],
    "plan:duty": one_duty,
    "plan:due_list": asking_task,
    **{f"plan:{page}": of_lower for page in ("parents", "proposals", "compared", "gaps", "descent")},
    "plan:side_by_side": of_plan,
    "plan:decide_link": pair_to_decide,
    "plan:arrival": arrived,
    "plan:link_by_hand": gap,
    "plan:decide_binding": gap,
    **{
        f"plan:{page}": of_plan
        for page in (
            "outline",
            "document",
            "check_up",
            "ledger",
            "commitments",
            "commitments_docx",
            "commitments_pdf",
            "ledger_docx",
            "ledger_pdf",
            "ledger_xlsx",
            "division_xlsx",
            "travel",
            "travel_file",
            "responsibilities",
            "undecided",
            "hand_ins",
            "turns",
            "file",
        )
    },
    **{
        name: list
        for name in (
            *(f"web:{page}" for page in ("home", "sign_in", "sign_in_code", "components", "tour", "origins")),
            "web:health",
            *FROM_PROVIDER,
            "web:systems",
            *(f"kernel:{page}" for page in ("account", "password", "set_up_code", "keep_view", "bodies")),
            *(f"kernel:{page}" for page in ("answers", "doubles", "mergings", "retention")),
            *(f"kernel:{page}" for page in ("formulas", "write_formula", "standards")),
            *(f"kernel:{page}" for page in ("successions", "record_succession", "open_decisions", "people")),
            *(f"kernel:{page}" for page in ("jobs", "imports", "search", "suggest")),
            *(f"plan:{page}" for page in ("documents", "hand_in", "plans", "arrivals", "take_in")),
        )
    },
}
DRAFT = "draft-2025"
QUERIES: dict[str, Any] = {
    "plan:add_fact": a_sentence,
    "kernel:keep_view": VIEW,
    **rooms.QUERIES,
    "kernel:search": {"q": "工业"},
    "kernel:suggest": {"q": "工业"},
}


def address(name: str) -> str:
    """Where this page is found, in the world that `build` has made."""
    path, query = reverse(name, args=ARGUMENTS[name]()), QUERIES.get(name)
    query = query() if callable(query) else query
    return f"{path}?{urlencode(query)}" if query else path


def of_members() -> list[str]:
    """Every page as the administrator opens it."""
    return [address(name) for name in sorted(ARGUMENTS.keys() - FILES - FOR_STRANGERS - FROM_PROVIDER)]


def of_strangers() -> list[str]:
    """The pages on which one who has not signed in finds something else, or which only they get to."""
    names = ("web:sign_in", "web:sign_in_code", "web:tour", "kernel:bodies", "plan:plans")
    return [f"{address('web:home')}?stop=1", *map(address, names)]


def states() -> list[str]:
    """Pages that look otherwise than the first of their kind: in other states, with choices made, empty."""
    plan = Plan.objects.get(slug=city.PLAN_SLUG)
    enterprise = Body.objects.filter(kind="enterprise").earliest("pk")
    return [
        reverse("kernel:import", args=of_import("refused")),
        reverse("kernel:import", args=of_import("applied")),
        reverse("kernel:job", args=[Job.objects.filter(state="done").earliest("pk").pk]),
        reverse("kernel:body", args=[enterprise.pk]),
        f"{reverse('kernel:bodies')}?q=nothing",
        reverse("kernel:search"),
        f"{reverse('kernel:search')}?q=nothing",
        f"{reverse('plan:commitments', args=[plan.slug])}?q=nothing",
        f"{reverse('plan:commitments', args=[plan.slug])}?on=2018-01-01&verifiable=no",
        reverse("plan:adoption", args=[plan.slug]),
        reverse("plan:document", args=a_draft()),
        reverse("plan:commitment", args=a_fact("commitments")),
    ]


def in_english() -> list[str]:
    """One page of each kind, to be looked at in English as well: a list, a form, a text, two sides, a sheet to sign."""
    names = (
        *("web:home", "kernel:hand_over", "kernel:slips", "kernel:import", "kernel:import_columns"),
        *(
            "kernel:merge_bodies",
            "kernel:retention_term",
            "kernel:successions",
            "kernel:acts",
            "plan:section",
        ),
    )
    return [address(name) for name in names]


def routes(resolver: URLResolver | None = None, space: str = "") -> dict[str, dict]:
    """Every route of the site by its name, with the kinds of its arguments."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= routes(pattern, ":".join(filter(None, (space, pattern.namespace or ""))))
        else:
            found[f"{space}:{pattern.name}"] = pattern.pattern.converters
    return found
