"""People who try everything with matters, the right ones and the wrong ones (随机办理): a driver with a seed.

What is legal is not asked of the product: who serves where, and what must hold after each act, is kept here.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.db import connection

from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import AuditHead, Body, User
from luoshi.work.flows import flow_of
from luoshi.work.models import (
    ClockRun,
    DueChange,
    Matter,
    MoveFile,
    MoveMade,
    Notice,
    Party,
    RungReached,
    Turn,
)
from luoshi.work.procedure import PROCEDURES
from luoshi.work.services import clocks, ladders, turns
from luoshi.work.services.matters import Brought, may_move, move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import NOON, AreaFactory, BodyFactory, InstallationFactory, UploadFactory
from tests.work.factories import officer_of, opened
from tests.work.holding import standing_of

HANDLING = ("officer", "leader", "lead_officer", "clerk")
COUNTED = (Matter, Turn, MoveMade, MoveFile, ClockRun, DueChange, RungReached, Notice, Party)
COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {model._meta.db_table})" for model in COUNTED)
LIVE = 8


@dataclass
class People:
    """The bodies, who serves there, and who may move matters on for which body."""

    bodies: list[Body]
    users: list[User]
    serves: dict[int, set[int]]
    at: dict[int, list[User]]
    files: list


def people() -> People:
    """Five bodies, two of them with a body below; officers and liaisons, an auditor, somebody who serves nowhere."""
    InstallationFactory()
    area = AreaFactory()
    bodies = [BodyFactory(area=area) for _body in range(5)]
    bodies += [BodyFactory(area=area, parent=parent) for parent in bodies[:2]]
    roles = [
        (body, role) for body in bodies for role in ("officer", "officer", "leader", "body_administrator")
    ]
    roles += [(bodies[0], "auditor"), (BodyFactory(area=area), "officer")]
    users = [officer_of(body, role=role) for body, role in roles]
    serves = {
        user.pk: {body.pk} if role in HANDLING else set()
        for user, (body, role) in zip(users, roles, strict=True)
    }
    at: dict[int, list[User]] = {}
    for user, (body, _role) in zip(users, roles, strict=True):
        at.setdefault(body.pk, []).append(user)
    return People(bodies, users, serves, at, [UploadFactory(), UploadFactory()])


@dataclass
class Wanderer:
    """One walk through many acts: `tally` counts what came of them."""

    people: People
    seed: int
    procedures: tuple[str, ...] = ("trial.request", "trial.errand")
    at: object = NOON
    untried: frozenset[str] = frozenset()  # steps that only what was taken over can take
    random: Random = field(init=False)
    live: list[Matter] = field(default_factory=list)
    log: deque = field(default_factory=lambda: deque(maxlen=12))
    tally: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.random = Random(self.seed)

    def walk(self, acts: int):
        """So many acts; whatever does not hold is told with the acts before it."""
        choices = (self.try_move, self.withdraw, self.hand, self.send, self.see, self.pass_days, self.approve)
        for _act in range(acts):
            self.at += timedelta(minutes=self.random.randint(1, 90))
            while len(self.live) < LIVE:
                self.live.append(self.open())
            (chosen,) = self.random.choices(choices, weights=(60, 12, 10, 6, 6, 4, 2))
            try:
                chosen()
            except Exception as error:
                raise AssertionError(f"seed {self.seed}, after {list(self.log)}: {error!r}") from error
        for matter in Matter.objects.all():
            standing_of(matter)

    def open(self) -> Matter:
        """A matter of any procedure, with any bodies; the same one may have several parts."""
        kind = PROCEDURES[self.random.choice(self.procedures)]
        parallel = {state.whose for state in kind.states if state.is_parallel}
        parties = {
            relation: self.random.sample(
                self.people.bodies[:5], self.random.randint(0, 3) if relation in parallel else 1
            )
            for relation in kind.relations
        }
        if kind.flow.by_state[kind.begins].whose in parallel:
            parties[kind.flow.by_state[kind.begins].whose] = self.people.bodies[:2]
        due = {
            each.code: clock.day_of(self.at) + timedelta(days=20)
            for each in kind.clocks
            if each.length is None
        }
        matter = opened(
            procedure=kind.code, title="任意事项", parties=parties, due=due, by=SYSTEM, at=self.at
        )
        standing_of(matter)
        self.tally["opened"] += 1
        return matter

    # what people try

    def try_move(self):
        matter, by = self.matter(), None
        flow = flow_of(matter)
        tried = [code for code in flow.by_move if code not in self.untried]
        offered = [step.code for step in flow.moves_from(matter.state) if step.code in tried]
        codes = offered if offered and self.random.random() < 0.8 else tried
        step = flow.by_move[self.random.choice(codes)]
        if step.to and flow.by_state[step.to].is_end and self.random.random() < 0.6:
            step = flow.by_move[self.random.choice(codes)]  # the more is done before the end
        by = self.likely(matter, step)
        brought, is_all = self.brought(step)
        seen = self.random.choice([None, None, None, matter.step, matter.step, max(0, matter.step - 1)])
        before = Turn.objects.waiting().filter(matter=matter)
        held = {turn.pk: turn for turn in before}
        is_asked = self.random.random() < 0.3
        allowed = may_move(matter=matter, move=step, by=by, at=self.at) if is_asked else None
        made = self.act(
            f"move {step.code}",
            matter,
            lambda: move(matter=matter, move=step.code, by=by, at=self.at, seen=seen, brought=brought),
        )
        if is_asked and is_all and seen in (None, matter.step - bool(made)):
            assert (made is not None) == (allowed is None), f"may_move said {allowed!r}, the move {made!r}"
        if made:
            self.was_entitled(flow, step, made, held, by)

    def was_entitled(self, flow, step, made, held, by):
        """Whoever moved serves the desk of the turn, or the body of the party, in nobody else's hands."""
        if by is SYSTEM:
            return
        mine = self.people.serves[by.pk]
        if flow.is_in_turn(step, made.from_state):
            turns_of = [turn for turn in held.values() if turn.body_id == made.body_id]
            assert any(turn.desk_id in mine and turn.holder_id in (None, by.pk) for turn in turns_of), (
                "no turn of theirs"
            )
        else:
            assert made.body_id in mine, "a body that they do not serve"
        assert made.relation == flow.relation_of(step, made.from_state), "as another party"

    def withdraw(self):
        matter = self.matter()
        last = matter.moves.order_by("-number").first()
        by = last.by if last and last.by and self.random.random() < 0.7 else self.anybody()
        made = self.act("withdraw", matter, lambda: withdraw_move(matter=matter, by=by, at=self.at))
        if made:
            assert (made.withdraws, made.by, matter.state) == (last, by, last.from_state), (
                "another step was withdrawn"
            )

    def hand(self):
        turn = self.turn()
        to = self.somebody_at(turn)
        by = to if self.random.random() < 0.4 else self.somebody_at(turn)
        if self.random.random() < 0.6:
            given = self.act("hand", turn.matter, lambda: turns.hand_to(turn=turn, to=to, by=by, at=self.at))
            assert not given or turn.desk_id in self.people.serves[to.pk], (
                "handed to somebody who serves elsewhere"
            )
        else:
            self.act("take back", turn.matter, lambda: turns.take_back(turn=turn, by=by, at=self.at))

    def send(self):
        turn = self.turn()
        by = self.somebody_at(turn)
        if self.random.random() < 0.6:
            to = self.random.choice([*self.people.bodies, *self.people.bodies[5:] * 3])
            sent = self.act(
                "send down", turn.matter, lambda: turns.send_down(turn=turn, to=to, by=by, at=self.at)
            )
            assert not sent or to.parent_id == turn.body_id, "sent to a body that does not stand below"
        else:
            self.act("fetch back", turn.matter, lambda: turns.fetch_back(turn=turn, by=by, at=self.at))

    def see(self):
        turn = self.turn()
        by = self.somebody_at(turn)
        self.act("see", turn.matter, lambda: turns.see(turn=turn, by=by, at=self.at) or True)

    def approve(self):
        matter = self.matter()
        code = self.random.choice(list(flow_of(matter).by_clock))
        day = clock.day_of(self.at) + timedelta(days=self.random.randint(-3, 40))
        self.act(
            "approve", matter, lambda: _approved(matter=matter, code=code, due_on=day, by=SYSTEM, at=self.at)
        )

    def pass_days(self):
        """Days pass, and the ladders are climbed as the job does it."""
        self.at += timedelta(days=self.random.randint(1, 9))
        on, last = clock.day_of(self.at), 0
        while batch := ladders.runs_to_look_at(on=on, after=last):
            last = batch[-1]
            if runs := ladders.with_fresh_rungs(runs=batch, on=on):
                before = head()
                self.tally["rungs"] += len(ladders.climb(runs=runs, on=on, by=SYSTEM, at=self.at))
                assert head() == before + 1, "a look at the ladders is one entry"
        for matter in list(self.live):
            self.look_at(matter)

    # how it is tried

    def act(self, words, matter, try_it):
        """Try it: a refusal leaves every row, an act one entry; then everything must hold."""
        before, rows = head(), rows_of(matter)
        self.log.append(f"{words} in {matter.pk} ({matter.procedure}, {matter.state})")
        try:
            result = try_it()
        except (Refusal, NotAllowed) as refusal:
            self.log[-1] += f": {type(refusal).__name__}"
            self.tally[type(refusal).__name__] += 1
            assert (head(), rows_of(matter)) == (before, rows), "a refused act has changed something"
            return None
        self.tally[words] += 1
        assert head() == before + 1, "an act is one entry"
        self.look_at(matter)
        return result

    def look_at(self, matter):
        matter.refresh_from_db()
        standing_of(matter)
        if matter.is_ended and self.random.random() < 0.7:
            self.live = [each for each in self.live if each.pk != matter.pk]

    def matter(self) -> Matter:
        return self.random.choice(self.live)

    def turn(self) -> Turn:
        """A turn of any matter that is under way; some have been taken already."""
        rows = Turn.objects.filter(matter__in=[matter.pk for matter in self.live])
        waiting = rows.waiting() if self.random.random() < 0.9 else rows
        found = waiting.select_related("matter__version", "desk__area", "body__area", "holder").order_by("pk")
        return self.random.choice(list(found) or list(rows.select_related("matter__version", "desk", "body")))

    def anybody(self) -> User:
        return self.random.choice(self.people.users)

    def somebody_at(self, turn) -> User:
        """Mostly somebody who is at the desk, or at the body that answers, whatever they may do there."""
        if self.random.random() < 0.3:
            return self.anybody()
        return self.random.choice(self.people.at[self.random.choice([turn.desk_id, turn.body_id])])

    def likely(self, matter, step):
        """Mostly somebody who serves where it lies, or the party that the step is for; else anybody, or the clock."""
        if self.random.random() < 0.2:
            return self.anybody() if self.random.random() < 0.8 else SYSTEM
        if flow_of(matter).is_in_turn(step, matter.state):
            bodies = set(matter.turns.waiting().values_list("desk", flat=True))
        else:
            bodies = set(matter.parties.filter(relation=step.by).values_list("body", flat=True))
        fit = [user for user in self.people.users if self.people.serves[user.pk] & bodies]
        return self.random.choice(fit or self.people.users)

    def brought(self, step):
        """What a step needs, or less; and whether that is all."""
        if self.random.random() < 0.15:
            return Brought(), step.needs == type(step.needs)()
        return (
            Brought(
                note="说明",
                files=self.people.files[: step.needs.files],
                day=clock.day_of(self.at),
                body=self.random.choice(self.people.bodies[:5]) if step.needs.to_body else None,
            ),
            True,
        )


@act
def _approved(*, matter, code, due_on, by, at):
    audit.record("work.due_moved", matter, by=by, at=at)
    return clocks.change_due(matter=matter, clock_code=code, due_on=due_on, note="同意延期", by=by, at=at)


def head() -> int:
    return AuditHead.objects.values_list("number", flat=True).get()


def rows_of(matter) -> list:
    """Everything of a matter, and how many rows there are of anything: asked as plainly as can be, twice an act."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        found = cursor.fetchall()
        cursor.execute("SELECT * FROM work_matter WHERE id = %s", [matter.pk])
        found += cursor.fetchall()
        for model in (Turn, Party, ClockRun):
            cursor.execute(
                f"SELECT * FROM {model._meta.db_table} WHERE matter_id = %s ORDER BY id", [matter.pk]
            )
            found += cursor.fetchall()
    return found
