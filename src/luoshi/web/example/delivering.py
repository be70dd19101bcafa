"""What became of the example plan's tasks, told through services only, night by night (示例督办经过)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.models import Assignment, Completion, Milestone, ProgressReport, SourceKind
from luoshi.delivery.queries.tasks import Open, open_tasks
from luoshi.delivery.services import assignments, lights, reports
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, Upload, User
from luoshi.kernel.services.files import store_upload
from luoshi.plan.models import Plan
from luoshi.plan.services import standings
from luoshi.web.example.days import moment
from luoshi.web.example.facts import INVENTED, Entry, entries
from luoshi.work.brought import Brought
from luoshi.work.engine.calendars import Calendar
from luoshi.work.flows import flow_of
from luoshi.work.models import ClockRun, Matter, Notice
from luoshi.work.queries.workdays import calendar
from luoshi.work.reminder import CODE as REMINDER
from luoshi.work.services import ladders, notices, papers, turns
from luoshi.work.services.matters import move

FILE = "delivering.toml"
SUPERVISOR = "supervision"
NIGHT = timedelta(hours=7)  # before the day's first act
STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Step:
    """One line of the story: on which day who does what, to which assignment."""

    on: date
    by: str
    do: str
    about: str
    given: Any


@dataclass
class Told:
    """The story as far as it was told: people, assignments and last reports by the names that the file gives them."""

    people: dict[str, User]
    tasks: dict[str, Open]
    plan: Plan
    made: dict[str, Assignment] = field(default_factory=dict)
    said: dict[str, ProgressReport] = field(default_factory=dict)

    def body_of(self, username: str) -> Body:
        return Body.objects.get(posts__user=self.people[username])


def tell_delivery(*, plan: Plan, until: date) -> None:
    """Tell what happened up to a day, each act on its own; between them the nights, with what time alone brings."""
    steps = _by_day(until)
    if not steps:
        return
    begun = min(steps)
    told = Told(
        people={user.username: user for user in User.objects.all()},
        tasks={task.commitment.title: task for task in open_tasks(plan=plan, on=begun)},
        plan=plan,
    )
    slept, by = begun, calendar()
    for day in sorted(steps):
        _sleep(slept, day, by=by)
        for place, step in enumerate(steps[day]):
            DONE[step.do](told, step, moment(day) + place * STEP)
        slept = day
    _sleep(slept, until, by=by)


def _by_day(until: date) -> dict[date, list[Step]]:
    found: dict[date, list[Step]] = defaultdict(list)
    for step in _steps():
        if step.on <= until:
            found[step.on].append(step)
    return found


def _steps() -> Iterator[Step]:
    for entry in entries(FILE, "assignment"):
        key = entry["key"]
        yield Step(entry["on"], entry["by"], "split" if entry.get("of") else "issue", key, entry)
        for each in entry["steps"]:
            yield Step(each["on"], each["by"], each["do"], key, each)
    for entry in entries(FILE, "round"):
        yield Step(entry["on"], entry["by"], "open_round", "", entry)
    for entry in entries(FILE, "reading"):
        yield Step(entry["on"], "", "read", "", entry)


def _sleep(after: date, until: date, *, by: Calendar) -> None:
    """The nights after one day up to another: who is late is told, and what has turned is recorded."""
    for day in _nights(after, until, by=by):
        at, last = moment(day) - NIGHT, 0
        while batch := ladders.runs_to_look_at(on=day, after=last):
            last = batch[-1]
            if fresh := ladders.with_fresh_rungs(runs=batch, on=day):
                ladders.climb(runs=fresh, on=day, by=SYSTEM, at=at)
        standings.pull_standings(until=day, by=SYSTEM, at=at)


def _nights(after: date, until: date, *, by: Calendar) -> Iterator[date]:
    """Those in which a rung is reached, the first of each month and the last: nobody waits for five hundred of them."""
    runs = list(ClockRun.objects.running().select_related("matter__version"))
    reached = _rungs(runs, on=after, by=by)
    for day in (after + timedelta(days=each + 1) for each in range((until - after).days)):
        before, reached = reached, _rungs(runs, on=day, by=by)
        if reached != before or day.day == 1 or day == until:
            yield day


def _rungs(runs: list[ClockRun], *, on: date, by: Calendar) -> int:
    return sum(
        len(
            ladders.reached(
                ladder=flow_of(run.matter).by_clock[run.clock].ladder, due=run.due_on, on=on, by=by
            )
        )
        for run in runs
    )


def _issue(told: Told, step: Step, at: datetime) -> None:
    entry: Entry = step.given
    task = told.tasks[entry["task"]]
    lead = task.lead
    if lead is None or entry.get("lead"):
        lead = Body.objects.standing().get(name=entry["lead"])
    told.made[step.about] = assignments.issue_assignment(
        issuer=told.body_of(step.by),
        source=assignments.Told(
            kind=SourceKind(entry.get("kind", SourceKind.PLAN)),
            title=entry.get("paper", told.plan.title),
            number="" if entry.get("paper") else told.plan.document.number or "",
            words=task.commitment.title,
            plan=told.plan,
        ),
        asked=assignments.Asked(
            title=entry.get("title", task.commitment.title),
            lead=lead,
            supporters=[body for body in task.supporters if body != lead],
            completion=Completion(entry.get("completion", Completion.ONE_OFF)),
            due_on=entry.get("due_on"),
            commitments=[task.commitment],
            supervisor=told.body_of(SUPERVISOR),
        ),
        origin=INVENTED,
        by=told.people[step.by],
        at=at,
    )


def _split(told: Told, step: Step, at: datetime) -> None:
    entry: Entry = step.given
    part = assignments.Asked(
        title=entry["title"],
        lead=Body.objects.standing().get(name=entry["lead"]),
        completion=Completion(entry.get("completion", Completion.ONE_OFF)),
        due_on=entry.get("due_on"),
    )
    (told.made[step.about],) = assignments.split_assignment(
        assignment=told.made[entry["of"]], parts=[part], by=told.people[step.by], at=at
    )


def _move(told: Told, step: Step, at: datetime) -> None:
    """Any step of the assignment's own procedure."""
    brought = Brought(note=step.given.get("note", ""), day=step.given.get("day"))
    _take(told.made[step.about].matter, step.do, told, step, at, brought)


