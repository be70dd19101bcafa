"""Chains: what a body has signed inside before it leaves, by whom, and what others know of it."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.models import Chain, DraftState, MoveDraft, MoveMade, SigningKind
from luoshi.work.services import chains, signing
from luoshi.work.services.matters import move
from tests.kernel.factories import (
    DAY,
    LATER,
    NOON,
    BodyFactory,
    PostFactory,
    UploadFactory,
)
from tests.work.factories import officer_of
from tests.work.signed import (
    CODE,
    REPORT,
    chain,
    drafted,
    errand,
    reported,
    role,
    sign,
    signing_turn,
    waits_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]


@pytest.fixture
def made():
    return reported()


class TestDeciding:
    def test_a_step_of_a_body_without_a_chain_is_taken_at_once(self):
        made = errand()

        found = move(matter=made.matter, move="report", by=made.officer("doer"), at=LATER, brought=REPORT)

        assert isinstance(found, MoveMade)

    def test_a_chain_holds_from_its_day_on(self):
        made = errand()
        body = made.bodies["doer"][0]
        chain(body, {"people": [officer_of(body, "leader")]}, valid_from=DAY + timedelta(days=1))

        found = move(matter=made.matter, move="report", by=made.officer("doer"), at=LATER, brought=REPORT)

        assert isinstance(found, MoveMade)

    def test_a_later_decision_without_steps_ends_the_chain(self, made):
        chain(made.bodies["doer"][0], valid_from=DAY)

        found = move(matter=made.matter, move="report", by=made.officer("doer"), at=LATER, brought=REPORT)

        assert isinstance(found, MoveMade)

    def test_a_step_that_nobody_has_to_sign_takes_no_chain(self):
        with pytest.raises(chains.NotSigned, match="Consult"):
            chain(BodyFactory(), move="consult")

    def test_a_chain_has_at_most_four_steps(self):
        body = BodyFactory()
        leader = officer_of(body, "leader")

        with pytest.raises(chains.TooManySteps):
            chain(body, *[{"people": [leader]}] * 5)

        assert Chain.objects.count() == 0

    def test_a_step_of_a_chain_needs_somebody(self):
        body = BodyFactory()
        somebody = officer_of(body)

        with pytest.raises(chains.StepWithoutSigner, match="2"):
            chain(body, {"people": [somebody]}, {})

    def test_only_who_serves_the_body_or_one_directly_below_it_signs(self):
        body = BodyFactory()
        below = officer_of(BodyFactory(parent=body))

        made = chain(body, {"people": [below]})

        assert made.steps.get().signers.get().body == below.posts.get().body
        stranger = officer_of(BodyFactory())
        with pytest.raises(chains.NotServing):
            chain(body, {"people": [stranger]}, valid_from=DAY)

    @pytest.mark.parametrize("code", ["officer", "leader", "clerk", "auditor", "administrator"])
    def test_others_than_the_liaison_and_the_lead_officer_decide_no_chain(self, code):
        body = BodyFactory()

        with pytest.raises(NotAllowed):
            chains.set_chain(
                body=body,
                procedure=CODE,
                move="report",
                steps=[],
                valid_from=DAY,
                clause="纪要",
                by=officer_of(body, code),
                at=NOON,
            )

    def test_nobody_decides_for_another_body(self):
        with pytest.raises(NotAllowed):
            chains.set_chain(
                body=BodyFactory(),
                procedure=CODE,
                move="report",
                steps=[],
                valid_from=DAY,
                clause="纪要",
                by=officer_of(BodyFactory(), "lead_officer"),
                at=NOON,
            )


class TestSigning:
    def test_a_step_waits_for_the_first_signer_and_is_not_taken(self, made):
        draft = drafted(made)

        (turn,) = waits_for(made.checker)
        assert (turn.draft, turn.seat.user, draft.state) == (draft, made.checker, DraftState.SIGNING)
        made.matter.refresh_from_db()
        assert (made.matter.state, made.matter.step, MoveMade.objects.count()) == ("doing", 0, 0)

    def test_the_turn_itself_waits_behind_the_draft(self, made):
        before = waits_for(made.officer("doer"))

        drafted(made)

        assert (len(before), waits_for(made.officer("doer"))) == (1, [])

    def test_each_signature_puts_it_before_the_next(self, made):
        draft = drafted(made)

        sign(draft, made.checker)

        assert (waits_for(made.checker), [turn.draft for turn in waits_for(made.leader)]) == ([], [draft])

    def test_whoever_holds_the_role_on_that_day_signs(self, made):
        draft = drafted(made)
        sign(draft, made.checker)
        newcomer = officer_of(made.bodies["doer"][0], "leader")

        sign(draft, newcomer)

        made.matter.refresh_from_db()
        assert made.matter.state == "checking"

    def test_the_last_signature_takes_the_step_in_the_signers_name(self, made):
        draft = drafted(made)
        sign(draft, made.checker)

        sign(draft, made.leader)

        step = MoveMade.objects.get()
        draft.refresh_from_db()
        made.matter.refresh_from_db()
        assert (step.by, step.body, step.note) == (made.leader, made.bodies["doer"][0], REPORT.note)
        assert (made.matter.state, draft.state, draft.made) == ("checking", DraftState.SIGNED, step)
        assert [each.by for each in draft.versions.get().signatures.order_by("pk")] == [
            made.checker,
            made.leader,
        ]

    def test_the_last_signature_and_the_step_are_one_entry_of_the_chain(self, made):
        draft = drafted(made)
        sign(draft, made.checker)
        before = AuditEntry.objects.count()

        sign(draft, made.leader)

        entry = AuditEntry.objects.latest("number")
        assert AuditEntry.objects.count() == before + 1
        assert {"work.draft_signed", "work.matter_moved"} <= {part.code for part in entry.parts.all()}

    def test_files_a_day_and_fields_go_with_the_draft(self, made):
        evidence = UploadFactory()
        brought = Brought(note="完成", files=[evidence], day=DAY, fields={"share": 3})
        draft = drafted(made, brought=brought)
        sign(draft, made.checker)
        sign(draft, made.leader)

        step = MoveMade.objects.get()

        assert [each.upload for each in step.files.all()] == [evidence]
        assert step.fields == {"share": 3, "day": DAY.isoformat()}

    def test_what_a_step_lacks_is_said_to_the_drafter_and_not_to_the_signers(self, made):
        with pytest.raises(refusals.LacksNote):
            drafted(made, brought=Brought())

        assert MoveDraft.objects.count() == 0

    def test_nobody_signs_before_it_is_their_turn(self, made):
        draft = drafted(made)

        with pytest.raises(refusals.NotYourSignature, match=made.checker.display_name):
            sign(draft, made.leader)

    def test_nobody_signs_twice(self, made):
        draft = drafted(made)
        turn = signing_turn(draft)
        signing.sign_draft(turn=turn, by=made.checker, at=LATER)

        with pytest.raises(refusals.TurnTaken):
            signing.sign_draft(turn=turn, by=made.checker, at=LATER)

    def test_nobody_signs_what_they_drafted(self):
        made = errand()
        body, drafter = made.bodies["doer"][0], made.officer("doer")
        chain(body, {"people": [drafter, officer_of(body, "leader")]})
        with pytest.raises(refusals.NobodySigns, match="1"):
            drafted(made)

    def test_a_role_that_the_drafter_holds_with_others_is_signed_by_the_others(self):
        made = errand()
        body, drafter = made.bodies["doer"][0], made.officer("doer")
        colleague = officer_of(body)
        chain(body, {"roles": [role("officer")]})
        draft = drafted(made)

        with pytest.raises(refusals.OwnDraft):
            sign(draft, drafter)
        sign(draft, colleague)

        assert MoveMade.objects.get().by == colleague

    def test_a_step_that_nobody_but_the_drafter_can_sign_is_not_drafted(self):
        made = errand()
        body = made.bodies["doer"][0]
        chain(body, {"people": [officer_of(body, "leader")]}, {"roles": [role("officer")]})

        with pytest.raises(refusals.NobodySigns, match="2"):
            drafted(made)

    def test_signers_of_one_step_sign_beside_one_another_and_the_last_leads_on(self):
        made = errand()
        body = made.bodies["doer"][0]
        first, second = officer_of(body, "lead_officer"), officer_of(body, "leader")
        chain(body, {"kind": SigningKind.COUNTERSIGN, "people": [first, second]})
        draft = drafted(made)

        sign(draft, second, place=1)
        between = MoveMade.objects.count()
        sign(draft, first)

        assert (between, MoveMade.objects.get().by) == (0, first)

    def test_somebody_who_stands_in_signs_for_the_person_who_is_away(self, made):
        draft = drafted(made)
        deputy = officer_of(made.bodies["doer"][0], "clerk")
        PostFactory(
            user=deputy,
            body=made.bodies["doer"][0],
            role=role("lead_officer"),
            stands_in_for=made.checker.posts.get(),
            valid_from=DAY,
            valid_until=DAY,
        )

        assert [turn.draft for turn in waits_for(deputy)] == [draft]
        sign(draft, deputy)

        assert draft.versions.get().signatures.get().by == deputy

    def test_a_step_beside_the_turn_is_signed_first_too(self):
        made = errand()
        asker = made.bodies["asker"][0]
        leader = officer_of(asker, "leader")
        chain(asker, {"people": [leader]}, move="object")

        sign(drafted(made, code="object", relation="asker", brought=Brought(note="进度慢")), leader)

        made.matter.refresh_from_db()
        assert (made.matter.state, MoveMade.objects.get().move) == ("doing", "object")

    def test_the_installation_asks_nobody(self, made):
        found = move(matter=made.matter, move="report", by=SYSTEM, at=LATER, brought=REPORT)

        assert isinstance(found, MoveMade)

    def test_who_signs_needs_no_right_to_take_the_step(self):
        made = errand()
        body = made.bodies["doer"][0]
        liaison = officer_of(body, "body_administrator")
        chain(body, {"people": [liaison]})

        sign(drafted(made), liaison)

        assert MoveMade.objects.get().by == liaison
