"""A procedure that only the tests declare: a request that is reviewed, countersigned, supplemented, decided."""

from luoshi.kernel.errors import Refusal
from luoshi.work.engine.flows import HOLDER, SYSTEM, Clock, Move, Needs, Rung, State
from luoshi.work.procedure import Procedure


class NotOnFridays(Refusal):
    code = "trial.not_on_fridays"
    sentence = "Not on Fridays: %(day)s."


class Trial(Procedure):
    """申请—受理—会签—决定, with supplementing and an objection."""

    code = "trial.request"
    label = "Trial request"
    series = "试"
    relations = {
        "applicant": "applicant",
        "reviewer": "reviewer",
        "support": "supporter",
        "decider": "decider",
    }
    begins = "review"
    states = (
        State(code="review", label="Under review", whose="reviewer"),
        State(code="supplement", label="To be supplemented", whose="applicant"),
        State(
            code="countersign",
            label="Countersigning",
            whose="support",
            is_parallel=True,
            joined="decision",
            joined_after={"disagree": "review"},
        ),
        State(code="decision", label="Before the decision", whose="decider"),
        State(code="granted", label="Granted"),
        State(code="refused", label="Refused"),
        State(code="cancelled", label="Cancelled"),
    )
    moves = (
        Move(
            code="ask",
            label="Ask for more",
            sources=("review",),
            by="reviewer",
            to="supplement",
            needs=Needs(reason=True),
        ),
        Move(
            code="supply",
            label="Supply",
            sources=("supplement",),
            by="applicant",
            to="review",
            needs=Needs(files=1),
        ),
        Move(code="pass", label="Pass on", sources=("review",), by="reviewer", to="countersign"),
        Move(code="agree", label="Agree", sources=("countersign",), by="support"),
        Move(
            code="disagree",
            label="Disagree",
            sources=("countersign",),
            by="support",
            needs=Needs(reason=True),
        ),
        Move(
            code="grant",
            label="Grant",
            sources=("decision",),
            by="decider",
            to="granted",
            not_by=("pass",),
            guard="held_on_fridays",
            effect="granted",
            tells=("applicant",),
        ),
        Move(
            code="refuse",
            label="Refuse",
            sources=("decision",),
            by=HOLDER,
            to="refused",
            needs=Needs(reason=True),
        ),
        Move(
            code="remark",
            label="Remark",
            sources=("review", "countersign", "decision"),
            by="applicant",
            needs=Needs(note=True),
        ),
        Move(
            code="cancel",
            label="Cancel",
            sources=("review", "supplement", "countersign", "decision"),
            by="applicant",
            to="cancelled",
        ),
        Move(
            code="transfer",
            label="Transfer",
            sources=("review",),
            by="reviewer",
            to="review",
            needs=Needs(to_body=True),
            replaces="reviewer",
        ),
        Move(code="lapse", label="Lapse", sources=("supplement",), by=SYSTEM, to="refused"),
    )
    clocks = (
        Clock(
            code="review",
            label="Review",
            runs_in=("review", "countersign", "decision"),
            pauses_in=("supplement",),
            length=15,
            basis="试行办法第三条",
            ladder=(
                Rung(code="soon", label="Soon", days=-3),
                Rung(code="late", label="Late", days=1, tells=(HOLDER, "applicant")),
            ),
        ),
        Clock(
            code="supplement",
            label="Supplement",
            runs_in=("supplement",),
            length=10,
            unit="days",
            ladder=(Rung(code="lapse", label="Lapse", days=1, move="lapse"),),
        ),
    )
    effects: list[int] = []

    def held_on_fridays(self, matter, *, by, at):
        return NotOnFridays(day=at.date()) if at.weekday() == 4 else None

    def granted(self, matter, made, *, by, at):
        self.effects.append(matter.pk)
