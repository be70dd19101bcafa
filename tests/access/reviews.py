"""Who may review, adopt and interpret plans: the lines of these services and routes (审定权限表)."""

from dataclasses import asdict

from luoshi.kernel.access import SYSTEM
from luoshi.plan.engine.stated import Stated
from luoshi.plan.models import Audience, Commitment, Correction, Interpretation, Plan, Responsibility, Section
from luoshi.plan.services import amendments, withdrawals
from tests.access.rights import ADOPTING, BODIES_AT, CORRECTING, OWN_ONLY
from tests.access.things import (
    a_correction,
    a_duty,
    a_target,
    an_interpretation,
    draft_and_older,
    draft_of,
    lacking_in,
    plan_of,
    read_draft,
    restated,
    text_plan,
)
from tests.access.world import Row, Scene, page, seen
from tests.kernel.factories import NOON, BodyFactory, BodyNameFactory
from tests.plan.factories import CommitmentFactory

SAID = {"reason": "核对原文"}
SERVICES = {
    "plan.services.corrections.correct_commitment": Row(
        CORRECTING,
        lambda at: {"commitment": (row := a_target(at)), "stated": restated(row, title="研发"), **SAID},
        (Correction, Commitment),
    ),
    "plan.services.corrections.add_commitment": Row(
        CORRECTING,
        lambda at: {"plan": read_draft(at), "stated": Stated("task", "改造", "2.1", 38, 42), **SAID},
        (Correction, Commitment),
    ),
    "plan.services.corrections.remove_commitment": Row(
        CORRECTING, lambda at: {"commitment": a_target(at), **SAID}, (Correction, Commitment)
    ),
    "plan.services.corrections.merge_commitments": Row(
        CORRECTING,
        lambda at: {
            "commitment": (row := a_target(at)),
            "into": row.plan.commitments.get(kind="task"),
            **SAID,
        },
        (Correction, Commitment),
    ),
    "plan.services.duties.correct_duty": Row(
        CORRECTING,
        lambda at: {"responsibility": a_duty(at), "printed": "市科技局", "role": "lead", **SAID},
        (Correction, Responsibility),
    ),
    "plan.services.duties.add_duty": Row(
        CORRECTING,
        lambda at: {
            "section": a_duty(at).section,
            "printed": "市财政局",
            "role": "support",
            "start": 44,
            "end": 48,
            **SAID,
        },
        (Correction, Responsibility),
    ),
    "plan.services.duties.remove_duty": Row(
        CORRECTING, lambda at: {"responsibility": a_duty(at), **SAID}, (Correction, Responsibility)
    ),
    "plan.services.duties.bind_section": Row(
        CORRECTING,
        lambda at: {
            "section": (to := a_duty(at).section).plan.sections.get(place="1"),
            "to": to,
            **SAID,
        },
        (Correction, Section),
    ),
    "plan.services.withdrawals.withdraw_correction": Row(
        CORRECTING, lambda at: {"correction": a_correction(at)}, (Correction, Commitment)
    ),
    "plan.services.withdrawals.repeat_correction": Row(
        CORRECTING,
        lambda at: {
            "correction": withdrawals.withdraw_correction(correction=a_correction(at), by=SYSTEM, at=NOON)
        },
        (Correction, Commitment),
    ),
    "plan.services.amendments.state_amended": Row(ADOPTING, draft_and_older, (Plan,), BODIES_AT),
    "plan.services.amendments.state_unamended": Row(
        ADOPTING,
        lambda at: {"plan": amendments.state_amended(**draft_and_older(at), by=SYSTEM, at=NOON)},
        (Plan,),
        BODIES_AT,
    ),
    "plan.services.interpretations.interpret_commitment": Row(
        ADOPTING,
        lambda at: {
            "commitment": lacking_in(at),
            "part": "due",
            "meaning": "到2020年底",
            "value": "2020",
            **SAID,
        },
        (Interpretation, Commitment),
        BODIES_AT,
    ),
    "plan.services.interpretations.withdraw_interpretation": Row(
        ADOPTING,
        lambda at: {"interpretation": an_interpretation(at)},
        (Interpretation, Commitment),
        BODIES_AT,
    ),
}


