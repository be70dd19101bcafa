"""The jobs of files that come back: reading and checking, entering (收表任务)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery import refusals
from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import ReportRound, ReturnedFile, RoundAsk
from luoshi.delivery.returned_reading import Checked, check_file
from luoshi.delivery.services import collecting as services
from luoshi.kernel import clock, jobs
from luoshi.kernel.access import NotAllowed
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import open_file
from luoshi.kernel.files.names import base_name
from luoshi.kernel.models import Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kit.sheets import Unreadable
from luoshi.kit.workbooks.package import Package

MOST_FILES = 500
_LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_PARTS_OF_ONE = ("[Content_Types].xml", "mimetype", "META-INF/container.xml", "OFD.xml")
Steps = Generator[jobs.Step, None, dict[str, int | None]]


@dataclass(frozen=True)
class Item:
    """One file of what was dropped: an upload itself, or a file in one that is a zip."""

    upload: Upload
    name: str = ""
    read: Callable[[], bytes] | None = None
    refusal: Checked | None = None


@dataclass(frozen=True)
class Place:
    """Where a file was dropped: in which round, by which body where one did, at which place, when."""

    opened: ReportRound
    of: RoundAsk | None
    position: int
    handed_at: datetime


def _page_of(result: dict[str, Any]) -> str:
    if result["ask"]:
        return reverse("delivery:round_of", args=[result["ask"]])
    return reverse("delivery:collect", args=[result["round"]])


def check_returned(
    run: jobs.Run, *, round_key: int, ask: int | None, uploads: Sequence[int], handed_at: str
) -> Steps:
    """Find out of every file whose it is and what is wrong with it; nothing is entered."""
    opened = ReportRound.objects.select_related("issuer__area").get(pk=round_key)
    of = RoundAsk.objects.select_related("body__area", "round").get(pk=ask) if ask else None
    items = list(_items(Upload.objects.filter(pk__in=uploads).select_related("file").order_by("pk")))
    for at, item in enumerate(items[run.cursor or 0 :], start=(run.cursor or 0) + 1):
        content, found = _checked(item, opened, of)
        place = Place(opened, of, at, datetime.fromisoformat(handed_at))
        keep = partial(_keep, item, content, place=place, found=found, by=run.by)
        yield jobs.Step(at, len(items), at, write=keep)
    return {"round": round_key, "ask": ask}


def _keep(item: Item, content: bytes, *, place: Place, found: Checked, by: Any, at: datetime) -> None:
    upload = item.upload
    if item.read is not None and content:
        upload = store_upload(content=content, name=item.name, by=by, at=at)
    faults = [
        {
            "code": each.code,
            "sheet": each.sheet,
            "cell": each.cell,
            "column": each.column,
            "values": each.values,
        }
        for each in found.faults
    ]
    kept = {
        "ask": found.ask or place.of,
        "verdict": found.verdict,
        "said": {"code": found.code, "values": dict(found.values)} if found.code else {},
        "faults": faults,
        "entries": {str(key): entry.kept() for key, entry in found.entries.items()},
        "left_empty": found.left_empty,
        "saved_at": found.saved_at,
    }
    services.keep_returned(
        opened=place.opened,
        upload=upload,
        position=place.position,
        found=kept,
        handed_at=place.handed_at,
        by=by,
        at=at,
    )


def _checked(item: Item, opened: ReportRound, of: RoundAsk | None) -> tuple[bytes, Checked]:
    """The bytes of a file, and what was found; one that can't be unpacked is kept as the zip that it came in."""
    if item.refusal:
        return b"", item.refusal
    try:
        content = _content(item)
    except Unreadable as unreadable:
        code = f"sheets.{unreadable.code}"
        return b"", Checked(Verdict.UNREADABLE, code=code, values=unreadable.values)
    return content, check_file(content, opened=opened, of=of, on=clock.today())


def _content(item: Item) -> bytes:
    if item.read is not None:
        return item.read()
    with open_file(item.upload.file.digest) as file:
        return file.read()


def _items(uploads: Iterable[Upload]) -> Iterator[Item]:
    """Every file, those in zips one by one; a zip that can't be opened stands for itself."""
    for upload in uploads:
        with open_file(upload.file.digest) as file:
            head = file.read(4)
            content = head + file.read() if head == b"PK\x03\x04" else b""
        try:
            yield from _unpacked(upload, content) if content else [Item(upload)]
        except Unreadable as unreadable:
            code = f"sheets.{unreadable.code}"
            yield Item(upload, refusal=Checked(Verdict.UNREADABLE, code=code, values=unreadable.values))
        except Refusal as refusal:
            yield Item(
                upload,
                refusal=Checked(Verdict.UNREADABLE, code=refusal.code, values=refusal.kept()),
            )


def _unpacked(upload: Upload, content: bytes) -> list[Item]:
    package = Package(content)
    if any(name in package.names for name in _PARTS_OF_ONE):
        return [Item(upload)]
    names = [name for name in package.names if _is_file(name)]
    if not names:
        raise refusals.NoFileInZip
    if len(names) > MOST_FILES:
        raise refusals.TooManyInZip(given=len(names), most=MOST_FILES)
    return [
        Item(upload, _said_name(name, package.names[name].flag_bits), partial(package.read, name))
        for name in names
        if package.names[name].file_size
    ]


def _is_file(name: str) -> bool:
    last = name.rpartition("/")[2]
    return (
        bool(last)
        and not last.startswith(("._", "~$"))
        and not any(part in name for part in _LEFT_BY_SYSTEMS)
    )


def _said_name(name: str, flags: int) -> str:
    """A name as it was typed: old Windows writes GBK and does not say so."""
    if not flags & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return base_name(name)


def take_in_returned(run: jobs.Run, *, round_key: int, ask: int | None) -> Steps:
    """Enter each sound file in an act of its own: one that is refused holds back no other."""
    rows = ReturnedFile.objects.to_take_in().filter(round=round_key)
    keys = list((rows.filter(ask=ask) if ask else rows).order_by("pk").values_list("pk", flat=True))
    for at, key in enumerate(keys, start=1):
        yield jobs.Step(at, len(keys), at, write=partial(_take_in, key, by=run.by))
    return {"round": round_key, "ask": ask}


def _take_in(key: int, *, by: Any, at: datetime) -> None:
    rows = ReturnedFile.objects.select_related("round__issuer__area", "ask__body__area", "upload")
    returned = rows.get(pk=key)
    try:
        services.take_in_file(returned=returned, by=by, at=at)
    except NotAllowed:
        raise
    except Refusal as refusal:
        services.refuse_file(returned=returned, refusal=refusal, by=by, at=at)


def register() -> None:
    """Called once, by `ready()`."""
    jobs.kind(services.CHECK, label=_("Check files that came back"), result_url=_page_of)(check_returned)
    jobs.kind(services.TAKE_IN, label=_("Enter files that came back"), result_url=_page_of)(take_in_returned)
