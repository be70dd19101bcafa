"""The things that the lines of the table are tried on (权限矩阵的对象)."""

from dataclasses import replace
from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import (
    AuditEntry,
    AuditValue,
    Body,
    BodyNameKind,
    FirstView,
    FunctionHandover,
    ImportRow,
    Installation,
    Job,
    ListImport,
    MatchAnswer,
    Merging,
    Origin,
    Outcome,
    RecentSearch,
    SavedView,
    Succession,
    SuccessionKind,
)
from luoshi.kernel.services import bodies, import_steps, mergings, people, successions
from luoshi.kernel.services.files import store_upload
from luoshi.kernel.services.jobs import cancel_job
from luoshi.kernel.services.successions import Draft, Handed
from luoshi.kit.sheets import Header
from luoshi.plan.engine.stated import Stated
from luoshi.plan.models import (
    Audience,
    Commitment,
    Correction,
    Interpretation,
    LinkProposal,
    Plan,
    PlanParent,
    Responsibility,
)
from luoshi.plan.models.parents import pair_key
from luoshi.plan.queries.live import stated
from luoshi.plan.services import corrections, interpretations, links, parents
from luoshi.reading.reader import read
from tests.access.world import Scene
from tests.kernel.factories import NOON, BodyFactory, UploadFactory
from tests.plan.factories import TEXT, CommitmentFactory, PlanFactory, SectionFactory, charged, read_plan

REFORM = date(2019, 4, 1)
NEW_BODY = {"name": "云岭市新设局", "kind": "agency", "area": "990100"}


def in_demo(asked: dict) -> dict:
    """The same, asked of an installation that is a demo."""
    Installation.objects.update(is_demo=True)
    return asked


def plan_of(at: Scene, **fields) -> Plan:
    """A plan that is open to its maker only."""
    return PlanFactory(created_by=at.maker, audience=Audience.MAKER, **fields)


def draft_of(at: Scene, **fields) -> Plan:
    """A plan of that body that nobody has adopted yet."""
    return PlanFactory(owner=at.body, **{"draft": True} | fields)


def read_draft(at: Scene) -> Plan:
    """A draft of the maker, of that body, with one of everything."""
    return read_plan(owner=at.body, created_by=at.maker, draft=True)


def a_target(at: Scene) -> Commitment:
    return read_draft(at).commitments.get(kind="target")


def a_duty(at: Scene) -> Responsibility:
    return read_draft(at).responsibilities.get()


def restated(row: Commitment, **changed) -> Stated:
    """What is stated of a commitment, with changes."""
    return replace(stated(Commitment.objects.select_related("section", "target").get(pk=row.pk)), **changed)


def a_correction(at: Scene) -> Correction:
    """A target of such a draft was taken out."""
    return corrections.remove_commitment(commitment=a_target(at), reason="背景", by=SYSTEM, at=NOON)


def lacking_in(at: Scene) -> Commitment:
    """A commitment of an adopted plan of that body that names no year."""
    return read_plan(owner=at.body).commitments.get(kind="task")


def an_interpretation(at: Scene) -> Interpretation:
    return interpretations.interpret_commitment(
        commitment=lacking_in(at), part="due", meaning="到2020年底", value="2020", reason="会议纪要",
        by=SYSTEM, at=NOON,
    )  # fmt: skip


def draft_and_older(at: Scene) -> dict:
    """A draft of that body, and an adopted plan of the same body."""
    return {"plan": draft_of(at), "amends": PlanFactory(owner=at.body)}


def text_plan(at: Scene, **fields) -> Plan:
    """A plan with its file and one section."""
    upload = store_upload(content=TEXT.encode(), name="规划.txt", by=SYSTEM, at=NOON)
    made = PlanFactory(document__upload=upload, created_by=at.maker, **fields)
    SectionFactory(plan=made, place="1")
    return made


def joint_leads(at: Scene) -> list[Responsibility]:
    """Two leads of one section in a plan of that body."""
    section = charged(SectionFactory(plan=PlanFactory(owner=at.body), place="1"), "市科技局", "市财政局")
    return list(section.responsibilities.order_by("position"))


def open_duty(at: Scene) -> tuple[Responsibility, Succession]:
    """A duty whose body a reform split in two, so that somebody must say which of them answers."""
    lead, parted = duty(at), BodyFactory(name="市国土局")
    type(lead).objects.filter(pk=lead.pk).update(body=parted)
    draft = Draft(
        SuccessionKind.SPLIT, REFORM, predecessors=(parted,), successors=(BodyFactory(), BodyFactory())
    )
    event = successions.record_succession(draft=draft, origin=Origin.own(), by=SYSTEM, at=NOON)
    return lead, event


def duty(at: Scene) -> Responsibility:
    """A lead in a plan that belongs to the body before which the person stands."""
    section = SectionFactory(plan=PlanFactory(owner=at.body))
    return charged(section, "市科技局").responsibilities.get()


def reading(at: Scene) -> dict:
    """What it takes to begin a plan."""
    return {
        "upload": UploadFactory(by=at.maker),
        "reading": read(TEXT.encode()),
        "slug": "new-plan",
        "audience": Audience.MAKER,
        "origin": Origin.own(),
        "owner": None,
    }


def split_of(body: Body) -> Succession:
    """An event in which a body ends, and a function of it waits for somebody to take it."""
    draft = Draft(
        SuccessionKind.MERGE,
        REFORM,
        predecessors=(body,),
        successors=(BodyFactory(),),
        handed=(Handed("纤维检验", body),),
    )
    return successions.record_succession(draft=draft, origin=Origin.own(), by=SYSTEM, at=NOON)


