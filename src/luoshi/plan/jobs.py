"""Reading a document as a job (自动阅读): parsed between the steps, written in batches, seen when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any, cast

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.errors import Refusal, register_sentence
from luoshi.kernel.files import open_file
from luoshi.kernel.jobs import daily
from luoshi.kernel.models import Body, Origin, OriginKind, Upload
from luoshi.plan.engine.drafts import Draft
from luoshi.plan.models import Audience, Plan, Pull
from luoshi.plan.queries import city_bodies
from luoshi.plan.services import opening, rows, standings
from luoshi.reading import messages
from luoshi.reading.errors import Unreadable
from luoshi.reading.model import Reading
from luoshi.reading.sources.codes import REFUSALS

PULL_STANDINGS = "plan.pull_standings"
BATCH = 500  # rows a step: a step holds the database's writer for some tens of milliseconds


class DocumentUnreadable(Refusal):
    """The reader refused the file: its own code and values are kept, so that its own sentence is said."""

    code = "plan.document_unreadable"
    sentence = _("The document cannot be read.")

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(**cast(dict[str, Any], unreadable.values))
        self.code = reader_code(unreadable.code)  # type: ignore[misc]


def reader_code(code: str) -> str:
    """A code of the reader as the kernel keeps it."""
    return f"reading.{code}"


def _reader_sentence(code: str) -> str:
    """The reader's sentence in the language of whoever reads it, in the kernel's own notation."""
    language = "en" if get_language() == "en" else "zh"
    return messages.SENTENCES[code][messages.LANGUAGES.index(language)].replace("{", "%(").replace("}", ")s")


def _outline_of(result: dict[str, Any]) -> str:
    return reverse("plan:outline", args=[result["plan"]])


@jobs.kind("plan.read_document", label=_("Read a document"), result_url=_outline_of)
def read_document(
    run: jobs.Run, *, upload: int, audience: str, origin: Sequence[str], owner: int | None, slug: str
) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Read an uploaded file into a plan; the job's result names it."""
    source = Upload.objects.select_related("file").get(pk=upload)
    reading = _read(source)
    writes = list(batches(reading))
    total = len(writes) + 2
    slug = slug or f"reading-{run.job_id}"
    if not run.cursor:
        begin = partial(
            opening.begin_plan,
            upload=source,
            reading=reading,
            slug=slug,
            audience=Audience(audience),
            origin=_origin(origin),
            owner=Body.objects.get(pk=owner) if owner else None,
            by=run.by,
        )
        yield jobs.Step(done=1, total=total, cursor=1, write=begin)
    written = run.cursor or 1
    plan = Plan.objects.get(slug=slug)
    for done, write in enumerate(writes[written - 1 :], start=written + 1):
        yield jobs.Step(done=done, total=total, cursor=done, write=partial(_write, write, plan=plan))
    yield jobs.Step(
        done=total, total=total, cursor=total, write=partial(opening.finish_plan, plan=plan, by=run.by)
    )
    return {"plan": slug}


@jobs.kind(PULL_STANDINGS, label=_("Look after what time has changed"))
def pull_standings(run: jobs.Run, *, day: str) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Record every standing that only time has changed, up to the day (每日复核)."""
    until = date.fromisoformat(day)
    if Pull.objects.filter(until__gte=until).exists():
        return {}
    pull = partial(standings.pull_standings, until=until, by=SYSTEM)
    yield jobs.Step(done=1, total=1, cursor=1, write=pull)
    return {}


def _read(source: Upload) -> Reading:
    from luoshi.reading.reader import read  # a program that reads nothing starts without the reader

    with open_file(source.file.digest) as file:
        content = file.read()
    try:
        return read(content, bodies=city_bodies(on=clock.today()))
    except Unreadable as refusal:
        raise DocumentUnreadable(refusal) from refusal


def _origin(kept: Sequence[str]) -> Origin:
    kind, source, on = kept
    return Origin(OriginKind(kind), source, date.fromisoformat(on) if on else None)


def _write(write: Callable[..., None], *, plan: Plan, at: datetime) -> None:
    write(plan=plan)


def batches(reading: Reading) -> Iterator[Callable[..., None]]:
    """All rows of the reading, in the order in which they lean on each other."""
    from luoshi.plan.engine.commitments import drafts
    from luoshi.reading.checkup.owners import charges

    placed = sorted(enumerate(reading.outline), key=lambda item: item[1].level)
    for _level, nodes in groupby(placed, key=lambda item: item[1].level):
        yield from _sliced(rows.write_sections, list(nodes))
    yield from _sliced(rows.write_charges, list(charges(reading.outline, reading.facts)))
    yield from _sliced(rows.write_commitments, _numbered(drafts(reading)))
    yield from _sliced(rows.write_responsibilities, list(enumerate(reading.facts.responsibilities)))
    yield from _sliced(rows.write_findings, list(enumerate(reading.findings)))
    yield from _sliced(rows.write_mentions, list(enumerate(reading.facts.mentions)))


def _sliced(write: Callable[..., None], items: Sequence[Any]) -> Iterator[Callable[..., None]]:
    for start in range(0, len(items), BATCH):
        yield partial(write, items=items[start : start + BATCH])


def _numbered(found: Sequence[Draft]) -> list[tuple[int, int | None, Draft]]:
    """Each commitment with its position, and the ledger's lines with their number: quantities come first."""
    ledger = sorted(
        (at for at, draft in enumerate(found) if draft.line), key=lambda at: found[at].kind != "target"
    )
    numbers = {at: number for number, at in enumerate(ledger, start=1)}
    return [(at, numbers.get(at), draft) for at, draft in enumerate(found)]


def register() -> None:
    """Importing this module registers its kinds; called once, by `ready()`."""
    daily.every_day(PULL_STANDINGS)
    say = lazy(_reader_sentence, str)
    for code in REFUSALS:
        register_sentence(code=reader_code(code), sentence=say(code))
