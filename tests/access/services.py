"""Who may call which service, before what: one line for each service of every room (服务权限表)."""

from datetime import date, timedelta
from decimal import Decimal

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.matching import Thresholds
from luoshi.kernel.matching.purposes import BODIES
from luoshi.kernel.models import (
    Area,
    Body,
    BodyKind,
    BodyName,
    BodyNameKind,
    Command,
    Fact,
    FailedSignIn,
    FirstView,
    FunctionHandover,
    Grant,
    Installation,
    Job,
    ListImport,
    MatchAnswer,
    MatchThreshold,
    Merging,
    Origin,
    Post,
    RecoveryCode,
    Role,
    SavedView,
    SecondFactor,
    Session,
    Succession,
    SuccessionKind,
    Upload,
    User,
)
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services import heirs, matching, people, register, rights
from luoshi.kernel.services.areas import AreaRow
from luoshi.kernel.services.imports import LEAVE_OUT, Decision
from luoshi.kernel.services.matching import Said
from luoshi.kernel.services.successions import Draft
from luoshi.plan.models import Document, HeirChoice, LeadChoice, Plan, Responsibility
from luoshi.plan.services import heirs as plan_heirs
from tests.access.accounts import CLOCK, code_of_phone, failed, recovery_codes, session_of
from tests.access.things import (
    REFORM,
    batch,
    cancel,
    duty,
    plan_of,
    reading,
    row_to_apply,
    row_to_decide,
    split_of,
    view_of,
    waiting_function,
)
from tests.access.world import (
    ANYTHING,
    ELSEWHERE,
    OFFICES,
    OWN,
    OWN_AREA,
    OWN_BODY,
    PLACES,
    Row,
    everybody,
    signed_in,
)
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON

ORIGIN = Origin.own()
BODIES_AT = (OWN_BODY, OWN_AREA, ELSEWHERE)
ADMINISTRATOR = {"administrator": PLACES}
AT_BODIES = {"administrator": BODIES_AT, "lead_officer": (OWN_BODY, OWN_AREA)}
FACTS = AT_BODIES | {"body_administrator": (OWN_BODY,)}
ONE = (ANYTHING,)
ONLY_ADMINISTRATOR = {"administrator": ONE}
BY_LISTS = {"administrator": PLACES, "lead_officer": (OWN,)}
PEOPLE_AT = {"administrator": BODIES_AT, "body_administrator": (OWN_BODY,)}
PEOPLE = {"administrator": PLACES, "body_administrator": (OWN, OWN_BODY)}
OWN_ONLY = signed_in(OWN)
JOBS = OWN_ONLY | ADMINISTRATOR
VIEWS = signed_in(OWN) | dict.fromkeys(OFFICES, (OWN, OWN_BODY))
PASSWORD = "Qi-lu-88-deng!"

