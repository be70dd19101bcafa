"""Chains: what a body has signed inside before it leaves, by whom, and what others know of it."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.kernel.services import people
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.flows import flow_of
from luoshi.work.models import Chain, DraftState, MoveDraft, MoveMade, Notice, SigningKind, Turn
from luoshi.work.queries import turns as queries
from luoshi.work.services import chains, signing, turns
from luoshi.work.services.ladders import climb, runs_to_look_at
from luoshi.work.services.matters import may_move, move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import (
    DAY,
    LATER,
    NOON,
    BodyFactory,
    InstallationFactory,
    PostFactory,
    UploadFactory,
)
from tests.work.factories import officer_of
from tests.work.signed import CODE, chain, errand, role, signing_turn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]
REPORT = Brought(note="已完成技术改造")


@pytest.fixture
def made():
    """An errand of a body that has a checker and a leader who sign its reports, one after the other."""
    found = errand()
    body = found.bodies["doer"][0]
    found.checker, found.leader = officer_of(body, "lead_officer"), officer_of(body, "leader")
    chain(
        body,
        {"kind": SigningKind.CHECK, "people": [found.checker]},
        {"kind": SigningKind.SIGN, "roles": [role("leader")]},
    )
    return found


def drafted(made, code="report", relation="doer", brought=REPORT, at=LATER) -> MoveDraft:
    found = move(matter=made.matter, move=code, by=made.officer(relation), at=at, brought=brought)
    assert isinstance(found, MoveDraft)
    return found


def sign(draft, by, place=0, at=LATER):
    return signing.sign_draft(turn=signing_turn(draft, place), by=by, at=at)


def waits_for(person) -> list[Turn]:
    return list(queries.waiting_for(person, on=DAY))


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


class TestToldApart:
    """`not_by` counts the drafter and the last signer."""

    def both_sides(self):
        body = BodyFactory()
        made = errand(asker=body, doer=body)
        return made, body, officer_of(body, "leader")

    def test_the_drafter_of_one_step_does_not_take_the_one_that_it_excludes(self):
        made, body, leader = self.both_sides()
        chain(body, {"people": [leader]})
        sign(drafted(made), leader)
        drafter = MoveDraft.objects.get().versions.get().by

        with pytest.raises(refusals.MadeTheOther, match="Report"):
            move(matter=made.matter, move="close", by=drafter, at=LATER)

    def test_the_last_signer_of_one_step_does_not_take_the_one_that_it_excludes(self):
        made, body, leader = self.both_sides()
        chain(body, {"people": [leader]})
        sign(drafted(made), leader)

        with pytest.raises(refusals.MadeTheOther, match="Report"):
            move(matter=made.matter, move="close", by=leader, at=LATER)

    def test_whoever_only_checked_takes_it(self):
        made, body, leader = self.both_sides()
        checker = officer_of(body)
        chain(body, {"people": [checker]}, {"people": [leader]})
        draft = drafted(made)
        sign(draft, checker)
        sign(draft, leader)

        move(matter=made.matter, move="close", by=checker, at=LATER)

        assert made.matter.state == "closed"

    def test_nobody_gives_the_last_signature_to_what_their_own_step_excludes(self):
        made, body, leader = self.both_sides()
        chain(body, {"people": [leader]}, move="confirm")
        move(matter=made.matter, move="report", by=leader, at=LATER, brought=REPORT)
        draft = drafted(made, code="confirm", brought=Brought())

        with pytest.raises(refusals.MadeTheOther, match=r"Report.*Confirm"):
            sign(draft, leader)

        assert draft.versions.get().signatures.count() == 0


class TestSupporters:
    """Supporters countersign beside one another, each after its own chain."""

    def consulted(self):
        made = errand(supports=2)
        first = made.bodies["support"][0]
        leader = officer_of(first, "leader")
        chain(first, {"people": [leader]}, move="agree")
        chain(first, {"people": [leader]}, move="comment")
        move(matter=made.matter, move="consult", by=made.officer("doer"), at=LATER)
        return made, leader

    def drafted(self, made, code="agree", **brought):
        return move(
            matter=made.matter, move=code, by=made.officer("support"), at=LATER, brought=Brought(**brought)
        )

    def test_one_supporters_draft_leaves_the_others_free(self):
        made, leader = self.consulted()
        draft = self.drafted(made)

        move(matter=made.matter, move="agree", by=made.officer("support", 1), at=LATER)

        made.matter.refresh_from_db()
        assert made.matter.state == "countersign"
        assert [turn.draft for turn in waits_for(leader)] == [draft]

    def test_the_last_signature_of_the_last_supporter_leads_on(self):
        made, leader = self.consulted()
        move(matter=made.matter, move="agree", by=made.officer("support", 1), at=LATER)

        sign(self.drafted(made, "comment", note="建议补充数据"), leader)

        made.matter.refresh_from_db()
        assert made.matter.state == "checking"

    def test_another_supporters_step_gives_up_no_draft(self):
        made, leader = self.consulted()
        draft = self.drafted(made)
        move(matter=made.matter, move="comment", by=made.officer("support", 1), at=LATER, brought=REPORT)

        sign(draft, leader)

        draft.refresh_from_db()
        made.matter.refresh_from_db()
        assert (draft.state, made.matter.state) == (DraftState.SIGNED, "checking")


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
