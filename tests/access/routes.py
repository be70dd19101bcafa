"""Who may open which page and send which form: a line for each route and method of every room (网址权限表)."""

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.body_forms import SuccessionForm
from luoshi.kernel.drafting import fingerprint
from luoshi.kernel.models import (
    FunctionHandover,
    Identity,
    ImportRow,
    Installation,
    Job,
    ListImport,
    RecentSearch,
    SavedView,
    Succession,
    Upload,
    User,
)
from luoshi.kernel.services import heirs as kernel_heirs
from luoshi.kernel.services.files import store_upload
from luoshi.plan.models import Audience, HeirChoice, LeadChoice
from luoshi.plan.services import heirs
from luoshi.web.example.facts import trial_documents
from tests.access import (
    asking,
    collecting,
    delivery,
    figures,
    formulas,
    handing_in,
    ledgers,
    matters,
    mergings,
    notices,
    papers,
    parents,
    people,
    retention,
    reviews,
    signing,
    travel,
    workdays,
)
from tests.access.accounts import linked
from tests.access.rights import (
    ADMINISTRATOR,
    ALL,
    AT_BODIES,
    BODIES_AT,
    BY_LISTS,
    DECIDING,
    JOBS,
    ONE,
    ONLY_ADMINISTRATOR,
    OWN_ONLY,
    PASSWORD,
    PEOPLE_AT,
    SIGNED_IN,
)
from tests.access.things import (
    REFORM,
    batch,
    closed_account,
    in_demo,
    joint_leads,
    open_duty,
    row_to_apply,
    row_to_decide,
    searched,
    split_of,
    text_plan,
    view_of,
    waiting_function,
)
from tests.access.world import ELSEWHERE, OWN, PLACES, ROLES, Row, Scene, everybody, page, seen
from tests.kernel.factories import NOON, BodyFactory, JobFactory, UserFactory

LISTS = BY_LISTS | {"body_administrator": (OWN,)}
LIST_KEEPERS = {"administrator": ONE, "lead_officer": ONE}
LIST = "机构名称,类别\n云岭市新设局,机关".encode()


def of_batch(made: ListImport, **data) -> dict:
    return page(made.pk, **data)


def handed_in(at: Scene, **fields) -> ListImport:
    """A list with its file, whose columns can be named."""
    upload = store_upload(content=LIST, name="名录.csv", by=SYSTEM, at=NOON)
    outline = [
        {"name": "名录", "is_hidden": False, "rows": [["机构名称", "类别"], ["甲局", "机关"]], "height": 2}
    ]
    return ListImport.objects.create(
        kind="kernel.bodies", mode="rows", upload=upload, outline=outline, by=at.maker, at=NOON, **fields
    )


def member_of_demo(name: str) -> User:
    user = UserFactory(username=name)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


WEB = {
    "web:home GET": seen(ALL, places=ONE),
    "web:sign_in GET": seen(ALL, places=ONE),
    "web:sign_in POST": Row(
        ALL,
        lambda at: page(username=member_of_demo("deng").username, password=PASSWORD),
        (User,),
        ONE,
        is_act=False,
    ),
    # Only who has just given the right password gets there: tests/web/test_signing_in.py.
    "web:sign_in_code GET": seen({}, places=ONE),
    "web:sign_in_code POST": seen({}, lambda at: page(code="000000"), places=ONE),
    # Only where the settings name an identity provider: tests/web/test_vouched.py.
    "web:begin_vouched POST": seen({}, places=ONE),
    "web:vouched GET": seen({}, places=ONE),
    "web:link_identity GET": seen({}, places=ONE),
    "web:link_identity POST": seen({}, lambda at: page(current=PASSWORD), places=ONE),
    "web:unlink_identity POST": Row(
        SIGNED_IN,
        lambda at: people.with_password(at) if at.by.pk and linked(at.by) else page(),
        (Identity,),
        ONE,
    ),
    "web:sign_out POST": seen(ALL, places=ONE),
    "web:language POST": Row(SIGNED_IN, lambda at: page(language="en"), (User,), ONE, roles=ROLES[1:]),
    "web:language POST anonymous": seen(
        ALL, lambda at: page(language="en"), places=ONE, roles=("anonymous",)
    ),
    "web:components GET": seen(ONLY_ADMINISTRATOR, places=ONE),
    "web:components GET demo": seen(ALL, lambda at: in_demo(page()), places=ONE),
    "web:tour GET": seen(ALL, places=ONE),
    "web:enter POST": Row(
        ALL, lambda at: in_demo(page(member_of_demo("desk").username)), (User,), ONE, is_act=False
    ),
    "web:turn_clock POST": Row(ALL, lambda at: in_demo(page(by="month")), (Installation,), ONE),
    "web:choose_facts POST": seen(ALL, lambda at: in_demo(page(facts="public")), places=ONE),
    "web:origins GET": seen(ALL, lambda at: in_demo(page()), places=ONE),
    "web:trial POST": Row(
        ALL,
        lambda at: in_demo(page(next(iter(trial_documents())))) if member_of_demo("public") else {},
        (Upload, Job),
        ONE,
    ),
    "web:health GET": seen(ALL, places=ONE),
}