KERNEL = {
    "kernel.services.areas.load_areas": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "rows": [AreaRow("990300", "新市", "", "prefecture", "", None, None, "")],
            "origin": ORIGIN,
        },
        (Area,),
        ONE,
    ),
    "kernel.services.areas.load_shipped_areas": Row(ONLY_ADMINISTRATOR, lambda at: {}, (Area,), ONE),
    "kernel.services.bodies.create_body": Row(
        AT_BODIES,
        lambda at: {"name": "新设局", "kind": BodyKind.AGENCY, "area": at.body.area, "origin": ORIGIN},
        (Body, BodyName),
        BODIES_AT,
    ),
    "kernel.services.bodies.add_body_name": Row(
        AT_BODIES,
        lambda at: {"body": at.body, "name": "新局", "kind": BodyNameKind.SHORT, "origin": ORIGIN},
        (BodyName,),
        BODIES_AT,
    ),
    "kernel.services.bodies.rename_body": Row(
        AT_BODIES,
        lambda at: {"body": at.body, "name": "改名局", "on": DAY, "origin": ORIGIN},
        (Body, BodyName),
        BODIES_AT,
    ),
    "kernel.services.bodies.state_command": Row(
        AT_BODIES,
        lambda at: {"body": at.body, "is_commanded": True, "origin": ORIGIN},
        (Command,),
        BODIES_AT,
    ),
    "kernel.services.bodies.close_body": Row(
        AT_BODIES, lambda at: {"body": at.body, "on": DAY}, (Body,), BODIES_AT
    ),
    "kernel.services.files.store_upload": Row(
        signed_in(ANYTHING), lambda at: {"content": "规划".encode(), "name": "规划.txt"}, (Upload,), ONE
    ),
    "kernel.services.heirs.name_heir": Row(
        AT_BODIES,
        lambda at: {
            "handover": waiting_function(at),
            "taker": factories.BodyFactory(),
            "on": REFORM,
            "reason": "会议纪要",
        },
        (FunctionHandover,),
        BODIES_AT,
    ),
    "kernel.services.heirs.withdraw_heir": Row(
        AT_BODIES,
        lambda at: {
            "handover": heirs.name_heir(
                handover=waiting_function(at),
                taker=factories.BodyFactory(),
                on=REFORM,
                reason="会议纪要",
                by=SYSTEM,
                at=NOON,
            )
        },
        (FunctionHandover,),
        BODIES_AT,
    ),
    "kernel.services.import_steps.apply_rows": Row(
        {"administrator": ONE, "lead_officer": ONE},
        lambda at: row_to_apply(at),
        (ListImport._meta.get_field("rows").related_model, Body),
        ONE,
    ),
    "kernel.services.import_steps.undo_rows": Row(
        {"administrator": ONE, "lead_officer": ONE},
        lambda at: row_to_apply(at, is_applied=True),
        (ListImport._meta.get_field("rows").related_model, Body),
        ONE,
    ),
    "kernel.services.imports.hand_in_list": Row(
        {"administrator": ONE, "lead_officer": ONE},
        lambda at: {"kind": "kernel.bodies", "content": "机构名称\n甲局".encode(), "name": "名录.csv"},
        (ListImport, Job, Upload),
        ONE,
    ),
    "kernel.services.imports.choose_columns": Row(
        BY_LISTS | {"body_administrator": (OWN,)},
        lambda at: batch(at, state="open", columns=True),
        (ListImport, Job),
    ),
    "kernel.services.imports.decide_rows": Row(
        BY_LISTS | {"body_administrator": (OWN,)},
        lambda at: {"batch": (row := row_to_decide(at)).batch, "decisions": [Decision(row.pk, LEAVE_OUT)]},
        (ListImport,),
    ),
    "kernel.services.imports.leave_out_the_rest": Row(
        BY_LISTS | {"body_administrator": (OWN,)},
        lambda at: {"batch": row_to_decide(at).batch},
        (ListImport,),
    ),
    "kernel.services.imports.apply_import": Row(
        BY_LISTS, lambda at: {"batch": row_to_apply(at)["batch"]}, (ListImport, Job)
    ),
    "kernel.services.imports.undo_import": Row(
        BY_LISTS, lambda at: batch(at, state="applied", applied_at=NOON), (ListImport, Job)
    ),
    "kernel.services.imports.discard_import": Row(
        BY_LISTS | {"body_administrator": (OWN,)}, lambda at: batch(at, state="open"), (ListImport,)
    ),
    "kernel.services.installation.move_demo_clock": Row(
        everybody(ANYTHING), lambda at: {"day": DAY.replace(year=2040)}, (Installation,), ONE
    ),
    "kernel.services.jobs.cancel_job": Row(
        JOBS, lambda at: {"job": factories.JobFactory(by=at.maker)}, (Job,)
    ),
    "kernel.services.jobs.resume_job": Row(
        JOBS, lambda at: {"job": factories.JobFactory(by=at.maker, failed=True)}, (Job,)
    ),
    "kernel.services.lists.keep_view": Row(
        signed_in(ANYTHING),
        lambda at: {"list_key": "kernel.jobs", "name": "我的", "query": "", "body": None},
        (SavedView,),
        ONE,
    ),
    "kernel.services.lists.change_view": Row(
        OWN_ONLY, lambda at: {"view": view_of(at), "query": "state=done"}, (SavedView,)
    ),
    "kernel.services.lists.drop_view": Row(OWN_ONLY, lambda at: {"view": view_of(at)}, (SavedView,)),
    "kernel.services.lists.open_first": Row(VIEWS, lambda at: {"view": view_of(at)}, (FirstView,)),
    "kernel.services.lists.open_everything": Row(
        VIEWS, lambda at: {"view": view_of(at, opens_first=True)}, (FirstView,)
    ),
    "kernel.services.lists.act_on_rows": Row(
        signed_in(ANYTHING),
        lambda at: {"rows": [factories.JobFactory(by=at.maker)], "perform": cancel},
        (Job,),
        ONE,
    ),
    "kernel.services.lists.ask_for_many": Row(
        signed_in(ANYTHING),
        lambda at: {"list_key": "kernel.jobs", "act_key": "cancel", "keys": [1], "values": {}},
        (Job,),
        ONE,
    ),
    "kernel.services.matching.answer_matches": Row(
        {"administrator": ONE, "lead_officer": ONE},
        lambda at: {"purpose": BODIES, "answers": [Said("市甲局", str(at.body.pk), True)]},
        (MatchAnswer,),
        ONE,
    ),
    "kernel.services.matching.withdraw_answer": Row(
        {"administrator": ONE, "lead_officer": ONE},
        lambda at: {
            "answer": matching.answer_matches(
                purpose=BODIES, answers=[Said("市甲局", str(at.body.pk), True)], by=SYSTEM, at=NOON
            )[0]
        },
        (MatchAnswer,),
        ONE,
    ),
    "kernel.services.matching.set_thresholds": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "purpose": BODIES,
            "thresholds": Thresholds(same=Decimal(95), ask=Decimal(60), margin=Decimal(3)),
            "valid_from": date(2040, 1, 1),
        },
        (MatchThreshold,),
        ONE,
    ),
    "kernel.services.people.create_user": Row(
        {"administrator": ONE, "body_administrator": ONE},
        lambda at: {"username": "xin", "display_name": "示例·新", "password": None},
        (User,),
        ONE,
    ),
    "kernel.services.people.change_password": Row(
        ADMINISTRATOR | OWN_ONLY | {"administrator": PLACES, "body_administrator": (OWN, OWN_BODY)},
        lambda at: {"user": at.maker, "password": PASSWORD},
        (User,),
    ),
    "kernel.services.people.choose_language": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "language": "en"}, (User,)
    ),
    "kernel.services.people.deactivate_user": Row(PEOPLE, lambda at: {"user": at.maker}, (User,)),
    "kernel.services.people.reactivate_user": Row(
        PEOPLE_AT,
        lambda at: {"user": people.deactivate_user(user=at.maker, by=SYSTEM, at=NOON)},
        (User,),
        BODIES_AT,
    ),
    "kernel.services.people.give_post": Row(
        PEOPLE_AT,
        lambda at: {
            "user": factories.UserFactory(),
            "body": at.body,
            "role": Role.objects.get(code="officer"),
        },
        (Post,),
        BODIES_AT,
    ),
    "kernel.services.people.end_post": Row(
        PEOPLE_AT,
        lambda at: {"post": factories.PostFactory(body=at.body), "on": DAY},
        (Post,),
        BODIES_AT,
    ),
    "kernel.services.people.create_administrator": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "username": "guan",
            "display_name": "示例·管",
            "password": PASSWORD,
            "body_name": "云岭市新局",
            "area_code": "990100",
        },
        (User, Post, Body),
        ONE,
    ),
    "kernel.services.people.issue_slip": Row(PEOPLE, lambda at: {"user": at.maker}, (User,)),
    "kernel.services.second_factor.begin_second_factor": Row(
        OWN_ONLY, lambda at: {"user": at.maker}, (SecondFactor,)
    ),
    "kernel.services.second_factor.confirm_second_factor": Row(
        OWN_ONLY,
        lambda at: {"user": at.maker, "code": code_of_phone(at.maker), "clock": CLOCK},
        (SecondFactor, RecoveryCode),
    ),
    "kernel.services.second_factor.use_code": Row(
        OWN_ONLY,
        lambda at: {"user": at.maker, "code": recovery_codes(at.maker)[0], "clock": CLOCK},
        (RecoveryCode,),
    ),
    "kernel.services.second_factor.renew_recovery_codes": Row(
        OWN_ONLY, lambda at: {"user": at.maker} if recovery_codes(at.maker) else {}, (RecoveryCode,)
    ),
    "kernel.services.second_factor.remove_second_factor": Row(
        OWN_ONLY | PEOPLE,
        lambda at: {"user": at.maker} if recovery_codes(at.maker) else {},
        (SecondFactor, RecoveryCode),
    ),
    "kernel.services.sign_in.note_failure": Row(
        {}, lambda at: {"username": at.maker.username, "address": None}, (FailedSignIn,), ONE
    ),
    "kernel.services.sign_in.note_sign_in": Row(
        OWN_ONLY, lambda at: {"user": failed(at.maker), "address": None}, (FailedSignIn,)
    ),
    "kernel.services.sign_in.end_session": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "mark": session_of(at.maker).mark}, (Session,)
    ),
    "kernel.services.reference.edit": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"instance": Role.objects.get(code="officer"), "changes": {"name": "科员"}},
        (Role,),
        ONE,
    ),
    "kernel.services.register.record_fact": Row(
        FACTS,
        lambda at: {"body": at.body, "name": CREDIT_CODE, "value": "91990100MA00000001", "origin": ORIGIN},
        (Fact,),
        BODIES_AT,
    ),
    "kernel.services.register.correct_fact": Row(
        FACTS,
        lambda at: {
            "fact": register.record_fact(
                body=at.body, name=CREDIT_CODE, value="91990100MA00000001", origin=ORIGIN, by=SYSTEM, at=NOON
            ),
            "value": "91990100MA00000002",
            "origin": ORIGIN,
        },
        (Fact,),
        BODIES_AT,
    ),
    "kernel.services.register.merge_bodies": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"kept": at.body, "merged": factories.BodyFactory(), "reason": "同一单位"},
        (Merging,),
        ONE,
    ),
    "kernel.services.register.part_bodies": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "merging": register.merge_bodies(
                kept=at.body, merged=factories.BodyFactory(), reason="同一单位", by=SYSTEM, at=NOON
            ),
            "reason": "误合并",
        },
        (Merging,),
        ONE,
    ),
    "kernel.services.rights.grant_act": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "role": Role.objects.get(code="clerk"),
            "act_code": "kernel.edit_bodies",
            "relation": "own_body",
        },
        (Grant,),
        ONE,
    ),
    "kernel.services.rights.withdraw_grant": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "grant": rights.grant_act(
                role=Role.objects.get(code="clerk"),
                act_code="kernel.edit_bodies",
                relation="own_body",
                by=SYSTEM,
                at=NOON,
            )
        },
        (Grant,),
        ONE,
    ),
    "kernel.services.successions.record_succession": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {
            "draft": Draft(
                SuccessionKind.MERGE, REFORM, predecessors=(at.body,), successors=(factories.BodyFactory(),)
            ),
            "origin": ORIGIN,
        },
        (Succession, Body),
        ONE,
    ),
    "kernel.services.successions.undo_succession": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"event": split_of(at.body)},
        (Succession,),
        ONE,
    ),
}