def merged(body: Body) -> Merging:
    """A record that is read as this body."""
    return mergings.merge_bodies(kept=body, merged=BodyFactory(), reason="同一单位", by=SYSTEM, at=NOON)


def waiting_function(at: Scene) -> FunctionHandover:
    """A function that the body had, and that nobody took over."""
    event = split_of(at.body)
    return event.handovers.without_heir().get()


def batch(at: Scene, *, columns: bool = False, **fields) -> dict:
    """A list that the person, or somebody of that body, handed in; on request with its columns named."""
    wanted = {"kind": "kernel.bodies", "mode": "rows", "by": at.maker, "at": NOON} | fields
    made = ListImport.objects.create(upload=UploadFactory(by=at.maker), **wanted)
    named = {
        "sheet": "名录",
        "header": Header(0, 0, {}, {0: "单位", 1: "类型"}),
        "columns": {"name": 0, "kind": 1},
    }
    return {"batch": made} | (named if columns else {})


def row_to_decide(at: Scene) -> ImportRow:
    """A row of such a list that may be a body of ours."""
    made = batch(at, state="open")["batch"]
    return _row(made, outcome=Outcome.ASK, candidates=[{"target": str(at.body.pk)}])


def row_refused(at: Scene) -> ImportRow:
    """A row of such a list in which something is wrong."""
    return _row(batch(at, state="refused")["batch"], outcome=Outcome.REFUSED)


def row_to_apply(at: Scene, *, is_applied: bool = False) -> dict:
    """A row of such a list that is a new body of the city."""
    made = batch(at, state="ready")["batch"]
    row = _row(made, outcome=Outcome.NEW)
    if is_applied:
        import_steps.apply_rows(batch=made, rows=[row], by=SYSTEM, at=NOON)
        row.refresh_from_db()
    return {"batch": made, "rows": [row]}


def _row(made: ListImport, **fields) -> ImportRow:
    return ImportRow.objects.create(
        batch=made, position=0, sheet="名录", number=2, values=dict(NEW_BODY), **fields
    )


def view_of(at: Scene, *, opens_first: bool = False) -> SavedView:
    """A view of a list that somebody keeps, shared with the body."""
    view = SavedView.objects.create(
        list="kernel.jobs", name="我的", owner=at.maker, body=at.body, kept_at=NOON
    )
    if opens_first and at.by.pk:
        FirstView.objects.create(user=at.by, list=view.list, view=view)
    return view


def searched(at: Scene) -> dict:
    """What it takes to forget: the person has searched."""
    if at.by.pk:
        RecentSearch.objects.create(user=at.by, words="工信局", at=NOON)
    return {}


def named_anew(at: Scene) -> dict:
    """A body that was given a name, and what that act kept of its rows."""
    bodies.add_body_name(
        body=at.body, name="又名局", kind=BodyNameKind.ALIAS, origin=Origin.own(), by=SYSTEM, at=NOON
    )
    return {"body": at.body, "changes": AuditValue.objects.filter(field="undoing").latest("pk").new}


def closed_account(at: Scene) -> AuditEntry:
    """The entry of an act that closed an account."""
    people.deactivate_user(user=at.maker, by=SYSTEM, at=NOON)
    return AuditEntry.objects.latest("number")


def cancel(job: Job, by, at) -> None:
    """What a list of jobs does to one of its rows."""
    cancel_job(job=job, by=by, at=at)


def lower_plan(at: Scene) -> dict:
    """A plan of that body, and one of a government whose area holds it; the one can carry the other out."""
    return {"plan": PlanFactory(owner=at.body), "parent": PlanFactory(owner=BodyFactory(area=at.body.area))}


def stated_parent(at: Scene) -> PlanParent:
    """A plan of that body carries another out."""
    return parents.state_parent(**lower_plan(at), mention=None, reason="会议纪要", by=SYSTEM, at=NOON)


def two_commitments(at: Scene) -> dict:
    """A commitment of a plan of that body, and one of its parent."""
    stated = stated_parent(at)
    return {
        "child": CommitmentFactory(plan=stated.plan),
        "parent": CommitmentFactory(plan=stated.parent, title="建设平台"),
    }


def pair_to_decide(at: Scene, *, is_looked_at: bool = False) -> LinkProposal:
    """What the matcher proposes of the two."""
    ends = two_commitments(at)
    pair = pair_key(child=ends["child"].pk, parent=ends["parent"].pk)
    looked = {"looked_by": at.maker, "looked_at": NOON} if is_looked_at else {}
    return LinkProposal.objects.create(
        plan=ends["child"].plan, **ends, pair=pair, score=96, is_sure=True, reasons=[], made_at=NOON, **looked
    )


def link_said(at: Scene) -> MatchAnswer:
    """A yes about the two."""
    return links.decide_link(**two_commitments(at), is_parent=True, by=SYSTEM, at=NOON)


def binding_decided(at: Scene) -> dict:
    """A decision that a promise of the parent binds that body."""
    ends = two_commitments(at)
    plan = ends["child"].plan
    choice = parents.decide_binding(
        plan=plan, commitment=ends["parent"], is_binding=True, reason="责任书", by=SYSTEM, at=NOON
    )
    return {"plan": plan, "choice": choice}