KERNEL = {
    "kernel:search GET": seen(ALL, lambda at: page(q="局"), places=ONE),
    "kernel:suggest GET": seen(ALL, lambda at: page(q="局"), places=ONE),
    "kernel:remember_search POST": Row(
        SIGNED_IN, lambda at: page(q="局"), (RecentSearch,), ONE, is_act=False
    ),
    "kernel:forget_searches POST": Row(
        SIGNED_IN, lambda at: page(**searched(at)), (RecentSearch,), ONE, is_act=False
    ),
    "kernel:acts GET": seen(SIGNED_IN, places=ONE),
    "kernel:acts_about GET": seen(
        JOBS | {"auditor": PLACES}, lambda at: page("kernel.job", JobFactory(by=at.maker).pk)
    ),
    "kernel:undo_act POST": Row(PEOPLE_AT, lambda at: page(closed_account(at).number), (User,), BODIES_AT),
    "kernel:jobs GET": seen(SIGNED_IN, places=ONE),
    "kernel:job GET": seen(JOBS, lambda at: page(JobFactory(by=at.maker).pk)),
    "kernel:cancel_job POST": Row(JOBS, lambda at: page(JobFactory(by=at.maker).pk), (Job,)),
    "kernel:resume_job POST": Row(JOBS, lambda at: page(JobFactory(by=at.maker, failed=True).pk), (Job,)),
    "kernel:imports GET": seen(LIST_KEEPERS | {"body_administrator": ONE}, places=ONE),
    "kernel:import GET": seen(OWN_ONLY | ADMINISTRATOR, lambda at: of_batch(handed_in(at, state="ready"))),
    "kernel:import_columns GET": seen(LISTS, lambda at: of_batch(handed_in(at, state="refused"))),
    "kernel:import_columns POST": Row(
        LISTS,
        lambda at: of_batch(
            handed_in(at, state="refused"), sheet="名录", row="0", **{"column-0": "name", "column-1": "kind"}
        ),
        (ListImport, Job),
    ),
    "kernel:decide_rows POST": Row(
        LISTS,
        lambda at: of_batch((row := row_to_decide(at)).batch, **{f"row-{row.pk}": "left_out"}),
        (ImportRow, ListImport),
    ),
    "kernel:apply_import POST": Row(
        BY_LISTS, lambda at: of_batch(row_to_apply(at)["batch"]), (ListImport, Job)
    ),
    "kernel:undo_import POST": Row(
        BY_LISTS,
        lambda at: of_batch(batch(at, state="applied", applied_at=NOON)["batch"]),
        (ListImport, Job),
    ),
    "kernel:discard_import POST": Row(
        LISTS, lambda at: of_batch(batch(at, state="open")["batch"]), (ListImport,)
    ),
    "kernel:marked_workbook GET": seen(
        {"signed_in": (OWN,), "clerk": (OWN,), "administrator": (OWN, ELSEWHERE)},
        lambda at: of_batch(handed_in(at, state="refused")),
        places=(OWN, ELSEWHERE),
        # A process writes each of them, so these stand for the others: nobody's role but the administrator's counts.
        roles=("anonymous", "signed_in", "administrator", "clerk"),
    ),
    "kernel:hand_in_list GET": seen(LIST_KEEPERS, lambda at: page("kernel.bodies"), places=ONE),
    "kernel:hand_in_list POST": Row(
        LIST_KEEPERS,
        lambda at: page("kernel.bodies", file=("名录.csv", LIST), mode="whole"),
        (ListImport, Upload, Job),
        ONE,
    ),
    "kernel:export_list GET": seen(LIST_KEEPERS, lambda at: page("kernel.bodies"), places=ONE),
}

