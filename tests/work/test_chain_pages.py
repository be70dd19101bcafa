"""The pages of chains and drafts, as those who use them go through them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.work.brought import Brought
from luoshi.work.models import Chain, DraftState, MoveDraft, MoveMade, SigningKind
from luoshi.work.services import signing
from luoshi.work.services.matters import move
from tests.kernel.factories import LATER, NOON, BodyFactory, InstallationFactory
from tests.work.factories import officer_of
from tests.work.signed import CODE, chain, errand, role, signing_turn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed", "folder")]


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made():
    InstallationFactory()
    found = errand()
    body = found.bodies["doer"][0]
    found.liaison = officer_of(body, "body_administrator")
    found.checker, found.leader = officer_of(body, "lead_officer"), officer_of(body, "leader")
    chain(
        body,
        {"kind": SigningKind.CHECK, "people": [found.checker]},
        {"kind": SigningKind.SIGN, "roles": [role("leader")]},
    )
    return found


def drafted(made) -> MoveDraft:
    doer = made.officer("doer")
    return move(matter=made.matter, move="report", by=doer, at=LATER, brought=Brought(note="已完成"))


def opened(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args))


def sent(client, person, route, *args, **data):
    client.force_login(person)
    return client.post(reverse(route, args=args), data)


def words(response) -> str:
    return response.content.decode()


def test_the_form_of_a_step_says_who_signs_before_others_see_it(client, made):
    text = words(opened(client, made.officer("doer"), "work:make_move", made.matter.pk, "report"))

    assert made.checker.display_name in text
    assert "送签" in text


def test_sending_the_form_drafts_the_step_with_its_files(client, made):
    file = SimpleUploadedFile("证明.txt", "完成".encode())

    response = sent(
        client, made.officer("doer"), "work:make_move", made.matter.pk, "report",
        seen=0, note="已完成", files=file,
    )  # fmt: skip

    draft = MoveDraft.objects.get()
    assert response.url == reverse("work:draft", args=[draft.pk])
    upload = draft.versions.get().files.get().upload
    got = opened(client, made.checker, "work:draft_file", draft.pk, upload.pk)
    assert b"".join(got.streaming_content) == "完成".encode()


def test_the_signer_finds_it_in_their_work(client, made):
    draft = drafted(made)

    text = words(opened(client, made.checker, "work:my_work"))

    assert reverse("work:draft", args=[draft.pk]) in text
    assert "核稿" in text


def test_the_signer_signs_with_a_remark(client, made):
    draft = drafted(made)
    turn = signing_turn(draft)
    text = words(opened(client, made.checker, "work:draft", draft.pk))

    sent(client, made.checker, "work:sign_draft", turn.pk, note="同意")

    assert reverse("work:sign_draft", args=[turn.pk]) in text
    assert draft.versions.get().signatures.get().note == "同意"


def test_a_draft_that_its_signer_opens_counts_as_opened(client, made):
    draft = drafted(made)
    turn = signing_turn(draft)
    address = reverse("work:see_turn", args=[turn.pk])
    assert address in words(opened(client, made.checker, "work:draft", draft.pk))

    sent(client, made.checker, "work:see_turn", turn.pk)

    turn.refresh_from_db()
    assert turn.seen_at is not None
    assert address not in words(client.get(reverse("work:draft", args=[draft.pk])))


def test_the_drafter_is_offered_no_signature(client, made):
    draft = drafted(made)

    text = words(opened(client, made.officer("doer"), "work:draft", draft.pk))

    assert reverse("work:sign_draft", args=[signing_turn(draft).pk]) not in text
    assert reverse("work:drop_draft", args=[draft.pk]) in text


def test_a_refused_signature_is_told_on_the_page_of_the_draft(client, made):
    draft = drafted(made)
    sent(client, made.leader, "work:sign_draft", signing_turn(draft).pk)

    text = words(client.get(reverse("work:draft", args=[draft.pk])))

    assert draft.versions.get().signatures.count() == 0
    assert f"等待{made.checker.display_name}签" in text


def test_the_signer_returns_it_and_the_drafter_writes_it_anew(client, made):
    draft = drafted(made)
    asked = opened(client, made.checker, "work:return_draft", signing_turn(draft).pk)
    sent(client, made.checker, "work:return_draft", signing_turn(draft).pk, reason="数据不实")

    form = words(opened(client, made.officer("doer"), "work:revise_draft", draft.pk))
    sent(client, made.officer("doer"), "work:revise_draft", draft.pk, note="第二稿")

    assert asked.status_code == 200
    assert "已完成" in form
    draft.refresh_from_db()
    assert (draft.state, draft.versions.latest("number").note) == (DraftState.SIGNING, "第二稿")
    assert "数据不实" in words(client.get(reverse("work:draft", args=[draft.pk])))


def test_files_of_a_returned_draft_stay_where_they_are_ticked(client, made):
    doer = made.officer("doer")
    files = [SimpleUploadedFile(name, name.encode()) for name in ("甲.txt", "乙.txt")]
    sent(client, doer, "work:make_move", made.matter.pk, "report", seen=0, note="完成", files=files)
    draft = MoveDraft.objects.get()
    sent(client, made.checker, "work:return_draft", signing_turn(draft).pk, reason="删去乙")
    first = draft.versions.get().files.order_by("pk").first().upload

    sent(client, doer, "work:revise_draft", draft.pk, note="完成", kept=[first.pk])

    assert [each.upload for each in draft.versions.get(number=2).files.all()] == [first]


def test_nothing_is_returned_without_its_reason(client, made):
    draft = drafted(made)

    response = sent(client, made.checker, "work:return_draft", signing_turn(draft).pk, reason="")

    assert response.status_code == 400


def test_the_drafter_enters_what_was_signed_on_paper(client, made):
    draft = drafted(made)
    turn = signing_turn(draft)
    form = opened(client, made.officer("doer"), "work:sign_on_paper", turn.pk)

    sent(
        client, made.officer("doer"), "work:sign_on_paper", turn.pk,
        signer=made.checker.pk, name="", signed_on="2025-09-15",
        scan=SimpleUploadedFile("签批单.pdf", b"%PDF-1.4 scan"),
    )  # fmt: skip

    kept = draft.versions.get().signatures.get()
    assert form.status_code == 200
    assert (kept.by, kept.scan.name) == (made.checker, "签批单.pdf")
    got = opened(client, made.leader, "work:draft_file", draft.pk, kept.scan_id)
    assert b"".join(got.streaming_content) == b"%PDF-1.4 scan"


def test_the_drafter_drops_it(client, made):
    draft = drafted(made)

    sent(client, made.officer("doer"), "work:drop_draft", draft.pk, reason="另行报送")

    text = words(client.get(reverse("work:draft", args=[draft.pk])))
    assert "另行报送" in text
    assert draft.turns.not_closed().count() == 0


def test_the_step_on_the_matters_page_leads_to_how_it_was_signed(client, made):
    draft = drafted(made)
    signing.sign_draft(turn=signing_turn(draft), by=made.checker, at=LATER)
    signing.sign_draft(turn=signing_turn(draft), by=made.leader, at=LATER)

    text = words(opened(client, made.officer("doer"), "work:matter", made.matter.pk))

    assert MoveMade.objects.get().by == made.leader
    assert reverse("work:draft", args=[draft.pk]) in text


def test_the_liaison_decides_a_chain_of_two_steps(client, made):
    body = made.bodies["doer"][0]
    form = opened(client, made.liaison, "work:set_chain", body.pk, CODE, "report")

    response = sent(
        client, made.liaison, "work:set_chain", body.pk, CODE, "report",
        kind1="check", people1=[made.checker.pk], kind2="sign", roles2=[role("leader").pk],
        valid_from="2025-10-01", clause="局党组会议纪要",
    )  # fmt: skip

    assert form.status_code == 200
    assert response.url == reverse("work:chains_of", args=[body.pk])
    decided = Chain.objects.latest("pk")
    assert [step.kind for step in decided.steps.order_by("position")] == ["check", "sign"]
    assert "2025-10-01" in words(client.get(response.url))


def test_the_form_begins_with_the_chain_in_force(client, made):
    body = made.bodies["doer"][0]

    form = opened(client, made.liaison, "work:set_chain", body.pk, CODE, "report").context["form"]

    assert [form[f"kind{number}"].value() for number in (1, 2, 3)] == ["check", "sign", None]
    assert (form["people1"].value(), form["roles2"].value()) == ([made.checker.pk], [role("leader").pk])


def test_nobody_is_offered_as_a_role_who_is_none(client, made):
    body = made.bodies["doer"][0]

    form = opened(client, made.liaison, "work:set_chain", body.pk, CODE, "report").context["form"]

    offered = set(form.fields["roles1"].queryset.values_list("code", flat=True))
    assert {"leader", "officer"} <= offered
    assert offered.isdisjoint({"everyone", "signed_in"})


def test_a_step_with_people_and_no_kind_is_pointed_out(client, made):
    body = made.bodies["doer"][0]

    response = sent(
        client, made.liaison, "work:set_chain", body.pk, CODE, "report",
        people1=[made.checker.pk], valid_from="2025-10-01", clause="纪要",
    )  # fmt: skip

    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["kind1"]


def test_another_bodys_chains_are_not_found(client, made):
    stranger = officer_of(BodyFactory(), "lead_officer")
    body = made.bodies["doer"][0]

    assert opened(client, stranger, "work:chains_of", body.pk).status_code == 404
    assert opened(client, stranger, "work:set_chain", body.pk, CODE, "report").status_code == 404


@pytest.mark.parametrize("move_code", ["consult", "nothing"])
def test_a_step_that_nobody_signs_has_no_form(client, made, move_code):
    body = made.bodies["doer"][0]

    assert opened(client, made.liaison, "work:set_chain", body.pk, CODE, move_code).status_code == 404


@pytest.mark.slow
def test_a_list_asks_as_much_for_one_row_as_for_many(client, made, django_assert_max_num_queries):
    drafted(made)
    for place in range(12):
        again = errand(doer=made.bodies["doer"][0])
        move(
            matter=again.matter, move="report", by=again.officer("doer"), at=LATER, brought=Brought(note="完")
        )
        chain(
            made.bodies["doer"][0],
            {"people": [made.checker]},
            move="agree",
            valid_from=NOON.date() + timedelta(days=place),
        )

    for name in ("work:chains", "work:drafts", "work:my_work"):
        with django_assert_max_num_queries(30):
            assert len(opened(client, made.checker, name).context["list"].rows) >= 12, name
