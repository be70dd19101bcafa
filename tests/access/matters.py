"""Who may move matters on, hand them out, and look at them (事项权限)."""

from datetime import date

from luoshi.work.models import (
    ClockRun,
    Matter,
    MoveMade,
    ProcedureTerm,
    ProcedureVersion,
    RungReached,
    Turn,
)
from luoshi.work.services import turns as services
from luoshi.work.services.matters import move
from tests.access.rights import ONE
from tests.access.world import ANYTHING, ELSEWHERE, OWN_AREA, OWN_BODY, Row, Scene, page, seen, signed_in
from tests.kernel.factories import LATER, BodyFactory
from tests.work.factories import cast, officer_of

PLACES = (OWN_BODY, OWN_AREA, ELSEWHERE)
HANDLING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk"), (OWN_BODY,))
HANDING_OUT = dict.fromkeys(("body_administrator", "lead_officer", "leader"), (OWN_BODY,))
SETTING = {"administrator": ONE, "lead_officer": ONE}
READING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk", "body_administrator"), (OWN_BODY,)) | {
    "auditor": PLACES
}
LIST = signed_in(ANYTHING)
TERM = {"length": 10, "unit": "days", "valid_from": "2025-10-01", "clause": "市政府办公室通知"}


def matter(at: Scene) -> Matter:
    """A matter that waits for the body before which the person stands."""
    return cast(reviewer=at.body).matter


def turn(at: Scene) -> Turn:
    return matter(at).turns.get()


def held(at: Scene) -> Turn:
    """A turn in the hands of somebody of that body."""
    found, officer = turn(at), officer_of(at.body)
    return services.hand_to(turn=found, to=officer, by=officer, at=LATER)


def sent_down(at: Scene) -> Turn:
    """A turn that the body answers for and that lies with another below it."""
    lower = BodyFactory(parent=at.body)
    liaison = officer_of(at.body, role="body_administrator")
    return services.send_down(turn=turn(at), to=lower, by=liaison, at=LATER)


def moved_by(at: Scene) -> Matter:
    """A matter in which the person took the last step, for a body where they hold a post."""
    found = matter(at)
    if at.by.pk and at.role in HANDLING and at.place == OWN_BODY:
        move(matter=found, move="pass", by=at.by, at=LATER)
    else:
        move(matter=found, move="pass", by=officer_of(at.body), at=LATER)
    return found


def colleague(at: Scene):
    return officer_of(at.body)


def below(at: Scene):
    return BodyFactory(parent=at.body, area=at.body.area)


def runs(at: Scene) -> list[int]:
    return list(ClockRun.objects.filter(matter=matter(at)).values_list("pk", flat=True))


def older(at: Scene) -> Matter:
    """A matter that runs by an older version of its procedure."""
    found = matter(at)
    version = ProcedureVersion.objects.create(
        procedure=found.procedure,
        number=2,
        digest="0" * 64,
        definition=found.version.definition,
        stored_at=LATER,
    )
    Matter.objects.filter(pk=found.pk).update(version=version)
    found.refresh_from_db()
    return found


