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


class Errand(Procedure):
    """交办—分别答复—汇总, with what the first trial has not: it begins with several, and its day is given."""

    code = "trial.errand"
    label = "Trial errand"
    series = "办"
    relations = {"asked": "asked body", "owner": "owner"}
    begins = "answering"
    states = (
        State(code="answering", label="Being answered", whose="asked", is_parallel=True, joined="summing"),
        State(code="summing", label="Being summed up", whose="owner"),
        State(code="closed", label="Closed"),
        State(code="dropped", label="Dropped"),
    )
    moves = (
        Move(code="answer", label="Answer", sources=("answering",), by=HOLDER, needs=Needs(note=True)),
        Move(code="decline", label="Decline", sources=("answering",), by="asked", not_by=("drop",)),
        Move(code="cut", label="Cut short", sources=("answering",), by=SYSTEM, to="summing"),
        Move(
            code="again",
            label="Ask again",
            sources=("summing",),
            by="owner",
            to="answering",
            tells=("asked",),
        ),
        Move(
            code="close",
            label="Close",
            sources=("summing",),
            by="owner",
            to="closed",
            not_by=("answer",),
            effect="counted",
        ),
        Move(
            code="hold",
            label="Note the day",
            sources=("answering", "summing"),
            by="owner",
            needs=Needs(day=True),
        ),
        Move(
            code="drop",
            label="Drop",
            sources=("answering", "summing"),
            by="owner",
            to="dropped",
            is_final=True,
        ),
    )
    clocks = (
        Clock(
            code="answer",
            label="Answer",
            runs_in=("answering",),
            pauses_in=("summing",),
            length=6,
            ladder=(Rung(code="cut", label="Cut", days=3, move="cut"),),
        ),
        Clock(code="whole", label="Whole", runs_in=("answering", "summing"), length=3, unit="months"),
    )

    def counted(self, matter, made, *, by, at):
        """An effect of which nothing stays once it is undone."""

    def undo_counted(self, matter, made, *, by, at):
        """Nothing is left to undo."""
