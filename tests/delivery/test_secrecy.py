"""What a county keeps to itself: its neighbour sees nothing of it, the city what was signed and sent (县区保密).

Everything that exists has a word of its own; whoever reads walks every list, export and page that could tell of it.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from luoshi.delivery import briefs
from luoshi.delivery.services import assignments, majors, reports
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Role
from luoshi.work.models import OutgoingPaper
from luoshi.work.services import papers, sending
from luoshi.work.services.asking import About, Given, answer_form, save_draft
from tests.delivery.factories import Office, set_day
from tests.kernel.factories import LATER, AreaFactory, BodyFactory, PostFactory, UserFactory
from tests.plan.factories import CommitmentFactory
from tests.work.asking import RIGHT, stored

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ROLES = ("leader", "lead_officer", "officer", "clerk", "body_administrator")
READERS = ("county", "neighbour", "city")
# By what exists, who reads of it.
MAY = {
    "县拟稿密语": ("county",),
    "县签发未送密语": ("county",),
    "县上报专报密语": ("county", "city"),
    "县内任务密语": ("county",),
    "县内进展密语": ("county",),
    "县内原因密语": ("county",),
    "县上报进展密语": ("county", "city"),
    "县重大密语": ("county",),
    "县填报草稿密语": ("county",),
    "县已报填报密语": ("county", "city"),
    "市拟稿密语": ("city",),
    "市交办县密语": ("county", "city"),
    "市交办邻县密语": ("neighbour", "city"),
    "邻报进展密语": ("neighbour", "city"),
}
LISTS = (
    *(f"delivery:{name}" for name in ("assignments", "reports", "rounds", "leading", "due_reports")),
    *(f"work:{name}" for name in ("my_work", "inbox", "matters", "drafts", "papers", "papers_received")),
    *(f"work:{name}" for name in ("notices", "answers", "who_waits", "step_times", "ask_forms")),
    *("kernel:acts", "web:home"),
)
EXPORTED = ("delivery:assignments", "delivery:reports", "work:matters", "work:papers", "work:answers")


@pytest.fixture
def world(settings, tmp_path):
    """A city, a county and its neighbour, somebody in every role at each; all that they have written."""
    set_day(LATER)
    area = AreaFactory(code="990100", name="云岭市")
    areas = [area, *(AreaFactory(code=f"99010{place}", parent=area) for place in (2, 3))]
    city, county, neighbour = (BodyFactory(area=each) for each in areas)
    made = SimpleNamespace(city=city, county=county, neighbour=neighbour, pages=[])
    made.people = {name: everybody_at(getattr(made, name)) for name in READERS}
    asked(made)
    written(made)
    answered(made)
    return made


def everybody_at(body):
    """One person who serves the body in every role."""
    person = UserFactory()
    for role in ROLES:
        PostFactory(user=person, body=body, role=Role.objects.get(code=role))
    return person


def asked(made) -> None:
    """What the city asks of both, what the county asks of those below it, and what they report."""
    commitment = CommitmentFactory(kind="task")
    ours, theirs = Office(issuer=made.city, lead=made.county), Office(issuer=made.city, lead=made.neighbour)
    whole = ours.working(title="市交办县密语", commitments=[commitment])
    other = theirs.working(title="市交办邻县密语")
    below = Office(issuer=made.county)
    (part,) = assignments.split_assignment(
        assignment=whole,
        parts=[assignments.Asked(title="县内任务密语", lead=below.lead, due_on=date(2025, 12, 1))],
        by=SYSTEM,
        at=LATER,
    )
    below.go(part, "sign", below.officer)
    own = Office(issuer=made.county, lead=made.county).working(title="县内任务密语自办")
    reports.open_round(issuer=made.city, period="2025-09", due_on=date(2025, 9, 25), by=SYSTEM, at=LATER)
    said = [
        below.report(part, done="县内进展密语2项。"),
        below.report(part, no_progress="县内原因密语"),
        ours.report(whole, own, done="县上报进展密语3项。"),
        theirs.report(other, done="邻报进展密语4项。"),
    ]
    majors.mark_major(assignment=whole, body=made.county, reason="县重大密语", by=SYSTEM, at=LATER)
    made.commitment = commitment
    for each in (whole, other, part, own):
        made.pages += [reverse("delivery:assignment", args=[each.pk])]
        made.pages += [reverse("delivery:report_on", args=[each.pk])]
        made.pages += [reverse("work:matter", args=[each.matter_id])]
        made.pages += [reverse("kernel:acts_about", args=["delivery.assignment", each.pk])]
    for each in said:
        made.pages += [reverse("delivery:report", args=[each.pk])]
        made.pages += [reverse("work:matter", args=[each.matter_id])]


def written(made) -> None:
    """Papers in every state."""
    drafted(made, made.county, "县拟稿密语")
    drafted(made, made.city, "市拟稿密语")
    for title, to in (("县签发未送密语", []), ("县上报专报密语", [made.city])):
        paper = drafted(made, made.county, title)
        papers.sign_paper(paper=paper, seen=1, by=made.people["county"], at=LATER)
        for each in sending.send_paper(paper=paper, to=to, by=SYSTEM, at=LATER) if to else ():
            made.pages += [reverse("work:paper_received", args=[each.pk])]


def drafted(made, body, title: str) -> OutgoingPaper:
    key = briefs.key_of(body, "2025-09")
    paper = papers.draft_paper(kind=briefs.CODE, key=key, body=body, by=SYSTEM, at=LATER)
    OutgoingPaper.objects.filter(pk=paper.pk).update(title=title)
    made.pages += [reverse("work:paper", args=[paper.pk])]
    made.pages += [reverse("work:draft_paper", args=[briefs.CODE, key])]
    made.pages += [reverse("kernel:acts_about", args=["work.outgoingpaper", paper.pk])]
    return paper


def answered(made) -> None:
    """A form that the county has answered, and one of which it has written a draft."""
    form = stored()
    given = {"by": made.people["county"], "at": LATER}
    sent = About(form=form, body=made.county, period="2025-08")
    raw = {**RIGHT, "done": "县已报填报密语，完成3项。"}
    last = answer_form(about=sent, given=Given(raw=raw), **given)
    draft = About(form=form, body=made.county, period="2025-09")
    begun = save_draft(about=draft, given=Given(raw={**RIGHT, "done": "县填报草稿密语"}), **given)
    address = reverse("work:answer_form", args=[form.code])
    made.pages += [reverse("work:answer", args=[each.pk]) for each in (last, begun)]
    made.pages += [f"{address}?body={made.county.pk}&period={period}" for period in ("2025-08", "2025-09")]


def told(client, made, reader: str) -> str:
    """All that somebody at the body can read."""
    client.force_login(made.people[reader])
    client.cookies["django_language"] = "zh-hans"
    plan = made.commitment.plan
    addresses = [
        *map(reverse, LISTS),
        *(f"{reverse(name)}?export=csv" for name in EXPORTED),
        f"{reverse('kernel:search')}?q=密",
        reverse("plan:commitment", args=[plan.slug, made.commitment.pk]),
        *made.pages,
    ]
    answers = [client.get(address) for address in addresses]
    found = [answer for answer in answers if answer.status_code == 200]
    assert len(found) > len(LISTS)
    return "".join(b"".join(answer).decode("utf-8", "replace") for answer in found)


@pytest.mark.slow
def test_each_reads_what_is_theirs_and_what_was_sent_to_them(client, world):
    texts = {reader: told(client, world, reader) for reader in READERS}

    found = {word: tuple(reader for reader in READERS if word in texts[reader]) for word in MAY}
    assert found == MAY


@pytest.mark.slow
def test_whoever_answers_in_the_place_of_another_does_not_write_over_its_draft(client, world):
    client.force_login(world.people["city"])
    draft = world.pages[-1]

    assert client.get(draft).status_code == 403
    sent = {"body": world.county.pk, "period": "2025-09", "seen": "1.1", "ask-done": "市代填", "save": "1"}
    assert client.post(draft, sent).status_code == 403
