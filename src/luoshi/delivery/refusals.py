"""Why something about an assignment can't be done (任务办理的拒绝)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.errors import Refusal


class LeadSupports(Refusal):
    code = "delivery.lead_supports"
    sentence = _("%(body)s leads this: it can't also support it.")


class DueInThePast(Refusal):
    code = "delivery.due_in_the_past"
    sentence = _("The day %(day)s has passed already: name one to come.")


class NoPartInIt(Refusal):
    code = "delivery.no_part_in_it"
    sentence = _("%(body)s has no part in “%(title)s”.")


class MajorAlready(Refusal):
    code = "delivery.major_already"
    sentence = _("“%(title)s” is marked as major already.")


class ReportedAlready(Refusal):
    code = "delivery.reported_already"
    sentence = _("This report has arrived already; to change it, report anew.")


class TooLateToAsk(Refusal):
    code = "delivery.too_late_to_ask"
    sentence = _("It was due on %(day)s: another day can be asked for only before that.")


class NoDayToMove(Refusal):
    code = "delivery.no_day_to_move"
    sentence = _("No day was set for this assignment: there is none to move.")


class NothingReported(Refusal):
    code = "delivery.nothing_reported"
    sentence = _("Nothing has been reported and accepted yet: report what was done first, with its evidence.")


class EvidenceTooWeak(Refusal):
    code = "delivery.evidence_too_weak"
    sentence = _(
        "The evidence is of grade %(grade)s: it takes a paper with its number or a figure of the system, "
        "or say in at least %(least)s characters why you accept it all the same."
    )


class NotLongTerm(Refusal):
    code = "delivery.not_long_term"
    sentence = _("Only what is kept up for long is confirmed; this is done once.")


class OwnReport(Refusal):
    code = "delivery.own_report"
    sentence = _("Whoever reported it can't review it: somebody else must.")


class StillUnanswered(Refusal):
    code = "delivery.still_unanswered"
    sentence = _("The form “%(form)s” is not answered yet about %(n)s assignments of this round.")


class NotReplaced(Refusal):
    code = "delivery.not_replaced"
    sentence = _("Report anew first: the new report takes the place of this one by itself.")


class StillMissing(Refusal):
    code = "delivery.still_missing"
    sentence = _("%(n)s assignments have no report in this round yet.")


class NothingSaid(Refusal):
    code = "delivery.nothing_said"
    sentence = _("Say what was done, or why nothing was: one of the two.")


class NotTheirs(Refusal):
    code = "delivery.not_theirs"
    sentence = _("%(body)s leads none of the assignments that the report is about: %(title)s.")


class MilestoneElsewhere(Refusal):
    code = "delivery.milestone_elsewhere"
    sentence = _("The milestone %(title)s belongs to another assignment.")


class NobodyToAsk(Refusal):
    code = "delivery.nobody_to_ask"
    sentence = _("Nobody leads an assignment of %(body)s that is under way: there is nobody to ask.")


class RoundOpened(Refusal):
    code = "delivery.round_opened"
    sentence = _("The round %(period)s of %(body)s is open already.")


class RuleUnsound(Refusal):
    code = "delivery.rule_unsound"
    sentence = _("The rule of lights does not hold: %(faults)s")


class LightStands(Refusal):
    code = "delivery.light_stands"
    sentence = _("A light set by name stands already: end that one first.")


class EndedAlready(Refusal):
    code = "delivery.ended_already"
    sentence = _("Somebody has ended this before.")


class MilestoneGone(Refusal):
    code = "delivery.milestone_gone"
    sentence = _("The milestone was withdrawn before.")


class NothingToTakeIn(Refusal):
    code = "delivery.nothing_to_take_in"
    sentence = _(
        "There is no sound file that waits to be entered: it was entered before, or a newer one came in its place."
    )


class TaskChangedSince(Refusal):
    code = "delivery.task_changed_since"
    sentence = _(
        "%(title)s has changed since the file was checked: it is no longer reported on in this round, or a milestone "
        "is gone. Hand in the file again."
    )


class NoFileInZip(Refusal):
    code = "delivery.no_file_in_zip"
    sentence = _("No file is in the zip.")


class TooManyInZip(Refusal):
    code = "delivery.too_many_in_zip"
    sentence = _("The zip holds %(given)s files; at most %(most)s are read.")


class NotFromLedger(Refusal):
    code = "delivery.not_from_ledger"
    sentence = _("Only what was taken over from a former ledger is entered as it stood there, once.")


class TakenOverAlready(Refusal):
    code = "delivery.taken_over_already"
    sentence = _("“%(title)s” was taken over already: a ledger adds a task once.")


class MovedSince(Refusal):
    code = "delivery.moved_since"
    sentence = _("“%(title)s” has been worked on since it was taken over: it can't be taken back.")


class NothingDecided(Refusal):
    code = "delivery.nothing_decided"
    sentence = _("Nothing is chosen: say of at least one row what becomes of it.")


class NotSettled(Refusal):
    code = "delivery.not_settled"
    sentence = _("“%(title)s”: %(why)s Nothing was done yet.")


class ReasonMissing(Refusal):
    code = "delivery.reason_missing"
    sentence = _("Say why: it is kept with the task.")


class NotReached(Refusal):
    code = "delivery.not_reached"
    sentence = _("A milestone is reached by a report that was accepted; carry it over or drop it.")


class PromiseMissing(Refusal):
    code = "delivery.promise_missing"
    sentence = _("Say which number it will be, before it is known.")


class TooFewToDraw(Refusal):
    code = "delivery.too_few_to_draw"
    sentence = _("Only %(n)s can be drawn, not %(size)s: draw fewer, or take a longer period.")


class NotAnInspector(Refusal):
    code = "delivery.not_an_inspector"
    sentence = _("%(who)s moves nothing on for %(body)s today: choose somebody who does.")


class SeedMissing(Refusal):
    code = "delivery.seed_missing"
    sentence = _("Write the number as it was published.")


class DrawnAlready(Refusal):
    code = "delivery.drawn_already"
    sentence = _("It was drawn already: a draw is made once. Announce another.")
