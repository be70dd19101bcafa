"""What must hold of the example city once it is built (示例自查)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from luoshi.delivery.engine.lights import Light
from luoshi.delivery.models import Assignment
from luoshi.delivery.queries.histories import histories
from luoshi.kernel import checks, clock
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AuditEntry, Body, Job, JobState
from luoshi.plan.engine.standing import Status
from luoshi.plan.models import Plan
from luoshi.plan.queries.standings import Standings
from luoshi.web import demo
from luoshi.web.example.city import PLAN_SLUG
from luoshi.web.example.delivering import FILE as STORY
from luoshi.web.example.facts import entries, trial_documents
from luoshi.work.models import MoveMade
from luoshi.work.queries.turns import waiting_for

COUNTS = {"sections": 59, "responsibilities": 88}
PAGES = ("outline", "document", "check_up", "ledger", "commitments", "adoption", "undecided", "corrections")
OF_DELIVERY = ("work:my_work", "work:inbox", "work:matters", "delivery:assignments", "delivery:reports")
LANGUAGES = ("zh-hans", "en")


def figures() -> Iterator[str]:
    """What was built, in numbers."""
    plan = Plan.objects.get(slug=PLAN_SLUG)
    for name in ("sections", "commitments", "responsibilities", "findings", "mentions"):
        yield f"{name}: {getattr(plan, name).count()}"
    yield f"bodies: {Body.objects.count()}"
    yield f"assignments: {Assignment.objects.count()}"
    yield f"steps of matters: {MoveMade.objects.count()}"
    yield f"entries of the audit chain: {AuditEntry.objects.count()}"


def failures() -> Iterator[str]:
    """Each thing that does not hold, in one line."""
    yield from _wrong_counts()
    yield from _broken_pages()
    yield from _closed_doors()
    yield from _unread_trials()
    yield from _simulated_among_public_facts()
    yield from _nothing_waits()
    yield from _unseen_standings()
    for examined in checks.verify():
        for finding in examined.findings:
            yield f"{examined.check.label}: {finding.problem}"


def _wrong_counts() -> Iterator[str]:
    plan = Plan.objects.get(slug=PLAN_SLUG)
    for name, wanted in COUNTS.items():
        if (found := getattr(plan, name).count()) != wanted:
            yield f"{name}: {found}, {wanted} expected"
    if not plan.is_adopted:
        yield "nobody has adopted the plan"
    if unknown := plan.responsibilities.filter(body__isnull=True).count():
        yield f"{unknown} responsibilities name a body that is not entered"


def _visitor(language: str = "zh-hans") -> Client:
    return Client(headers={"host": "localhost", "accept-language": language})


def _broken_pages() -> Iterator[str]:
    plan = Plan.objects.get(slug=PLAN_SLUG)
    addresses = [
        reverse("web:home"),
        reverse("web:sign_in"),
        reverse("web:tour"),
        reverse("web:origins"),
        reverse("web:health"),
        reverse("plan:plans"),
        reverse("kernel:formulas"),
        reverse("kernel:standards"),
        *(reverse(f"plan:{page}", args=[PLAN_SLUG]) for page in PAGES),
        *(reverse("plan:section", args=[PLAN_SLUG, each.place]) for each in plan.sections.filter(level=1)),
    ]
    for language in LANGUAGES:
        visitor = _visitor(language)
        for address in addresses:
            if (code := visitor.get(address).status_code) != 200:
                yield f"{address} ({language}): {code}"


def _closed_doors() -> Iterator[str]:
    """Each role is entered with one click, and finds its jobs."""
    for role in demo.ROLES:
        visitor = _visitor()
        entered = visitor.post(reverse("web:enter", args=[role])).status_code
        shown = visitor.get(reverse("kernel:jobs")).status_code
        if (entered, shown) != (302, 200):
            yield f"{role}: {entered}, {shown}"


def _unread_trials() -> Iterator[str]:
    """The invented plans are read as any document that a visitor hands in."""
    visitor = _visitor()
    for name in trial_documents():
        visitor.post(reverse("web:trial", args=[name]))
        work_until_idle()
        job = Job.objects.latest("pk")
        if job.state != JobState.DONE or not job.result:
            yield f"{name}: {job.state} {job.error_code}"
            continue
        if (code := visitor.get(reverse("plan:outline", args=[job.result["plan"]])).status_code) != 200:
            yield f"{name}: {code}"


def _simulated_among_public_facts() -> Iterator[str]:
    """With the switch on public facts nothing simulated is listed, not even to who had it read."""
    visitor = _visitor("en")
    visitor.post(reverse("web:enter", args=["public"]))
    visitor.post(reverse("web:choose_facts"), {"facts": "public"})
    for address in (reverse("web:origins"), reverse("plan:plans")):
        listed = visitor.get(address).content.decode().partition("<main")[2]
        outlines = {slug: reverse("plan:outline", args=[slug]) for slug in _simulated()}
        if found := [slug for slug, outline in outlines.items() if f'"{outline}' in listed]:
            yield f"{address}: simulated and yet listed: {', '.join(found)}"
    visitor.post(reverse("web:enter", args=["desk"]))
    visitor.post(reverse("web:choose_facts"), {"facts": "public"})
    for page in OF_DELIVERY:
        if "示例·" in visitor.get(reverse(page)).content.decode().partition("<main")[2]:
            yield f"{page}: simulated and yet listed"


def _nothing_waits() -> Iterator[str]:
    """On the story's own day each role of the front door finds what the story says that waits."""
    day = clock.today()
    for entry in entries(STORY, "finds"):
        if entry["on"] != day:
            continue
        rows = waiting_for(demo.account(entry["role"]), on=day)
        found = dict(Counter(rows.values_list("matter__procedure", flat=True)))
        late = rows.filter(due_on__lt=day).count()
        if (found, late) != (entry["waiting"], entry["late"]):
            yield f"{entry['role']}: {found} wait, {late} late; {entry['waiting']}, {entry['late']} expected"


def _unseen_standings() -> Iterator[str]:
    """On that day every standing is seen in the plan, and every light on its assignments."""
    day = clock.today()
    if day not in {entry["on"] for entry in entries(STORY, "finds")}:
        return
    statuses = Standings(plan=Plan.objects.get(slug=PLAN_SLUG).pk, on=day).coverage.statuses
    told = histories([str(pk) for pk in Assignment.objects.values_list("pk", flat=True)])
    lights = {each.light(on=day, known_by=clock.end_of(day)) for each in told.values()}
    unseen = {*Status} - statuses.keys() | {*Light} - lights
    if unseen:
        yield f"no assignment stands so: {', '.join(sorted(unseen))}"


def _simulated() -> list[str]:
    return list(Plan.objects.simulated().values_list("slug", flat=True))
