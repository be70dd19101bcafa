"""Who may call which service, before what: one line for each service of every room (服务权限表)."""

from datetime import timedelta

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import (
    Body,
    Job,
    Upload,
)
from luoshi.plan.models import (
    Document,
    HeirChoice,
    LeadChoice,
    Plan,
    Responsibility,
)
from luoshi.plan.services import heirs as plan_heirs
from tests.access import (
    asking,
    collecting,
    delivery,
    formulas,
    handing_in,
    kernel_services,
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
from tests.access.rights import ADOPTING, BODIES_AT, DECIDING, ONE
from tests.access.things import (
    draft_of,
    duty,
    plan_of,
    reading,
    split_of,
)
from tests.access.world import (
    ANYTHING,
    OWN,
    PLACES,
    Row,
    signed_in,
)
from tests.kernel import factories
from tests.kernel.factories import NOON

PLAN = {
    "plan.services.adoption.name_owner": Row(
        signed_in(OWN) | {"administrator": PLACES, "lead_officer": PLACES},
        lambda at: {"plan": plan_of(at), "owner": factories.BodyFactory()},
        (Plan,),
    ),
    "plan.services.adoption.adopt_plan": Row(ADOPTING, lambda at: {"plan": draft_of(at)}, (Plan,), BODIES_AT),
    "plan.services.adoption.withdraw_adoption": Row(
        ADOPTING, lambda at: {"plan": draft_of(at, draft=False), "reason": "误审"}, (Plan,), BODIES_AT
    ),
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

SERVICES = (
    kernel_services.SERVICES
    | mergings.SERVICES
    | people.SERVICES
    | retention.SERVICES
    | formulas.SERVICES
    | asking.SERVICES
    | PLAN
    | reviews.SERVICES
    | handing_in.SERVICES
    | matters.SERVICES
    | delivery.SERVICES
    | ledgers.SERVICES
    | signing.SERVICES
    | papers.SERVICES
    | parents.SERVICES
    | travel.SERVICES
    | workdays.SERVICES
    | notices.SERVICES
    | collecting.SERVICES
)

# Called inside an act or by the clock only, and never with a person's wish: whoever adds a line says why.
INNER = (
    handing_in.INNER
    | matters.INNER
    | delivery.INNER
    | ledgers.INNER
    | signing.INNER
    | formulas.INNER
    | travel.INNER
    | workdays.INNER
    | collecting.INNER
    | {
        "plan.services.drafts.hold_draft": "asks, and holds the plan: the first step of every correction",
        "plan.services.drafts.keep": "the last step of every correction, each of which has a line of its own",
        "kernel.services.matching.keep_answers": "part of `answer_matches`, `merge_bodies` and `tell_apart`",
        "kernel.services.matching.drop_answers": "part of `part_bodies`",
        "kernel.services.people.require_may_enter": "asks only: part of what the services of accounts require",
        "kernel.services.hand_overs.pass_on": "part of `end_post` and `deactivate_user`, which have lines of their own",
        "kernel.services.people.may_enter": "asks only, as above",
        "kernel.services.people.reaches_everybody": "asks only, as above",
        "kernel.services.people_rows.enter_people": "part of `apply_rows`, through services with lines of their own",
        "kernel.services.people_rows.alter_people": "part of `apply_rows`; requires entry to each account",
        "kernel.services.people_rows.take_people_back": "part of `undo_rows`; requires the right to each post",
        "kernel.services.lists.bodies_of": "reads only, and only where the person itself holds posts",
        "kernel.services.jobs.enqueue": "asks for a job inside the act of a service that has its own line",
        "kernel.services.installation.found": "only an installation without a home can be founded; its test is below",
        "kernel.services.retention.erase_due": "a generator of acts; its test is below",
    }
)
TERM = timedelta(days=366 * 40)
