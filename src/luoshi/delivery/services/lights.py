"""The rule of lights, and lights that are set by name (亮灯规则与人工调灯)."""

from __future__ import annotations

from datetime import date, datetime

from luoshi.delivery import refusals
from luoshi.delivery.engine.lights import Light, Rule, is_condition
from luoshi.delivery.models import Assignment, LightOverride, LightRule
from luoshi.formula import FormulaError
from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.races import taken
from luoshi.plan.services import standings

KIND, SET = "delivery.assignment", "delivery.set_lights"


@act
def set_rule(*, red: str, yellow: str, valid_from: date, clause: str, by: Actor, at: datetime) -> LightRule:
    """Replace the rule of lights from a day on (设定亮灯规则). Raises RuleUnsound with everything that is wrong."""
    require(by, SET)
    rule = _checked(Rule(red, yellow))
    made = LightRule.objects.create(
        red=rule.red, yellow=rule.yellow, valid_from=valid_from, clause=clause, set_by_id=by.pk, set_at=at
    )
    keys = list(Assignment.objects.under_way().values_list("pk", flat=True))
    standings.push(kind=KIND, keys=[str(each) for each in keys], at=at)
    changes = {"red": (None, rule.red), "yellow": (None, rule.yellow), "valid_from": (None, valid_from)}
    audit.record("delivery.rule_set", made, by=by, at=at, changes=changes)
    return made


def _checked(rule: Rule) -> Rule:
    faults = []
    for text in (rule.red, rule.yellow):
        try:
            if not is_condition(text):
                faults.append(text)
        except FormulaError as error:
            faults += [str(problem) for problem in error.problems]
    if faults:
        raise refusals.RuleUnsound(faults="；".join(faults))
    return rule.checked()


@act
def set_light(*, assignment: Assignment, light: str, reason: str, by: Actor, at: datetime) -> LightOverride:
    """Set a light by name, with the reason (人工调灯); the holder never does. Raises LightStands."""
    require(by, SET, assignment.issuer)
    with taken(refusals.LightStands()):
        made = LightOverride.objects.create(
            assignment=assignment, light=Light(light), reason=reason, by_id=by.pk, at=at
        )
    standings.push(kind=KIND, keys=[str(assignment.pk)], at=at)
    changes = {"light": (None, light), "reason": (None, reason)}
    audit.record("delivery.light_set", assignment, by=by, at=at, changes=changes)
    return made


@act
def end_light(*, override: LightOverride, by: Actor, at: datetime) -> LightOverride:
    """Let the rule say again how it stands (取消人工调灯). Raises EndedAlready."""
    require(by, SET, override.assignment.issuer)
    standing = LightOverride.objects.filter(pk=override.pk, ended_at__isnull=True)
    if not standing.update(ended_by=by.pk, ended_at=at):
        raise refusals.EndedAlready()
    override.refresh_from_db()
    standings.push(kind=KIND, keys=[str(override.assignment_id)], at=at)
    audit.record(
        "delivery.light_ended", override.assignment, by=by, at=at, changes={"light": (override.light, None)}
    )
    return override
