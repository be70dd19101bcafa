"""Before the last signature nobody outside the body knows of a draft: on no page, in no list, file or notice."""

import pytest
from django.urls import reverse

from luoshi.kernel.access import is_allowed
from luoshi.kernel.models import AuditEntry
from luoshi.work.brought import Brought
from luoshi.work.models import MoveDraft, Notice, Turn
from luoshi.work.papers import receipt_of
from luoshi.work.services import signing, turns
from luoshi.work.services.matters import move
from tests.kernel.factories import LATER, InstallationFactory, UploadFactory
from tests.work.factories import officer_of
from tests.work.signed import chain, errand, signing_turn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]
SECRET = "未公开草稿内容"


@pytest.fixture
def made():
    """A report that was drafted, returned, written anew, and waits for its last signature."""
    InstallationFactory()
    found = errand()
    body = found.bodies["doer"][0]
    found.checker, found.leader = (
        officer_of(body, "lead_officer", display_name="示例·核稿人"),
        officer_of(body, "leader", display_name="示例·签发人"),
    )
    chain(body, {"people": [found.checker]}, {"people": [found.leader]})
    found.upload = UploadFactory(name="未公开附件.docx")
    brought = Brought(note=SECRET, files=[found.upload])
    doer = found.officer("doer")
    found.draft = move(matter=found.matter, move="report", by=doer, at=LATER, brought=brought)
    first = signing_turn(found.draft)
    turns.see(turn=first, by=found.checker, at=LATER)
    signing.return_draft(turn=first, reason=SECRET, by=found.checker, at=LATER)
    signing.revise_draft(draft=found.draft, brought=brought, by=doer, at=LATER)
    signing.sign_draft(turn=signing_turn(found.draft), by=found.checker, at=LATER)
    return found


@pytest.fixture
def other(made, client):
    """Somebody of the other side who serves in every role, in a browser."""
    person = made.officer("asker")
    for code in ("lead_officer", "leader", "clerk", "body_administrator"):
        officer_of(made.bodies["asker"][0], code)
    client.force_login(person)
    return person


def page(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked)


def is_silent(text: str) -> bool:
    drafts = reverse("work:draft", args=[1])[:-2]
    words = (SECRET, "未公开附件", "核稿人", "签发人", f"{drafts}1")
    return not [word for word in words if word in text]


def test_the_matter_looks_as_if_nothing_had_been_drafted(made, other, client):
    drafted = page(client, "work:matter", made.matter.pk).content.decode()
    MoveDraft.objects.all().delete()

    assert is_silent(drafted)
    assert within_main(drafted) == within_main(page(client, "work:matter", made.matter.pk).content.decode())


def within_main(text: str) -> str:
    """The page without what differs from request to request."""
    body = text.partition("<main")[2].partition("</main>")[0]
    return "".join(line for line in body.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize(
    "name", ["work:my_work", "work:inbox", "work:matters", "work:drafts", "work:chains", "work:notices"]
)
def test_no_list_tells_of_it(made, other, client, name):
    response = page(client, name)
    drafted = response.content.decode()
    rows = len(response.context["list"].rows)
    MoveDraft.objects.all().delete()

    assert is_silent(drafted)
    assert rows == len(page(client, name).context["list"].rows)


@pytest.mark.parametrize("name", ["work:draft", "work:revise_draft"])
def test_its_own_pages_are_not_found(made, other, client, name):
    assert page(client, name, made.draft.pk).status_code == 404


def test_its_files_are_not_found(made, other, client):
    assert page(client, "work:draft_file", made.draft.pk, made.upload.pk).status_code == 404


@pytest.mark.parametrize("name", ["work:return_draft", "work:sign_on_paper"])
def test_what_waits_for_its_signatures_is_not_found(made, other, client, name):
    assert page(client, name, signing_turn(made.draft).pk).status_code == 404


def test_the_history_of_the_matter_tells_nothing_of_it(made, other, client):
    told = page(client, "kernel:acts_about", "work.matter", made.matter.pk)

    assert [entry.code for entry in told.context["list"].rows] == ["work.matter_opened"]
    assert is_silent(told.content.decode())


def test_the_history_of_the_draft_is_not_found(made, other, client):
    assert page(client, "kernel:acts_about", "work.movedraft", made.draft.pk).status_code == 404


def test_the_list_of_acts_does_not_name_it(made, other, client):
    assert is_silent(page(client, "kernel:acts").content.decode())
    entries = AuditEntry.objects.naming("work.movedraft", made.draft.pk)
    assert entries.exists()
    assert not [entry for entry in entries if is_allowed(other, AuditEntry.read_act, entry)]


def test_the_search_does_not_find_it(made, other, client):
    assert is_silent(page(client, "kernel:search", q="未公开").content.decode().replace("未公开</mark>", ""))


def test_nobody_of_the_other_side_is_told(made, other):
    ours = {made.officer("doer").pk, made.checker.pk, made.leader.pk}
    told = Notice.objects.exclude(code="work.waits_for_you").values_list("user", flat=True)

    assert set(told) <= ours


def test_the_receipt_does_not_tell_of_it(made, other):
    drafted = receipt_of(made.matter)
    MoveDraft.objects.all().delete()

    assert drafted == receipt_of(made.matter)


def test_no_draft_and_none_of_its_turns_can_be_seen(made, other):
    assert not MoveDraft.objects.visible_to(other).exists()
    assert not Turn.objects.visible_to(other).filter(draft__isnull=False).exists()


def test_after_the_last_signature_the_other_side_sees_the_step(made, other, client):
    signing.sign_draft(turn=signing_turn(made.draft), by=made.leader, at=LATER)

    text = page(client, "work:matter", made.matter.pk).content.decode()
    assert SECRET in text
    assert "核稿人" not in text  # who checked it stays inside
    assert Notice.objects.filter(user=other, code="work.waits_for_you").count() == 1
