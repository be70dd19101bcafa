"""Who may call which service of the kernel, before what; people have lines of their own (内核服务权限表)."""

from datetime import date
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
    FirstView,
    FunctionHandover,
    Grant,
    Installation,
    Job,
    ListImport,
    MatchAnswer,
    MatchThreshold,
    RecentSearch,
    Role,
    SavedView,
    Succession,
    SuccessionKind,
    Upload,
)
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services import heirs, matching, register, rights
from luoshi.kernel.services.areas import AreaRow
from luoshi.kernel.services.imports import LEAVE_OUT, Decision
from luoshi.kernel.services.matching import Said
from luoshi.kernel.services.successions import Draft
from tests.access.rights import (
    AT_BODIES,
    BODIES_AT,
    BY_LISTS,
    FACTS,
    JOBS,
    ONE,
    ONLY_ADMINISTRATOR,
    ORIGIN,
    OWN_ONLY,
    VIEWS,
)
from tests.access.things import (
    REFORM,
    batch,
    cancel,
    in_demo,
    named_anew,
    row_refused,
    row_to_apply,
    row_to_decide,
    searched,
    split_of,
    view_of,
    waiting_function,
)
from tests.access.world import ANYTHING, OWN, Row, everybody, signed_in
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON

SERVICES = {
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
    "kernel.services.bodies.put_back": Row(AT_BODIES, named_anew, (BodyName,), BODIES_AT),
    "kernel.services.searches.remember_search": Row(
        signed_in(ANYTHING), lambda at: {"words": "工信局"}, (RecentSearch,), ONE, is_act=False
    ),
    "kernel.services.searches.forget_searches": Row(
        signed_in(ANYTHING), searched, (RecentSearch,), ONE, is_act=False
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
    "kernel.services.imports.leave_out_refused": Row(
        BY_LISTS | {"body_administrator": (OWN,)},
        lambda at: {"batch": (row := row_refused(at)).batch, "rows": [row.pk]},
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
        everybody(ANYTHING), lambda at: in_demo({"day": DAY.replace(year=2040)}), (Installation,), ONE
    ),
    "kernel.services.jobs.begin_day": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"day": date(2025, 9, 15), "kinds": ["plan.pull_standings"]},
        (Job,),
        ONE,
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
