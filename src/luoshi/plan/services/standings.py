"""Standings are written here and nowhere else: in the act that changes one, and every night (进展状态)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Origin
from luoshi.kernel.races import taken
from luoshi.plan.engine.standing import History, Look, Recorded, pulled_days, recorded, seen
from luoshi.plan.instruments import INSTRUMENTS
from luoshi.plan.models import Commitment, Instrument, Plan, Pull, Standing

BATCH = 1000


class AlreadyPulled(Refusal):
    code = "plan.already_pulled"
    sentence = _("What time has changed up to %(day)s has been looked after already.")


class InstrumentGiven(Refusal):
    code = "plan.instrument_given"
    sentence = _("This commitment has this instrument already.")


def give(
    *, commitment: Commitment, kind: str, key: str, origin: Origin, by: Actor, at: datetime
) -> Instrument:
    """Give a commitment its instrument and say at once how it stands; part of the act that made the thing.

    It hangs on the first commitment of the line, so that it lasts through amended documents. Raises InstrumentGiven.
    """
    with taken(InstrumentGiven()):
        instrument = Instrument.objects.create(
            commitment_id=commitment.identity,
            kind=kind,
            key=key,
            given_by_id=by.pk,
            given_at=at,
            **origin.columns(),
        )
    push(kind=kind, keys=[key], at=at)
    return instrument


def take_away(*, kind: str, key: str, by: Actor, at: datetime) -> None:
    """The thing makes nothing happen any more; part of the act that ended it. What it said stays readable."""
    if not acts.is_under_way():
        raise RuntimeError("an instrument is taken away outside the act that ended it")
    Instrument.objects.given().filter(kind=kind, key=key).update(withdrawn_by=by.pk, withdrawn_at=at)


def push(*, kind: str, keys: Collection[str], at: datetime) -> None:
    """Record what these things say now; part of the act that changed them."""
    if not acts.is_under_way():
        raise RuntimeError("a standing is recorded outside the act that changed it")
    held = Instrument.objects.select_for_update().given().filter(kind=kind, key__in=keys)
    instruments = list(held.order_by("pk"))
    latest = Standing.objects.filter(instrument__in=instruments).aggregate(at=Max("recorded_at"))["at"]
    moment = max(at, latest) if latest else at  # whoever waited for another's act speaks after it
    _record(instruments, INSTRUMENTS[kind].histories(keys), Look(clock.day_of(moment), moment))


def _record(instruments: Sequence[Instrument], histories: Mapping[str, History], look: Look) -> None:
    """Add what is new; what was said before at the same moment gives way."""
    Standing.objects.filter(instrument__in=instruments, recorded_at=look.at, on=look.on).delete()
    rows = Standing.objects.latest_of(instruments)
    last = {row.instrument_id: Recorded(row.on, row.recorded_at, row.verdict) for row in rows}
    Standing.objects.bulk_create(
        Standing.of(each, verdict=new.verdict, on=new.on, at=new.at)
        for each in instruments
        if (new := seen(histories[each.key], look, last=last.get(each.pk)))
    )


@act
def pull_standings(*, until: date, by: Actor, at: datetime) -> Pull:
    """Look after all that only time has changed, up to a day (每日复核). Raises AlreadyPulled."""
    require(by, "plan.pull_standings")
    latest = Pull.objects.aggregate(until=Max("until"))["until"]
    if latest is not None and until <= latest:
        raise AlreadyPulled(day=latest)
    with taken(AlreadyPulled(day=until)):
        pull = Pull.objects.create(until=until, at=at)
    for kind, instruments in _by_kind(Instrument.objects.select_for_update().given().order_by("pk")):
        histories = INSTRUMENTS[kind].histories({each.key for each in instruments})
        turning: dict[date, list[Instrument]] = defaultdict(list)
        for each in instruments:
            for day in _days(each, histories[each.key], before=latest, until=until):
                turning[day].append(each)
        for day, turned in sorted(turning.items()):
            _record(turned, histories, Look(day, at))
    audit.record("plan.standings_pulled", pull, by=by, at=at, changes={"until": (latest, until)})
    return pull


def _by_kind(rows: Iterable[Instrument]) -> Iterator[tuple[str, list[Instrument]]]:
    found: dict[str, list[Instrument]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    yield from sorted(found.items())


def _days(instrument: Instrument, history: History, *, before: date | None, until: date) -> list[date]:
    """The days after the last looking-after, and after the one on which the instrument was given."""
    given = clock.day_of(instrument.given_at)
    after = max(before, given) if before else given
    return pulled_days(history.turning_days(), after=after, until=until)


def computed(*, plan: Plan) -> Iterator[tuple[Instrument, list[Recorded]]]:
    """What every instrument of a plan ought to have left behind, by the records of the rooms alone (重算)."""
    pulls = list(Pull.objects.order_by("until"))
    held = Instrument.objects.of(plan).order_by("pk")
    for kind, instruments in _by_kind(held):
        histories = INSTRUMENTS[kind].histories({each.key for each in instruments})
        for each in instruments:
            yield each, recorded(histories[each.key], _looks(each, histories[each.key], pulls))


def _looks(instrument: Instrument, history: History, pulls: Sequence[Pull]) -> Iterator[Look]:
    """At every act that changed something, and at every nightly looking-after while the instrument was there."""
    for at in {instrument.given_at, *history.moments()}:
        if _is_held(instrument, at):
            yield Look(clock.day_of(at), at)
    before: date | None = None
    for pull in pulls:
        if _is_held(instrument, pull.at):
            for day in _days(instrument, history, before=before, until=pull.until):
                yield Look(day, pull.at)
        before = pull.until


def _is_held(instrument: Instrument, at: datetime) -> bool:
    ended = instrument.withdrawn_at
    return instrument.given_at <= at and (ended is None or at < ended)


@act
def rebuild_standings(*, plan: Plan, by: Actor, at: datetime) -> int:
    """Write a plan's standings again from the records of the rooms, and say how many there are (重建)."""
    require(by, "plan.rebuild_standings", plan)
    Standing.objects.filter(instrument__in=Instrument.objects.of(plan)).delete()
    rows = [
        Standing.of(instrument, verdict=each.verdict, on=each.on, at=each.at)
        for instrument, found in computed(plan=plan)
        for each in found
    ]
    rows.sort(key=lambda row: (row.recorded_at, row.on, row.instrument_id))
    Standing.objects.bulk_create(rows, batch_size=BATCH)
    audit.record("plan.standings_rebuilt", plan, by=by, at=at, changes={"standings": (None, len(rows))})
    return len(rows)
