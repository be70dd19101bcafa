"""Who may take over a former ledger, carry tasks over at the end of a year, and draw spot checks (接管、结转、抽查权限)."""

from datetime import date

from luoshi.delivery.engine.year_end import Settling
from luoshi.delivery.models import (
    Assignment,
    CheckCandidate,
    CheckDraw,
    CheckInspector,
    ReportRound,
    RoundAsk,
    SpotCheck,
    TakenOver,
)
from luoshi.delivery.services import checks, taking_over
from luoshi.delivery.services.year_end import Decided
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import ImportRow, ListImport
from luoshi.kernel.services.files import store_upload
from luoshi.work.models import AskForm, Matter
from tests.access.delivery import ISSUING, LIST, PART, READING, asked, issued
from tests.access.rights import BY_LISTS, ONE
from tests.access.things import row_refused
from tests.access.world import ELSEWHERE, OWN, OWN_AREA, OWN_BODY, Row, Scene, page, seen
from tests.delivery.factories import Office
from tests.kernel.factories import NOON, BodyFactory
from tests.work.asking import stored

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
PLACES = (OWN_BODY, OWN_AREA, ELSEWHERE)


def former_row(**said) -> taking_over.FormerRow:
    """A row of a former ledger."""
    upload = store_upload(content="任务,牵头单位\n甲,乙\n".encode(), name="台账.csv", by=SYSTEM, at=NOON)
    said = {"title": "建成平台", "progress": "已招标。"} | said
    return taking_over.FormerRow(
        upload=upload, sheet="台账", number=2, lead=BodyFactory(), supporters=(), said=said
    )


def taken_over(at: Scene) -> Assignment:
    return taking_over.take_over_assignment(issuer=at.body, row=former_row(), by=SYSTEM, at=NOON)


def with_done(at: Scene) -> Office:
    """A body that supervises something which was accepted as done."""
    office = Office(issuer=at.body)
    made = office.working()
    Assignment.objects.filter(pk=made.pk).update(accepted_at=NOON)
    Matter.objects.filter(pk=made.matter_id).update(state="accepted")
    return office


def asked_with_form(at: Scene) -> RoundAsk:
    """What a body is asked in a round that has a form of its own."""
    ask = asked(at)
    ReportRound.objects.filter(pk=ask.round_id).update(form=AskForm.objects.first() or stored())
    return ask


def announced(at: Scene) -> CheckDraw:
    office = with_done(at)
    wanted = checks.Wanted(title="抽查", since=YEAR[0], until=YEAR[1], size=1, inspectors=[office.second])
    return checks.announce_draw(supervisor=office.issuer, wanted=wanted, by=SYSTEM, at=NOON)


def drawn(at: Scene) -> SpotCheck:
    draw = checks.draw_checks(draw=announced(at), by=SYSTEM, at=NOON)
    return SpotCheck.objects.get(candidate__draw=draw)


SERVICES = {
    "delivery.services.taking_over.take_over_assignment": Row(
        ISSUING, lambda at: {"issuer": at.body, "row": former_row()}, (Assignment, TakenOver, Matter), PLACES
    ),
    "delivery.services.taking_over.take_assignment_back": Row(
        ISSUING, lambda at: {"assignment": taken_over(at)}, (Assignment, TakenOver, Matter), PLACES
    ),
    "delivery.services.checks.announce_draw": Row(
        ISSUING,
        lambda at: {
            "supervisor": (office := with_done(at)).issuer,
            "wanted": checks.Wanted(
                title="抽查", since=YEAR[0], until=YEAR[1], size=1, inspectors=[office.second]
            ),
        },
        (CheckDraw, CheckCandidate, CheckInspector),
        PLACES,
    ),
    "delivery.services.checks.draw_checks": Row(
        ISSUING, lambda at: {"draw": announced(at)}, (CheckDraw, SpotCheck, Matter), PLACES
    ),
    "delivery.services.year_end.settle_year": Row(
        ISSUING,
        lambda at: {
            "issuer": at.body,
            "year": 2025,
            "decided": [Decided(what=issued(at), do=Settling.DROP, note="政策调整")],
        },
        (Matter,),
        PLACES,
    ),
}
ROUTES: dict[str, Row] = {
    "kernel:leave_out_refused POST": Row(
        BY_LISTS | {"body_administrator": (OWN,)},
        lambda at: page((row := row_refused(at)).batch_id, row=[row.pk]),
        (ListImport, ImportRow),
    ),
    "delivery:form_workbook GET": seen(READING, lambda at: page(asked_with_form(at).pk), places=PLACES),
    "delivery:checks GET": seen(LIST, places=ONE),
    "delivery:announce_draw GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:announce_draw POST": Row(
        ISSUING,
        lambda at: page(
            title="抽查",
            since=str(YEAR[0]),
            until=str(YEAR[1]),
            size=1,
            seed_kind="sealed",
            inspectors=[with_done(at).second.pk],
        ),
        (CheckDraw,),
        (OWN_BODY,),
    ),
    "delivery:check_draw GET": seen(READING, lambda at: page(announced(at).pk), places=PLACES),
    "delivery:check_population GET": seen(READING, lambda at: page(announced(at).pk), places=PLACES),
    "delivery:draw_checks POST": Row(
        ISSUING, lambda at: page(announced(at).pk), (CheckDraw, SpotCheck), PLACES
    ),
    "delivery:spot_check GET": seen(READING, lambda at: page(drawn(at).pk), places=PLACES),
    "delivery:year_end GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:year_end POST": Row(
        ISSUING,
        lambda at: page(**{f"do_t{(made := issued(at)).pk}": "drop", f"note_t{made.pk}": "政策调整"}),
        (Matter,),
        (OWN_BODY,),
    ),
}
INNER = {
    "delivery.services.assignments.enter_source": PART,
    "delivery.services.assignments.open_assignment": PART,
    "delivery.services.taking_over.note_entry": PART,
    "delivery.services.year_end.note_carrying": PART,
    "delivery.services.checks.note_finding": "part of a step of the check's matter",
    "delivery.services.year_end.succeed": PART,
    "kernel.services.matching.remember_body": "part of the act that decided rows of a list",
}
