"""A procedure whose steps bodies may have signed inside, and a body that has decided so."""

from datetime import date, timedelta

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, Role
from luoshi.work.brought import Brought
from luoshi.work.engine.flows import HOLDER, Clock, Move, Needs, Rung, State
from luoshi.work.models import Chain, MoveDraft, SigningKind, Turn
from luoshi.work.procedure import Procedure
from luoshi.work.queries import turns as queries
from luoshi.work.services import signing
from luoshi.work.services.chains import Signing, set_chain
from luoshi.work.services.matters import move
from tests.kernel.factories import DAY, LATER, NOON, BodyFactory
from tests.work.factories import Cast, officer_of, opened

CODE = "trial.signed"
REPORT = Brought(note="已完成技术改造")
FIRST = date(2025, 1, 1)


class Signed(Procedure):
    """办理—办结, with a report that a body signs before it leaves."""

    code = CODE
    label = "Trial errand"
    series = "签"
    relations = {"asker": "asker", "doer": "doer", "support": "supporter"}
    begins = "doing"
    states = (
        State(code="doing", label="Being done", whose="doer"),
        State(code="countersign", label="Supporters", whose="support", is_parallel=True, joined="checking"),
        State(code="checking", label="Being checked", whose="asker"),
        State(code="closed", label="Closed"),
    )
    moves = (
        Move(
            code="report",
            label="Report",
            sources=("doing",),
            by="doer",
            to="checking",
            chain=True,
            needs=Needs(note=True),
            tells=("asker",),
        ),
        Move(code="consult", label="Consult", sources=("doing",), by="doer", to="countersign"),
        Move(code="agree", label="Agree", sources=("countersign",), by="support", chain=True),
        Move(
            code="comment",
            label="Agree with a comment",
            sources=("countersign",),
            by="support",
            chain=True,
            needs=Needs(note=True),
        ),
        Move(code="plain", label="Report plainly", sources=("doing",), by=HOLDER, to="checking"),
        Move(
            code="close",
            label="Close",
            sources=("checking",),
            by="asker",
            to="closed",
            not_by=("report",),
        ),
        Move(
            code="confirm",
            label="Confirm",
            sources=("checking",),
            by="asker",
            to="closed",
            not_by=("report",),
            chain=True,
        ),
        Move(code="cancel", label="Cancel", sources=("doing", "countersign"), by="asker", to="closed"),
        Move(
            code="object",
            label="Object",
            sources=("doing",),
            by="asker",
            chain=True,
            needs=Needs(note=True),
        ),
    )
    clocks = (
        Clock(
            code="doing",
            label="Doing",
            runs_in=("doing",),
            length=5,
            ladder=(Rung(code="late", label="Late", days=1, tells=(HOLDER, "asker"), paper="work.reminder"),),
        ),
    )


def errand(*, at=NOON, supports: int = 0, **bodies) -> Cast:
    """Open a matter of it: one who asks, one who does, so many supporters."""
    parties = {
        "asker": [bodies.get("asker") or BodyFactory()],
        "doer": [bodies.get("doer") or BodyFactory()],
        "support": [BodyFactory() for _each in range(supports)],
    }
    officers = {relation: [officer_of(body) for body in found] for relation, found in parties.items()}
    matter = opened(procedure=CODE, title="示例督办事项", parties=parties, by=SYSTEM, at=at)
    return Cast(matter, parties, officers)


def chain(body: Body, *steps: dict, move: str = "report", valid_from=FIRST, at=NOON) -> Chain:
    """The body decides that these sign, step by step; each step names `people` or `roles`."""
    return set_chain(
        body=body,
        procedure=CODE,
        move=move,
        steps=[Signing(**{"kind": SigningKind.SIGN} | step) for step in steps],
        valid_from=valid_from,
        clause="局长办公会纪要",
        by=SYSTEM,
        at=at,
    )


def role(code: str) -> Role:
    return Role.objects.get(code=code)


def signing_turn(draft: MoveDraft, place: int = 0) -> Turn:
    """The turn in which a signature is waited for."""
    return draft.turns.not_closed().filter(seat__isnull=False).order_by("pk")[place]


def drafted_by(body: Body) -> MoveDraft:
    """A report of that body which waits for its leader's signature."""
    made = errand(doer=body)
    chain(
        body,
        {"people": [officer_of(body, "leader")]},
        valid_from=FIRST + timedelta(days=Chain.objects.count()),
    )
    brought = Brought(note="完成")
    found = move(matter=made.matter, move="report", by=made.officer("doer"), at=NOON, brought=brought)
    assert isinstance(found, MoveDraft)
    return found


def reported() -> Cast:
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