KERNEL |= {
    "kernel:keep_view GET": seen(SIGNED_IN, lambda at: page(list="kernel.jobs", path="/jobs/"), places=ONE),
    "kernel:keep_view POST": Row(
        SIGNED_IN,
        lambda at: page(list="kernel.jobs", path="/jobs/", do="keep", name="我的"),
        (SavedView,),
        ONE,
    ),
    "kernel:keep_view POST drop": Row(
        OWN_ONLY,
        lambda at: page(list="kernel.jobs", path="/jobs/", do="drop", view=view_of(at).pk),
        (SavedView,),
    ),
    "kernel:act_on_rows POST": Row(JOBS, lambda at: cancelling(JobFactory(by=at.maker)), (Job,)),
    "kernel:rows_acted_on GET": seen(
        JOBS,
        lambda at: page(
            JobFactory(
                by=at.maker,
                kind="kernel.act_on_rows",
                done_already=True,
                arguments={"list_key": "kernel.jobs", "act_key": "cancel"},
                result={"done": 1, "refused": 0, "named": []},
            ).pk
        ),
    ),
}


def cancelling(job: Job) -> dict:
    return page(list="kernel.jobs", act="cancel", rows=str(job.pk), confirmed="1")


BODY_PAGES = {
    "kernel:bodies GET": seen(ALL, places=ONE),
    "kernel:answers GET": seen(LIST_KEEPERS, places=ONE),
    "kernel:body GET": seen(everybody(*BODIES_AT), lambda at: page(at.body.pk), places=BODIES_AT),
    "kernel:successions GET": seen(ALL, places=ONE),
    "kernel:record_succession GET": seen(ONLY_ADMINISTRATOR, places=ONE),
    "kernel:record_succession POST": Row(ONLY_ADMINISTRATOR, lambda at: dissolving(at), (Succession,), ONE),
    "kernel:undo_succession POST": Row(
        ONLY_ADMINISTRATOR, lambda at: page(split_of(at.body).pk), (Succession,), ONE
    ),
    "kernel:open_decisions GET": seen(ALL, places=ONE),
    "kernel:name_heir GET": seen(AT_BODIES, lambda at: page(waiting_function(at).pk), places=BODIES_AT),
    "kernel:name_heir POST": Row(
        AT_BODIES, lambda at: naming_heir(waiting_function(at)), (FunctionHandover,), BODIES_AT
    ),
    "kernel:withdraw_heir POST": Row(
        AT_BODIES,
        lambda at: page(
            kernel_heirs.name_heir(
                handover=waiting_function(at),
                taker=BodyFactory(),
                on=REFORM,
                reason="纪要",
                by=SYSTEM,
                at=NOON,
            ).pk
        ),
        (FunctionHandover,),
        BODIES_AT,
    ),
}
KERNEL |= BODY_PAGES


def naming_heir(line: FunctionHandover) -> dict:
    taker = BodyFactory(area=line.giver.area)
    return page(line.pk, taker=taker.name, on=REFORM.isoformat(), reason="会议纪要")


def dissolving(at: Scene) -> dict:
    """The form of an event that was seen before it is recorded."""
    data = {"kind": "dissolve", "on": REFORM.isoformat(), "before": at.body.name}
    form = SuccessionForm(data)
    assert form.is_valid(), form.errors
    return page(**data, seen=fingerprint(form.cleaned_data))