def _take(matter: Matter, code: str, told: Told, step: Step, at: datetime, brought: Brought) -> None:
    move(matter=matter, move=code, by=told.people[step.by], at=at, brought=brought)


def _take_up(told: Told, step: Step, at: datetime) -> None:
    by = told.people[step.by]
    turns.hand_to(turn=told.made[step.about].matter.turns.waiting().get(), to=by, by=by, at=at)


def _state(told: Told, step: Step, at: datetime) -> None:
    assignments.state_milestone(
        assignment=told.made[step.about],
        title=step.given["milestone"],
        due_on=step.given["due_on"],
        by=told.people[step.by],
        at=at,
    )


def _withdraw(told: Told, step: Step, at: datetime) -> None:
    milestone = _milestone(told.made[step.about], step.given["milestone"])
    assignments.withdraw_milestone(milestone=milestone, by=told.people[step.by], at=at)


def _milestone(assignment: Assignment, title: str) -> Milestone:
    return assignment.milestones.get(title=title, withdrawn_at__isnull=True)


def _report(told: Told, step: Step, at: datetime, corrects: ProgressReport | None = None) -> None:
    given, about = step.given, [step.about, *step.given.get("also", ())]
    reached = {
        _milestone(told.made[step.about], title): day for title, day in given.get("reached", {}).items()
    }
    report = reports.report_progress(
        assignments=[told.made[key] for key in about],
        period=given["period"],
        said=reports.Said(
            **{
                name: given[name]
                for name in ("done", "no_progress", "problems", "next_step")
                if name in given
            },
            reached=reached,
            evidence=list(_evidence(told, step, at)),
        ),
        corrects=corrects,
        by=told.people[step.by],
        at=at,
    )
    told.said.update(dict.fromkeys(about, report))


def _report_anew(told: Told, step: Step, at: datetime) -> None:
    _report(told, step, at, corrects=told.said[step.about])


def _evidence(told: Told, step: Step, at: datetime) -> Iterator[reports.Rests]:
    given = step.given
    if paper := given.get("paper"):
        yield reports.Rests(kind=EvidenceKind.PAPER, title=paper, number=paper, on=step.on)
    if figure := given.get("figure"):
        yield reports.Rests(kind=EvidenceKind.QUERY, title=figure, query=figure, value=given["value"])
    if name := given.get("file"):
        yield reports.Rests(kind=EvidenceKind.FILE, title=name, upload=_stored(name, told, step, at))


def _stored(name: str, told: Told, step: Step, at: datetime) -> Upload:
    return store_upload(content=step.given["done"].encode(), name=name, by=told.people[step.by], at=at)


def _accept_report(told: Told, step: Step, at: datetime) -> None:
    _take(told.said[step.about].matter, "accept", told, step, at, Brought())


def _return_report(told: Told, step: Step, at: datetime) -> None:
    _take(told.said[step.about].matter, "return", told, step, at, Brought(note=step.given["note"]))


def _light(told: Told, step: Step, at: datetime) -> None:
    lights.set_light(
        assignment=told.made[step.about],
        light=step.given["light"],
        reason=step.given["note"],
        by=told.people[step.by],
        at=at,
    )


def _end_light(told: Told, step: Step, at: datetime) -> None:
    override = told.made[step.about].overrides.get(ended_at__isnull=True)
    lights.end_light(override=override, by=told.people[step.by], at=at)


def _remind(told: Told, step: Step, at: datetime) -> None:
    """The slip of the ladder's rung, drafted and signed."""
    by, key = told.people[step.by], str(told.made[step.about].matter_id)
    paper = papers.draft_paper(kind=REMINDER, key=key, body=told.body_of(step.by), by=by, at=at)
    papers.sign_paper(paper=paper, seen=paper.version, by=by, at=at + STEP / 2)


def _open_round(told: Told, step: Step, at: datetime) -> None:
    entry: Entry = step.given
    reports.open_round(
        issuer=told.body_of(step.by),
        period=entry["period"],
        due_on=entry["due_on"],
        by=told.people[step.by],
        at=at,
    )


def _read(told: Told, step: Step, at: datetime) -> None:
    newest = Notice.objects.latest("pk").pk
    for user in told.people.values():
        notices.read_all(until=newest, by=user, at=at)


MOVES = (
    "sign",
    "object",
    "set_day",
    "ask_extension",
    "extend",
    "suspend",
    "claim_done",
    "accept",
    "send_back",
)
DONE: dict[str, Callable[[Told, Step, datetime], None]] = {
    **dict.fromkeys(MOVES, _move),
    "strike_off": _move,
    "issue": _issue,
    "split": _split,
    "take_up": _take_up,
    "state": _state,
    "withdraw": _withdraw,
    "report": _report,
    "report_anew": _report_anew,
    "accept_report": _accept_report,
    "return_report": _return_report,
    "light": _light,
    "end_light": _end_light,
    "remind": _remind,
    "open_round": _open_round,
    "read": _read,
}
