"""Who may send workbooks out, hand them in, look at them and enter them (填报表收发权限)."""

from datetime import date

from luoshi.delivery.engine.returned import Entry, Verdict
from luoshi.delivery.models import ProgressReport, ReportRound, ReturnedFile, RoundAsk
from luoshi.delivery.refusals import TaskChangedSince
from luoshi.delivery.services import reports
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Job, Upload
from luoshi.kernel.services.files import store_upload
from tests.access.world import ELSEWHERE, OWN_AREA, OWN_BODY, Row, Scene, page, seen
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, NOON

PLACES = (OWN_BODY, OWN_AREA, ELSEWHERE)
WORKING = ("lead_officer", "officer", "leader", "clerk")
ISSUING = dict.fromkeys(("lead_officer", "leader"), (OWN_BODY,))
REPORTING = dict.fromkeys(WORKING, (OWN_BODY,))
READING = REPORTING | {"body_administrator": (OWN_BODY,), "auditor": PLACES}
FILE = "任务,进展\n甲,乙\n".encode()
FAULT = {"code": "missing", "sheet": "进展填报", "cell": "C4", "column": "task", "values": {}}


def upload() -> Upload:
    return store_upload(content=FILE, name="表.csv", by=SYSTEM, at=NOON)


def ask(office: Office) -> RoundAsk:
    """What one body is asked in a round."""
    office.working()
    opened = reports.open_round(
        issuer=office.issuer, period="2025-09", due_on=date(2025, 9, 25), by=office.desk, at=NOON
    )
    return opened.asks.get()


def opened(at: Scene) -> ReportRound:
    """A round of the body before which the person stands."""
    return ask(Office(issuer=at.body)).round


def asked(at: Scene) -> RoundAsk:
    """What the body before which the person stands is asked by another."""
    return ask(Office(lead=at.body))


def returned(at: Scene, *, verdict: Verdict = Verdict.SOUND, **fields) -> ReturnedFile:
    """A file that came back in a round of that body, and that can be entered."""
    of = ask(Office(issuer=at.body))
    task = of.body.assignments_led.get()
    return ReturnedFile.objects.create(
        round=of.round,
        ask=of,
        upload=upload(),
        position=1,
        verdict=verdict,
        entries={str(task.pk): Entry(done="已建成2个平台。").kept()},
        handed_at=LATER,
        **fields,
    )


def own(at: Scene) -> ReturnedFile:
    """A file that the body itself handed in."""
    of = asked(at)
    return ReturnedFile.objects.create(
        round=of.round, ask=of, upload=upload(), position=1, verdict=Verdict.SOUND, handed_at=LATER
    )


def from_file(at: Scene) -> ProgressReport:
    """A report of that body that was entered from a file."""
    office = Office(lead=at.body)
    return office.report(office.working(), done="已建成2个平台。", from_file=upload())


def kept(at: Scene) -> dict:
    of = ask(Office(issuer=at.body))
    found = {"ask": of, "verdict": Verdict.EMPTY}
    return {"opened": of.round, "upload": upload(), "position": 1, "found": found, "handed_at": LATER}


SERVICES = {
    "delivery.services.collecting.hand_in_returned": Row(
        ISSUING, lambda at: {"opened": opened(at), "ask": None, "uploads": [upload()]}, (Job,), PLACES
    ),
    "delivery.services.collecting.keep_returned": Row(ISSUING, kept, (ReturnedFile,), PLACES),
    "delivery.services.collecting.ask_to_take_in": Row(
        ISSUING, lambda at: {"opened": returned(at).round, "ask": None}, (Job,), PLACES
    ),
    "delivery.services.collecting.take_in_file": Row(
        ISSUING, lambda at: {"returned": returned(at)}, (ReturnedFile, ProgressReport), PLACES
    ),
    "delivery.services.collecting.refuse_file": Row(
        ISSUING,
        lambda at: {"returned": returned(at), "refusal": TaskChangedSince(title="任务")},
        (ReturnedFile,),
        PLACES,
    ),
}
INNER = {
    "delivery.services.collecting.require_hand": "asks only: the first step of every service about a file",
}


def of_round(at: Scene, **data) -> dict:
    return page(opened(at).pk, **data)


ROUTES = {
    "delivery:round_package GET": seen(ISSUING, of_round, places=PLACES),
    "delivery:collect GET": seen(ISSUING, of_round, places=PLACES),
    "delivery:collect POST": Row(
        ISSUING, lambda at: of_round(at, came=("表.csv", FILE)), (Upload, Job), PLACES
    ),
    "delivery:take_in_round POST": Row(ISSUING, lambda at: page(returned(at).round_id), (Job,), PLACES),
    "delivery:reminders GET": seen(ISSUING, of_round, places=PLACES),
    "delivery:asked_workbook GET": seen(READING, lambda at: page(asked(at).pk), places=PLACES),
    "delivery:hand_in_workbook POST": Row(
        REPORTING, lambda at: page(asked(at).pk, came=("表.csv", FILE)), (Upload, Job), PLACES
    ),
    "delivery:returned GET": seen(READING, lambda at: page(returned(at).pk), places=PLACES),
    "delivery:returned_file GET": seen(READING, lambda at: page(own(at).pk), places=PLACES),
    "delivery:marked_file GET": seen(
        READING,
        lambda at: page(returned(at, verdict=Verdict.ERRORS, faults=[FAULT]).pk),
        places=PLACES,
        # A process writes each of them, so these stand for the others.
        roles=("anonymous", "auditor", "officer"),
    ),
    "delivery:take_in_returned POST": Row(REPORTING, lambda at: page(own(at).pk), (ReturnedFile,), PLACES),
    "delivery:report_file GET": seen(READING, lambda at: page(from_file(at).pk), places=PLACES),
}
