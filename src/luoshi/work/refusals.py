"""Why a matter does not move (事项办理的拒绝), in words for whoever tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import NotAllowed
from luoshi.kernel.errors import Refusal
from luoshi.work.rights import HANDLE


class NotNow(Refusal):
    code = "work.not_now"
    sentence = _("“%(move)s” can't be done while the matter is in “%(state)s”.")


class AlreadyMoved(Refusal):
    code = "work.already_moved"
    sentence = _("%(who)s was faster: “%(move)s” has been done. Look at the matter again before you go on.")


class MatterEnded(Refusal):
    code = "work.matter_ended"
    sentence = _("The matter has ended: nobody moves it any more.")


class NotYourTurn(NotAllowed):
    """Whoever tries serves no body that may take the step."""

    code = "work.not_your_turn"
    sentence = _("“%(move)s” is for %(relation)s: no body that you serve is that in this matter.")

    def __init__(self, *, move: str, relation: str) -> None:
        Refusal.__init__(self, move=move, relation=relation)
        self.act = HANDLE


class InOthersHands(Refusal):
    code = "work.in_others_hands"
    sentence = _("This lies in the hands of %(holder)s. Whoever hands out at %(body)s can give it to you.")


class MadeTheOther(Refusal):
    code = "work.made_the_other"
    sentence = _("Whoever did “%(other)s” can't also do “%(move)s”: somebody else must.")


class LacksNote(Refusal):
    code = "work.lacks_note"
    sentence = _("Say in words what was done: “%(move)s” needs a note.")


class LacksReason(Refusal):
    code = "work.lacks_reason"
    sentence = _("Give the reason: “%(move)s” needs one.")


class LacksFiles(Refusal):
    code = "work.lacks_files"
    sentence = _("“%(move)s” needs %(least)s file(s) as evidence; %(given)s came.")


class LacksDay(Refusal):
    code = "work.lacks_day"
    sentence = _("Name the day: “%(move)s” needs one.")


class LacksBody(Refusal):
    code = "work.lacks_body"
    sentence = _("Name the body: “%(move)s” needs one.")


class ConditionFails(Refusal):
    code = "work.condition_fails"
    sentence = _("“%(move)s” can't be done: the condition “%(formula)s” does not hold on %(day)s.")


class ConditionUndecided(Refusal):
    code = "work.condition_undecided"
    sentence = _("“%(move)s” can't be done: whether “%(formula)s” holds is not known on %(day)s.")


class NotOnThisDesk(Refusal):
    code = "work.not_on_this_desk"
    sentence = _("%(user)s holds no post at %(body)s that handles matters today.")


class NotBelow(Refusal):
    code = "work.not_below"
    sentence = _("%(lower)s does not stand below %(body)s: what is sent down goes to a body of one's own.")


class TurnTaken(Refusal):
    code = "work.turn_taken"
    sentence = _("This has been done meanwhile; it waits for nobody any more.")


class SeenAlready(Refusal):
    code = "work.seen_already"
    sentence = _("%(body)s has opened it already: what was done can't be withdrawn any more.")


class NotLastMove(Refusal):
    code = "work.not_last_move"
    sentence = _("Only the last step can be withdrawn, by whoever took it.")


class CannotBeUndone(Refusal):
    code = "work.cannot_be_undone"
    sentence = _("“%(move)s” has had its effect and can't be withdrawn.")


class NoParty(Refusal):
    code = "work.no_party"
    sentence = _("The matter needs a body as %(relation)s: it would wait for nobody.")


class DueBefore(Refusal):
    code = "work.due_before"
    sentence = _("The day %(day)s has passed already.")


class NotRunning(Refusal):
    code = "work.not_running"
    sentence = _("No clock runs here: there is no day to move.")


class DraftUnderWay(Refusal):
    code = "work.draft_under_way"
    sentence = _(
        "“%(move)s” is drafted and waits inside the body: drop that draft before you do anything else."
    )


class NobodySigns(Refusal):
    code = "work.nobody_signs"
    sentence = _(
        "Nobody can sign at step %(step)s but you yourself: have the chain of %(body)s changed first."
    )


class NotYourSignature(Refusal):
    code = "work.not_your_signature"
    sentence = _("This waits for the signature of %(signer)s.")


class OwnDraft(Refusal):
    code = "work.own_draft"
    sentence = _("You drafted this yourself: somebody else signs it.")


class ForSignature(Refusal):
    code = "work.for_signature"
    sentence = _("This waits for a signature: it is signed or returned, and not handed on.")


class DraftEnded(Refusal):
    code = "work.draft_ended"
    sentence = _("This draft has been signed or given up meanwhile.")


class DayToCome(Refusal):
    code = "work.day_to_come"
    sentence = _("The day %(day)s is still to come: nobody has signed on it.")


class LacksName(Refusal):
    code = "work.lacks_name"
    sentence = _("Name whoever signed on paper.")