SERVICES = {
    "work.services.matters.move": Row(
        HANDLING, lambda at: {"matter": matter(at), "move": "pass"}, (MoveMade, Matter, Turn), PLACES
    ),
    "work.services.withdrawing.withdraw_move": Row(
        HANDLING, lambda at: {"matter": moved_by(at)}, (MoveMade, Matter, Turn), PLACES
    ),
    "work.services.turns.hand_to": Row(
        HANDING_OUT, lambda at: {"turn": turn(at), "to": colleague(at)}, (Turn,), PLACES
    ),
    "work.services.turns.take_back": Row(HANDING_OUT, lambda at: {"turn": held(at)}, (Turn,), PLACES),
    "work.services.turns.send_down": Row(
        HANDING_OUT, lambda at: {"turn": turn(at), "to": below(at)}, (Turn,), PLACES
    ),
    "work.services.turns.fetch_back": Row(HANDING_OUT, lambda at: {"turn": sent_down(at)}, (Turn,), PLACES),
    "work.services.turns.see": Row(HANDLING, lambda at: {"turn": turn(at)}, (Turn,), PLACES),
    "work.services.terms.set_term": Row(
        SETTING,
        lambda at: {
            "procedure": "trial.request",
            "clock_code": "review",
            **{**TERM, "valid_from": date(2025, 10, 1)},
        },
        (ProcedureTerm,),
        ONE,
    ),
    "work.services.versions.carry_over": Row(
        SETTING, lambda at: {"matters": [older(at)], "states": {}}, (Matter,), ONE
    ),
    "work.services.ladders.climb": Row(
        {"administrator": ONE},
        lambda at: {"runs": runs(at), "on": date(2025, 10, 20)},
        (RungReached,),
        ONE,
    ),
    "work.services.recounting.recount": Row(
        {"administrator": ONE}, lambda at: {"runs": drifted(at)}, (ClockRun,), ONE
    ),
}


def drifted(at: Scene) -> list[int]:
    """Clocks whose day is not what the calendar says."""
    found = runs(at)
    ClockRun.objects.filter(pk__in=found).update(due_on=date(2025, 12, 24))
    return found


def of_turn(make):
    return lambda at: page(make(at).pk)


ROUTES = {
    "work:my_work GET": seen(LIST, places=ONE),
    "work:inbox GET": seen(LIST, places=ONE),
    "work:matters GET": seen(LIST, places=ONE),
    "work:procedures GET": seen(LIST, places=ONE),
    "work:procedure GET": seen(LIST, lambda at: page("trial.request"), places=ONE),
    "work:matter GET": seen(READING, lambda at: page(matter(at).pk), places=PLACES),
    "work:receipt GET": seen(READING, lambda at: page(matter(at).pk), places=PLACES),
    "work:make_move GET": seen(HANDLING, lambda at: page(matter(at).pk, "pass"), places=PLACES),
    "work:make_move POST": Row(
        HANDLING, lambda at: page(matter(at).pk, "pass", seen=0), (MoveMade, Matter, Turn), PLACES
    ),
    "work:withdraw POST": Row(
        HANDLING, lambda at: page(moved_by(at).pk), (MoveMade, Matter), PLACES, is_personal=True
    ),
    "work:see_turn POST": Row(HANDLING, of_turn(turn), (Turn,), PLACES),
    "work:take_up POST": Row(HANDLING, of_turn(turn), (Turn,), PLACES),
    "work:lay_back POST": Row(HANDING_OUT, of_turn(held), (Turn,), PLACES),
    "work:hand_out GET": seen(HANDING_OUT, of_turn(turn), places=PLACES),
    "work:hand_out POST": Row(
        HANDING_OUT, lambda at: page(turn(at).pk, to=colleague(at).pk), (Turn,), PLACES
    ),
    "work:send_down GET": seen(HANDING_OUT, of_turn(turn), places=PLACES),
    "work:send_down POST": Row(HANDING_OUT, lambda at: page(turn(at).pk, to=below(at).pk), (Turn,), PLACES),
    "work:fetch_back POST": Row(HANDING_OUT, of_turn(sent_down), (Turn,), PLACES),
    "work:set_term GET": seen(SETTING, lambda at: page("trial.request", "review"), places=ONE),
    "work:set_term POST": Row(
        SETTING, lambda at: page("trial.request", "review", **TERM), (ProcedureTerm,), ONE
    ),
}
# Called inside an act only.
INNER = {
    "work.services.matters.open_matter": "part of the act that made the thing which the matter is about",
    "work.services.clocks.change_due": "part of the act that decided about the day",
    "work.services.ladders.reached": "asks a calendar only",
    "work.services.matters.check": "asks only: part of `move`",
    "work.services.matters.may_move": "asks only: what a page offers",
    "work.services.withdrawing.withdrawable": "asks only: part of `withdraw_move`",
    "work.services.turns.hand_over": "part of the act by which a post ends",
}
