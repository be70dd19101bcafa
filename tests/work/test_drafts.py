"""Drafts: returned, given up, signed on paper; whom they keep apart, and how they wait for their signers."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.services import people
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.flows import flow_of
from luoshi.work.models import DraftState, MoveMade, Notice
from luoshi.work.services import signing, turns
from luoshi.work.services.ladders import climb, runs_to_look_at
from luoshi.work.services.matters import may_move, move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import (
    DAY,
    LATER,
    BodyFactory,
    InstallationFactory,
    UploadFactory,
)
from tests.work.factories import officer_of
from tests.work.signed import (
    REPORT,
    chain,
    drafted,
    errand,
    reported,
    sign,
    signing_turn,
    waits_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]


@pytest.fixture
def made():
    return reported()


class TestReturning:
    def test_a_returned_draft_waits_for_its_drafter_with_the_reason(self, made):
        draft = drafted(made)

        signing.return_draft(turn=signing_turn(draft), reason="数据不实", by=made.checker, at=LATER)

        (turn,) = waits_for(made.officer("doer"))
        assert (turn.draft, turn.seat, draft.versions.get().signatures.get().note) == (
            draft,
            None,
            "数据不实",
        )
        assert waits_for(made.checker) == []

    def test_nothing_is_returned_without_a_reason(self, made):
        draft = drafted(made)

        with pytest.raises(refusals.LacksReason):
            signing.return_draft(turn=signing_turn(draft), reason=" ", by=made.checker, at=LATER)

    def test_a_draft_that_was_written_anew_is_signed_from_the_first_step_on(self, made):
        draft = drafted(made)
        sign(draft, made.checker)
        signing.return_draft(turn=signing_turn(draft), reason="补数据", by=made.leader, at=LATER)

        signing.revise_draft(draft=draft, brought=Brought(note="第二稿"), by=made.officer("doer"), at=LATER)

        assert [turn.draft for turn in waits_for(made.checker)] == [draft]
        sign(draft, made.checker)
        sign(draft, made.leader)
        assert MoveMade.objects.get().note == "第二稿"

    def test_a_return_takes_it_from_the_others_of_the_step(self):
        made = errand()
        body = made.bodies["doer"][0]
        first, second = officer_of(body, "lead_officer"), officer_of(body, "leader")
        chain(body, {"people": [first, second]})
        draft = drafted(made)

        signing.return_draft(turn=signing_turn(draft), reason="不妥", by=first, at=LATER)

        assert waits_for(second) == []

    def test_a_draft_before_the_signers_is_not_written_anew(self, made):
        draft = drafted(made)

        with pytest.raises(refusals.TurnTaken):
            signing.revise_draft(draft=draft, brought=REPORT, by=made.officer("doer"), at=LATER)

    def test_a_colleague_takes_up_a_returned_draft_and_then_counts_as_its_drafter(self, made):
        draft = drafted(made)
        signing.return_draft(turn=signing_turn(draft), reason="不妥", by=made.checker, at=LATER)
        turn = draft.turns.not_closed().get()
        colleague = officer_of(made.bodies["doer"][0])
        liaison = officer_of(made.bodies["doer"][0], "body_administrator")
        turns.hand_to(turn=turn, to=colleague, by=liaison, at=LATER)

        signing.revise_draft(draft=draft, brought=REPORT, by=colleague, at=LATER)

        assert {version.by for version in draft.versions.all()} == {made.officer("doer"), colleague}


class TestGivingUp:
    def test_a_dropped_draft_leaves_the_turn_as_it_was(self, made):
        before = waits_for(made.officer("doer"))
        draft = drafted(made)

        signing.drop_draft(draft=draft, by=made.officer("doer"), at=LATER)

        assert waits_for(made.officer("doer")) == waits_for(made.checker) == before
        assert draft.turns.not_closed().count() == 0
        assert MoveMade.objects.count() == 0

    def test_nobody_else_drops_a_draft(self, made):
        draft = drafted(made)

        with pytest.raises(NotAllowed):
            signing.drop_draft(draft=draft, by=officer_of(made.bodies["doer"][0]), at=LATER)

    def test_whoever_hands_out_at_the_body_drops_a_draft_too(self, made):
        draft = drafted(made)

        signing.drop_draft(draft=draft, by=officer_of(made.bodies["doer"][0], "body_administrator"), at=LATER)

        draft.refresh_from_db()
        assert draft.state == DraftState.DROPPED

    def test_a_signed_draft_is_not_dropped(self, made):
        draft = drafted(made)
        sign(draft, made.checker)
        sign(draft, made.leader)

        with pytest.raises(refusals.DraftEnded):
            signing.drop_draft(draft=draft, by=made.officer("doer"), at=LATER)

    def test_while_a_draft_waits_the_body_takes_no_other_step_in_that_turn(self, made):
        drafted(made)

        with pytest.raises(refusals.DraftUnderWay, match="Report"):
            move(matter=made.matter, move="plain", by=made.officer("doer"), at=LATER)

    def test_a_step_that_is_held_back_by_a_draft_is_not_offered(self, made):
        drafted(made)
        plain = flow_of(made.matter).by_move["plain"]

        found = may_move(matter=made.matter, move=plain, by=made.officer("doer"), at=LATER)

        assert isinstance(found, refusals.DraftUnderWay)

    def test_a_step_of_the_other_side_overtakes_the_draft(self, made):
        draft = drafted(made)

        move(matter=made.matter, move="cancel", by=made.officer("asker"), at=LATER)

        draft.refresh_from_db()
        assert (draft.state, waits_for(made.checker)) == (DraftState.OVERTAKEN, [])
        told = Notice.objects.filter(user=made.officer("doer"), code="work.draft_overtaken")
        assert told.count() == 1

    def test_a_step_that_was_withdrawn_overtakes_the_draft_in_the_turn_that_it_had_opened(self):
        made = errand()
        asker = made.bodies["asker"][0]
        leader = officer_of(asker, "leader")
        chain(asker, {"people": [leader]}, move="confirm")
        move(matter=made.matter, move="plain", by=made.officer("doer"), at=LATER)
        draft = drafted(made, code="confirm", relation="asker", brought=Brought())

        withdraw_move(matter=made.matter, by=made.officer("doer"), at=LATER)

        draft.refresh_from_db()
        assert (draft.state, waits_for(leader)) == (DraftState.OVERTAKEN, [])

    def test_a_step_by_a_chain_is_withdrawn_by_its_last_signer(self, made):
        draft = drafted(made)
        sign(draft, made.checker)
        sign(draft, made.leader)

        withdraw_move(matter=made.matter, by=made.leader, at=LATER)

        made.matter.refresh_from_db()
        assert made.matter.state == "doing"
        assert len(waits_for(made.officer("doer"))) == 1


class TestOnPaper:
    def test_a_signature_on_paper_is_entered_by_the_drafter_with_its_scan(self, made):
        draft, scan = drafted(made), UploadFactory()

        signing.sign_on_paper(
            turn=signing_turn(draft),
            signer=made.checker,
            name="",
            signed_on=DAY,
            scan=scan,
            by=made.officer("doer"),
            at=LATER,
        )

        kept = draft.versions.get().signatures.get()
        assert (kept.by, kept.name, kept.scan, kept.entered_by) == (
            made.checker,
            made.checker.display_name,
            scan,
            made.officer("doer"),
        )
        assert Notice.objects.filter(user=made.checker, code="work.signed_for_you").count() == 1

    def test_the_last_signature_on_paper_takes_the_step_in_the_signers_name(self, made):
        draft = drafted(made)
        sign(draft, made.checker)

        self.enter(made, draft, made.leader)

        assert MoveMade.objects.get().by == made.leader

    def test_somebody_without_an_account_signs_by_name(self, made):
        draft = drafted(made)
        sign(draft, made.checker)

        self.enter(made, draft, None, name="示例·老局长")

        assert draft.versions.get().signatures.latest("pk").name == "示例·老局长"
        assert MoveMade.objects.get().by == made.officer("doer")

    def test_a_signature_on_paper_names_somebody(self, made):
        with pytest.raises(refusals.LacksName):
            self.enter(made, drafted(made), None, name=" ")

    def test_nobody_has_signed_on_a_day_to_come(self, made):
        with pytest.raises(refusals.DayToCome):
            self.enter(made, drafted(made), made.checker, signed_on=DAY + timedelta(days=1))

    def test_a_person_who_is_not_asked_does_not_sign_on_paper(self, made):
        with pytest.raises(refusals.NotYourSignature):
            self.enter(made, drafted(made), made.leader)

    def test_nobody_enters_what_another_drafted(self, made):
        draft = drafted(made)

        with pytest.raises(NotAllowed):
            self.enter(made, draft, made.checker, by=officer_of(made.bodies["doer"][0]))

    def enter(self, made, draft, signer, *, name="", signed_on=DAY, by=None):
        return signing.sign_on_paper(
            turn=signing_turn(draft),
            signer=signer,
            name=name,
            signed_on=signed_on,
            scan=UploadFactory(),
            by=by or made.officer("doer"),
            at=LATER,
        )


class TestWaiting:
    def test_signers_are_told(self, made):
        drafted(made)

        assert set(Notice.objects.filter(code="work.to_sign").values_list("user", flat=True)) == {
            made.checker.pk
        }

    def test_signers_are_reminded_in_place_of_the_desk(self, made):
        InstallationFactory()
        drafted(made)
        Notice.objects.all().delete()
        late = LATER + timedelta(days=20)

        climb(runs=runs_to_look_at(on=late.date()), on=late.date(), by=SYSTEM, at=late)

        told = set(Notice.objects.filter(code="work.is_late").values_list("user", flat=True))
        assert told == {made.checker.pk, made.officer("asker").pk}

    def test_a_signature_waits_until_the_day_of_the_turn(self, made):
        turn = made.matter.turns.waiting().get()
        draft = drafted(made)

        assert signing_turn(draft).due_on == turn.due_on is not None

    @pytest.mark.parametrize(
        "act",
        [
            lambda turn, made: turns.hand_to(turn=turn, to=made.leader, by=made.leader, at=LATER),
            lambda turn, made: turns.take_back(turn=turn, by=made.leader, at=LATER),
            lambda turn, made: turns.send_down(
                turn=turn, to=BodyFactory(parent=made.bodies["doer"][0]), by=made.leader, at=LATER
            ),
        ],
        ids=["handed", "taken back", "sent down"],
    )
    def test_what_waits_for_a_signature_goes_from_hand_to_hand_with_its_signer_only(self, made, act):
        with pytest.raises(refusals.ForSignature):
            act(signing_turn(drafted(made)), made)

    def test_what_waits_for_a_signer_who_leaves_goes_to_who_takes_over(self, made):
        draft = drafted(made)
        heir = officer_of(made.bodies["doer"][0], "lead_officer")

        people.end_post(post=made.checker.posts.get(), on=DAY, to=heir, by=SYSTEM, at=LATER)

        assert signing_turn(draft).holder == heir

    def test_where_nobody_takes_over_the_drafter_has_it_again(self, made):
        draft = drafted(made)
        auditor = officer_of(made.bodies["doer"][0], "auditor")

        people.end_post(post=made.checker.posts.get(), on=DAY, to=auditor, by=SYSTEM, at=LATER)

        draft.refresh_from_db()
        assert draft.state == DraftState.RETURNED
        assert [turn.draft for turn in waits_for(made.officer("doer"))] == [draft]