PAGES_OF_A_PLAN = (
    "outline",
    "document",
    "check_up",
    "ledger",
    "commitments",
    "responsibilities",
    "adoption",
    "changes",
    "corrections",
    "undecided",
    "file",
    "parents",
    "proposals",
    "compared",
    "gaps",
    "descent",
    "side_by_side",
    "commitments_docx",
    "commitments_pdf",
    "ledger_docx",
    "ledger_pdf",
    "ledger_xlsx",
    "division_xlsx",
    "travel",
    "travel_file",
)


def of_plan(at: Scene, *args, audience: Audience = Audience.MAKER) -> dict:
    return page(text_plan(at, audience=audience).slug, *args)


def choosing_heir(at: Scene) -> dict:
    lead, _event = open_duty(at)
    return page(lead.plan.slug, lead.pk, body=at.body.pk, reason="三定规定")


def choosing_lead(at: Scene) -> dict:
    first, _second = joint_leads(at)
    return page(first.plan.slug, "1", body=first.pk, reason="会议纪要")


def chosen_heir(at: Scene) -> dict:
    lead, event = open_duty(at)
    choice = heirs.choose_heir(
        responsibility=lead, event=event, heir=at.body, reason="三定规定", by=SYSTEM, at=NOON
    )
    return page(lead.plan.slug, choice.pk)


def chosen_lead(at: Scene) -> dict:
    first, _second = joint_leads(at)
    choice = heirs.choose_first_lead(responsibility=first, reason="会议纪要", by=SYSTEM, at=NOON)
    return page(first.plan.slug, choice.pk)


PLAN = {
    "plan:hand_in GET": seen(SIGNED_IN, places=ONE),
    "plan:hand_in POST": Row(
        SIGNED_IN, lambda at: page(file=("规划.txt", "一、目标".encode())), (Upload, Job), ONE
    ),
    "web:systems GET": seen(ALL, places=ONE),
    "plan:documents GET": seen(ALL, places=ONE),
    "plan:plans GET": seen(ALL, places=ONE),
    **{f"plan:{name} GET": seen(OWN_ONLY, of_plan, places=(OWN, ELSEWHERE)) for name in PAGES_OF_A_PLAN},
    **{
        f"plan:{name} GET public": seen(
            everybody(ELSEWHERE), lambda at: of_plan(at, audience=Audience.PUBLIC), places=(ELSEWHERE,)
        )
        for name in PAGES_OF_A_PLAN[:-2]
    },
    "plan:section GET": seen(OWN_ONLY, lambda at: of_plan(at, "1")),
    "plan:choose_heir GET": seen(DECIDING, choosing_heir, places=BODIES_AT),
    "plan:choose_heir POST": Row(DECIDING, choosing_heir, (HeirChoice,), BODIES_AT),
    "plan:withdraw_heir POST": Row(DECIDING, chosen_heir, (HeirChoice,), BODIES_AT),
    "plan:choose_lead GET": seen(DECIDING, choosing_lead, places=BODIES_AT),
    "plan:choose_lead POST": Row(DECIDING, choosing_lead, (LeadChoice,), BODIES_AT),
    "plan:withdraw_lead POST": Row(DECIDING, chosen_lead, (LeadChoice,), BODIES_AT),
}

ROUTES = (
    WEB
    | KERNEL
    | mergings.ROUTES
    | retention.ROUTES
    | workdays.ROUTES
    | formulas.ROUTES
    | asking.ROUTES
    | people.ACCOUNT
    | people.PEOPLE
    | PLAN
    | reviews.ROUTES
    | handing_in.ROUTES
    | matters.ROUTES
    | delivery.ROUTES
    | ledgers.ROUTES
    | signing.ROUTES
    | papers.ROUTES
    | parents.ROUTES
    | figures.ROUTES
    | travel.ROUTES
    | notices.ROUTES
    | collecting.ROUTES
)