def stating(row: Commitment, **changed) -> dict:
    """The form of a commitment as it is stated, with changes."""
    said = {name: value for name, value in asdict(restated(row, **changed)).items() if value is not None}
    return page(row.plan.slug, row.pk, **said, **SAID)


def adding(at: Scene) -> dict:
    draft = read_draft(at)
    chosen = {"kind": "task", "title": "改造", "section": "2.1", "modality": "plain", "start": 38, "end": 42}
    return page(draft.slug, s="38-42", **chosen, **SAID)


def of_fact(row: Commitment | Responsibility, **data) -> dict:
    return page(row.plan.slug, row.pk, **data)


def merging(row: Commitment) -> dict:
    return of_fact(row, into=row.plan.commitments.get(kind="task").pk, **SAID)


def amending(at: Scene) -> dict:
    made = draft_and_older(at)
    return page(made["plan"].slug, amends=made["amends"].pk)


def owning(at: Scene) -> dict:
    body = BodyFactory()
    BodyNameFactory(body=body, name=body.name)
    return page(plan_of(at).slug, owner=body.name)


def meaning(at: Scene) -> dict:
    row = lacking_in(at)
    return page(row.plan.slug, row.pk, "due", meaning="到2020年底", value="2020", seen=0, **SAID)


ROUTES = {
    "plan:commitment GET": seen(
        OWN_ONLY, lambda at: of_fact(CommitmentFactory(plan=text_plan(at, audience=Audience.MAKER)))
    ),
    "plan:correct_commitment GET": seen(CORRECTING, lambda at: of_fact(a_target(at))),
    "plan:correct_commitment POST": Row(
        CORRECTING, lambda at: stating(a_target(at), title="研发"), (Correction, Commitment)
    ),
    "plan:remove_commitment GET": seen(CORRECTING, lambda at: of_fact(a_target(at))),
    "plan:remove_commitment POST": Row(
        CORRECTING, lambda at: of_fact(a_target(at), **SAID), (Correction, Commitment)
    ),
    "plan:merge_commitment GET": seen(CORRECTING, lambda at: of_fact(a_target(at))),
    "plan:merge_commitment POST": Row(CORRECTING, lambda at: merging(a_target(at)), (Correction, Commitment)),
    "plan:add_fact GET": seen(CORRECTING, adding),
    "plan:add_fact POST": Row(CORRECTING, adding, (Correction, Commitment)),
    "plan:correct_duty GET": seen(CORRECTING, lambda at: of_fact(a_duty(at))),
    "plan:correct_duty POST": Row(
        CORRECTING,
        lambda at: of_fact(a_duty(at), printed="市科技局", role="lead", **SAID),
        (Correction, Responsibility),
    ),
    "plan:remove_duty GET": seen(CORRECTING, lambda at: of_fact(a_duty(at))),
    "plan:remove_duty POST": Row(
        CORRECTING, lambda at: of_fact(a_duty(at), **SAID), (Correction, Responsibility)
    ),
    "plan:bind_section GET": seen(CORRECTING, lambda at: page(read_draft(at).slug, "1")),
    "plan:bind_section POST": Row(
        CORRECTING, lambda at: page(read_draft(at).slug, "1", to="2.1", **SAID), (Correction, Section)
    ),
    "plan:withdraw_correction POST": Row(
        CORRECTING,
        lambda at: page((made := a_correction(at)).plan.slug, made.pk),
        (Correction, Commitment),
    ),
    "plan:adopt POST": Row(ADOPTING, lambda at: page(draft_of(at).slug), (Plan,), BODIES_AT),
    "plan:withdraw_adoption POST": Row(
        ADOPTING, lambda at: page(draft_of(at, draft=False).slug, **SAID), (Plan,), BODIES_AT
    ),
    "plan:name_owner POST": Row(OWN_ONLY, owning, (Plan,)),
    "plan:state_amended POST": Row(ADOPTING, amending, (Plan,), BODIES_AT),
    "plan:interpret GET": seen(ADOPTING, meaning, places=BODIES_AT),
    "plan:interpret POST": Row(ADOPTING, meaning, (Interpretation, Commitment), BODIES_AT),
    "plan:withdraw_interpretation POST": Row(
        ADOPTING,
        lambda at: page(
            (made := an_interpretation(at)).commitment.plan.slug,
            made.pk,
        ),
        (Interpretation, Commitment),
        BODIES_AT,
    ),
}
