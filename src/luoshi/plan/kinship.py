"""What the pages about parents say in words (上下级规划用语): levels, states, grounds, comparisons, likenesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.matching import Reason
from luoshi.kernel.wording import reason as kernel_reason
from luoshi.plan import wording
from luoshi.plan.engine.binding import Binding, Ground
from luoshi.plan.engine.levels import Level
from luoshi.plan.engine.weaker import Comparison, Point, Verdict
from luoshi.plan.models import Commitment, LinkProposal
from luoshi.plan.queries.cascades import Linked, Standing, State
from luoshi.plan.queries.links import Kin

LEVELS = {
    Level.NATION: pgettext_lazy("level of a plan", "nation"),
    Level.PROVINCE: pgettext_lazy("level of a plan", "province"),
    Level.CITY: pgettext_lazy("level of a plan", "city"),
    Level.COUNTY: pgettext_lazy("level of a plan", "county or district"),
    Level.TOWNSHIP: pgettext_lazy("level of a plan", "township"),
    Level.AGENCY: pgettext_lazy("level of a plan", "agency"),
    Level.ENTERPRISE: pgettext_lazy("level of a plan", "enterprise"),
    Level.OTHER: pgettext_lazy("level of a plan", "other body"),
}
STATES = {
    State.COVERED: _("covered"),
    State.WEAKER: _("weaker"),
    State.UNCLEAR: _("covered, cannot be compared"),
    State.MISSING: _("missing"),
}
TONES = {State.COVERED: "green", State.WEAKER: "amber", State.UNCLEAR: "blue", State.MISSING: "red"}
GROUNDS = {
    Ground.LEVEL: _("names the level below"),
    Ground.BROKEN_DOWN: _("is broken down"),
    Ground.CHARGED: _("names who answers"),
    Ground.NAMED: _("names the body or its area"),
    Ground.DECIDED: _("decided by an officer"),
}
POINTS = {
    Point.LOWER: _("asks for %(ours)s, its parent for %(theirs)s"),
    Point.LATER: _("due %(our_day)s, its parent %(their_day)s"),
    Point.NO_NUMBER: _("gives no number, its parent asks for %(theirs)s"),
    Point.NO_DATE: _("gives no date, its parent is due %(their_day)s"),
    Point.OTHER_KIND: _("measured in another way: %(ours)s, its parent %(theirs)s"),
    Point.OTHER_UNIT: _("in another unit: %(ours)s, its parent %(theirs)s"),
    Point.OTHER_BASE: _("from another base: %(our_base)s, its parent %(their_base)s"),
    Point.OTHER_DIRECTION: _("in the other direction: %(ours)s, its parent %(theirs)s"),
    Point.OTHER_RHYTHM: _("one is asked for each year, the other once"),
    Point.PART: _("%(ours)s of the %(theirs)s of a larger area: only the sum of all parts can be compared"),
    Point.STEP: _("a step on the way: %(ours)s %(our_day)s, its parent %(theirs)s %(their_day)s"),
    Point.HIGHER: _("asks for more: %(ours)s, its parent %(theirs)s"),
    Point.EARLIER: _("due earlier: %(our_day)s, its parent %(their_day)s"),
}
VERDICTS = {
    Verdict.WEAKER: (_("weaker"), "amber"),
    Verdict.UNCLEAR: (_("cannot be compared"), "blue"),
    Verdict.EQUAL: (_("as much"), "green"),
    Verdict.STRONGER: (_("more"), "green"),
    Verdict.PLAIN: (_("covered"), "green"),
}
REASONS = {
    "same_measure": _("the same measure"),
    "same_title": _("the same words"),
    "same_section": _("under like headings: %(words)s"),
    "same_agencies": _("the same agencies: %(words)s"),
    "same_year": _("due in the same year: %(year)s"),
    "other_year": _("due in another year"),
    "other_unit": _("in another unit"),
    "other_kind": _("another kind of commitment"),
}


def sentences(said: Iterable[str]) -> str:
    """Several remarks in one cell."""
    return ("; " if wording.language() == "en" else "；").join(filter(None, said))


def state(standing: Standing) -> str:
    return str(STATES[standing.state]) if standing.state else ""


def grounds(standing: Standing) -> str:
    """Why a promise of the upper plan binds, or why it does not, in one sentence."""
    if choice := standing.choice:
        said = gettext("binds") if choice.is_binding else gettext("does not bind")
        values = {"said": said, "day": f"{choice.chosen_at:%Y-%m-%d}", "reason": choice.reason}
        return gettext("decided on %(day)s: %(said)s. %(reason)s") % values
    return wording.joined(dict.fromkeys(_ground(each) for each in standing.bindings))


def _ground(binding: Binding) -> str:
    said = str(GROUNDS[binding.ground])
    return (
        gettext("%(said)s: “%(words)s”") % {"said": said, "words": binding.words} if binding.words else said
    )


def compared(*, upper: Commitment, lower: Commitment, comparison: Comparison) -> str:
    """How the lower commitment stands to the upper one, with both values."""
    values = {
        "ours": asked(lower),
        "theirs": asked(upper),
        "our_day": wording.due(lower.printed_due),
        "their_day": wording.due(upper.printed_due),
        "our_base": _base(lower),
        "their_base": _base(upper),
    }
    return wording.joined(str(POINTS[point]) % values for point in comparison.points)


def asked(row: Commitment) -> str:
    """What a commitment asks for, as a number."""
    target = getattr(row, "target", None)
    return (target and wording.goal(target)) or gettext("no number")


def _base(row: Commitment) -> str:
    target = getattr(row, "target", None)
    return (target and target.baseline) or gettext("none said")


def carried_out_by(standing: Standing) -> str:
    """The commitments of the lower plan that carry a promise out, each with how it compares."""
    return sentences(_with_comparison(standing, linked) for linked in standing.children)


def _with_comparison(standing: Standing, linked: Linked) -> str:
    title = linked.commitment.title
    said = compared(upper=standing.commitment, lower=linked.commitment, comparison=linked.comparison)
    return f"{title} ({said})" if said else title


def compared_with(row: Commitment, kin: Kin) -> str:
    """How a commitment and the one that it is linked to compare."""
    upper, lower = (kin.commitment, row) if kin.is_above else (row, kin.commitment)
    return compared(upper=upper, lower=lower, comparison=kin.comparison)


def verdict(kin: Kin) -> str:
    return str(VERDICTS[kin.comparison.verdict][0])


def verdict_tone(kin: Kin) -> str:
    return VERDICTS[kin.comparison.verdict][1]


def reasons(proposal: LinkProposal) -> str:
    """Why the matcher holds two commitments for one matter, in one sentence."""
    return sentences(_reason(code, values) for code, _points, values in proposal.reasons)


def _reason(code: str, values: Mapping[str, Any]) -> str:
    if code not in REASONS:
        return kernel_reason(Reason(code, 0, values))
    words = {name: wording.joined(each) if isinstance(each, list) else each for name, each in values.items()}
    return str(REASONS[code]) % words
