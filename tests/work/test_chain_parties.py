"""Chains and who takes part: persons who are kept apart, supporters who sign beside one another."""

import pytest

from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.models import DraftState, MoveDraft
from luoshi.work.services.matters import move
from tests.kernel.factories import LATER, BodyFactory
from tests.work.factories import officer_of
from tests.work.signed import REPORT, chain, drafted, errand, sign, waits_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed")]


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
