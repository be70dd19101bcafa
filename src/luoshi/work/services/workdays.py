"""Taking in the notice of a year (导入年度放假通知): a version is added, the one before stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, events
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Origin, Upload
from luoshi.kernel.races import taken
from luoshi.kit.sheets import Unreadable
from luoshi.work.engine.workdays import NamedDay
from luoshi.work.engine.year_notices import Fault, NoticeRead, Stated, faults_of
from luoshi.work.events import CalendarChanged
from luoshi.work.models import Workday, YearNotice
from luoshi.work.queries.workdays import Change, change
from luoshi.work.year_notice_reading import read_notice
from luoshi.work.year_notice_words import SaidFaults

EDIT = "work.edit_calendar"
FIRST_YEAR, LAST_YEAR = 1990, 2100


class NoticeUnsound(Refusal):
    """A notice that can't be taken; `faults` has each with its place."""

    code = "work.year_notice_unsound"
    sentence = _("The notice is not right yet: %(faults)s")

    def __init__(self, *, faults: Sequence[Fault]) -> None:
        super().__init__(place="text", faults=SaidFaults(faults))
        self.faults = tuple(faults)


class NoticeUnreadable(Refusal):
    code = "work.year_notice_unreadable"
    sentence = _("The list can't be read. Paste it with a line of column names, or hand in an xlsx or csv.")


class NoticeUnchanged(Refusal):
    code = "work.year_notice_unchanged"
    sentence = _("Version %(number)s of %(year)s names just these days: there is nothing to take in.")


class NoticeOvertaken(Refusal):
    code = "work.year_notice_overtaken"
    sentence = _(
        "Somebody else took in version %(number)s of %(year)s in the meantime. Compare yours with it first."
    )


class NoticeWithoutTitle(Refusal):
    code = "work.year_notice_without_title"
    sentence = _("Say how the document is called: whoever asks why a day is counted will need it.")


class YearUnfit(Refusal):
    code = "work.year_unfit"
    sentence = _("%(year)s is no year of this calendar. Right would be %(first)s to %(last)s.")


@dataclass(frozen=True, kw_only=True)
class NoticeDocument:
    """Which document a notice is (通知文件): its title, its number, the file it came as, and where it is from."""

    title: str
    number: str = ""
    upload: Upload | None = None
    origin: Origin | None = None

    def columns(self) -> dict[str, object]:
        origin = self.origin or Origin.own(source=self.number or self.title)
        return {
            "title": self.title.strip()[:200],
            "document_number": self.number.strip()[:80],
            "upload": self.upload,
            **origin.columns(),
        }


def read_sound(*, year: int, text: str = "", rows: Sequence[Stated] = ()) -> list[NamedDay]:
    """The days of a notice, each once. Raises NoticeUnsound, NoticeUnreadable or YearUnfit."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearUnfit(place="year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        found = (
            read_notice(text, year=year)
            if text
            else NoticeRead(tuple(rows), tuple(faults_of(rows, year=year)))
        )
    except Unreadable as unreadable:
        raise NoticeUnreadable(place="text") from unreadable
    if not found.days and not found.faults:
        raise NoticeUnsound(faults=[Fault("nothing_found")])
    if found.faults:
        raise NoticeUnsound(faults=found.faults)
    return found.named


@act
def import_year_notice(
    *,
    year: int,
    document: NoticeDocument,
    text: str = "",
    rows: Sequence[Stated] = (),
    after: int | None = None,
    by: Actor,
    at: datetime,
) -> YearNotice:
    """Take in the notice of a year as its next version, from its words or from rows (导入年度放假通知).

    `after` is the version that its importer saw, 0 where there was none. Raises NoticeUnsound, NoticeUnreadable,
    NoticeUnchanged, NoticeOvertaken, NoticeWithoutTitle or YearUnfit. Publishes CalendarChanged.
    """
    require(by, EDIT)
    if not document.title.strip():
        raise NoticeWithoutTitle(place="title")
    named = read_sound(year=year, text=text, rows=rows)
    found = change(year=year, named=named)
    last = found.after.number if found.after else 0
    if after is not None and after != last:
        raise NoticeOvertaken(year=year, number=last)
    if found.is_same:
        raise NoticeUnchanged(year=year, number=last)
    with taken(NoticeOvertaken(year=year, number=last + 1)):
        notice = YearNotice.objects.create(
            year=year,
            number=last + 1,
            text=text,
            made_by=by if by.pk else None,
            made_at=at,
            **document.columns(),
        )
    add_days(notice=notice, named=named)
    record_notice(notice=notice, found=found, number_of_days=len(named), by=by, at=at)
    return notice


def add_days(*, notice: YearNotice, named: Sequence[NamedDay]) -> None:
    """The days of a notice, written once with it."""
    Workday.objects.bulk_create(
        Workday(notice=notice, day=each.day, is_working=each.is_working, name=each.name) for each in named
    )


def record_notice(*, notice: YearNotice, found: Change, number_of_days: int, by: Actor, at: datetime) -> None:
    """Say in the act under way that a version was added, and to the rooms below which days it is about."""
    changes = {
        "year": (None, notice.year),
        "version_number": (notice.number - 1 or None, notice.number),
        "title": ("", notice.title),
        "document_number": ("", notice.document_number),
        "days_named": (None, number_of_days),
    }
    audit.record("work.year_notice_imported", notice, by=by, at=at, changes=changes)
    events.publish(CalendarChanged(found.first, found.last))