DECIDING = {"administrator": BODIES_AT, "lead_officer": (OWN_BODY, OWN_AREA)}
PLAN = {
    "plan.services.bodies.register_bodies": Row(
        DECIDING,
        lambda at: {"plan": duty(at).plan},
        (Body, Responsibility),
        BODIES_AT,
    ),
    "plan.services.documents.hand_in_document": Row(
        signed_in(ANYTHING),
        lambda at: {"content": "规划".encode(), "name": "规划.txt"},
        (Upload, Job),
        ONE,
    ),
    "plan.services.heirs.choose_heir": Row(
        DECIDING,
        lambda at: {
            "responsibility": duty(at),
            "event": split_of(factories.BodyFactory()),
            "heir": factories.BodyFactory(),
            "reason": "三定规定",
        },
        (HeirChoice,),
        BODIES_AT,
    ),
    "plan.services.heirs.withdraw_heir_choice": Row(
        DECIDING,
        lambda at: {
            "choice": plan_heirs.choose_heir(
                responsibility=duty(at),
                event=split_of(factories.BodyFactory()),
                heir=factories.BodyFactory(),
                reason="三定规定",
                by=SYSTEM,
                at=NOON,
            )
        },
        (HeirChoice,),
        BODIES_AT,
    ),
    "plan.services.heirs.choose_first_lead": Row(
        DECIDING, lambda at: {"responsibility": duty(at), "reason": "会议纪要"}, (LeadChoice,), BODIES_AT
    ),
    "plan.services.heirs.withdraw_lead_choice": Row(
        DECIDING,
        lambda at: {
            "choice": plan_heirs.choose_first_lead(
                responsibility=duty(at), reason="会议纪要", by=SYSTEM, at=NOON
            )
        },
        (LeadChoice,),
        BODIES_AT,
    ),
    "plan.services.opening.begin_plan": Row(
        signed_in(ANYTHING), lambda at: reading(at), (Document, Plan), ONE
    ),
    "plan.services.opening.finish_plan": Row(
        signed_in(OWN) | {"administrator": PLACES, "lead_officer": PLACES},
        lambda at: {"plan": plan_of(at, being_read=True)},
        (Plan,),
    ),
    "plan.services.opening.open_plan": Row(
        signed_in(OWN) | {"administrator": PLACES, "lead_officer": PLACES},
        lambda at: {"plan": plan_of(at), "audience": "staff"},
        (Plan,),
    ),
}

SERVICES = KERNEL | PLAN

# Called inside an act or by the clock only, and never with a person's wish: whoever adds a line says why.
INNER = {
    "kernel.services.people.require_may_enter": "asks only: part of what the services of accounts require",
    "kernel.services.lists.bodies_of": "reads only, and only where the person itself holds posts",
    "kernel.services.jobs.enqueue": "asks for a job inside the act of a service that has its own line",
    "kernel.services.installation.found": "only an installation without a home can be founded; its test is below",
    "kernel.services.retention.erase_due": "a generator of acts; its test is below",
}
TERM = timedelta(days=366 * 40)
