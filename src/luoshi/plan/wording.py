"""What the plan's pages say in words: codes with values become sentences in the reader's language (用语)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.plan.engine.interpreting import written
from luoshi.plan.engine.leads import Accountable
from luoshi.plan.engine.ledger import SHARES, LedgerKind
from luoshi.plan.models import Commitment, CommitmentKind, Correction, Finding, Interpretation, Target
from luoshi.plan.queries.heirs import Held
from luoshi.reading import messages
from luoshi.reading.model import Modality, Relation, Role

LONGEST_LIST = 8  # names that a sentence spells out; more are counted

SYMBOLS = {
    Relation.AT_LEAST: "≥",
    Relation.AT_MOST: "≤",
    Relation.ABOUT: "≈",
    Relation.EQUAL: "=",
    Relation.RANGE: "",
}
RELATIONS = {
    Relation.AT_LEAST: _("at least (≥)"),
    Relation.AT_MOST: _("at most (≤)"),
    Relation.ABOUT: _("about (≈)"),
    Relation.EQUAL: _("exactly (=)"),
    Relation.RANGE: _("from … to …"),
}
CHANGES = {"increase": _("increase"), "decrease": _("decrease")}
FIELDS = {
    "kind": _("kind"),
    "title": _("what is promised"),
    "section": _("section"),
    "start": _("place of the words"),
    "end": _("end of the words"),
    "modality": _("wording"),
    "due": _("due"),
    "relation": _("comparison"),
    "value": _("number"),
    "value_max": _("upper number"),
    "unit": _("unit"),
    "change": _("change"),
    "baseline": _("base year"),
    "per": _("rhythm"),
    "promise": _("kind of promise"),
    "printed": pgettext_lazy("of a clause", "body"),
    "role": pgettext_lazy("of a clause", "role"),
    "charged_by": _("bodies named in"),
    "into": _("merged into"),
}
VALUES = {
    "measure": _("The quantity that counts, for example ≥ 6%; leave it empty where words say it better."),
    "relation": "",
    "base_year": _("Four digits: 2015."),
    "unit": _("For example %, km or kWh."),
    "scope": _("The members of a list, one after another with commas; or leave it empty."),
    "due": _("A year or a month: 2020 or 2020-06."),
    "body": _("The body's name as the list of bodies has it."),
}
MODALITIES = {
    Modality.MUST: _("must"),
    Modality.PLAIN: pgettext_lazy("how strongly a promise is worded", "plain"),
    Modality.AIMS: _("aims to"),
    Modality.ENCOURAGES: _("encourages"),
}
ROLES = {
    Role.LEAD: pgettext_lazy("role", "leads"),
    Role.SUPPORT: pgettext_lazy("role", "supports"),
    Role.RESPONSIBLE: pgettext_lazy("role", "is responsible"),
}
LEDGER_KINDS = {
    LedgerKind.SHARE: _("share or rate"),
    LedgerKind.LEVEL: _("level"),
    LedgerKind.CHANGE: _("change on a base"),
    LedgerKind.NET_INCREASE: _("net increase"),
    LedgerKind.GROSS_INCREASE: _("newly added"),
    LedgerKind.COUNT: _("count"),
    LedgerKind.TITLES: _("titles held"),
    LedgerKind.MONOTONE: _("better every year"),
    LedgerKind.ELASTICITY: _("in step with another figure"),
    LedgerKind.BENCHMARK: _("compared with others"),
    LedgerKind.DIRECTION: _("direction only"),
    LedgerKind.RANK: _("rank"),
    LedgerKind.STATE: _("a state reached"),
    LedgerKind.CASCADE: _("as assigned from above"),
    LedgerKind.COVERAGE: _("all or none"),
    LedgerKind.QUALITATIVE: _("wording only"),
}
FINDINGS = {
    "both_roles": _("One body both leads and supports"),
    "same_body": _("One body under several names"),
    "not_commanded": _("Bodies that this government cannot command"),
    "no_lead": _("Nobody is named to lead"),
    "joint_lead": _("Several lead, none is accountable alone"),
    "unnumbered": _("Paragraphs without a number"),
    "numbering": _("Numbers that skip"),
    "sum": _("Totals that do not add up"),
}
MENTIONS = {
    "enterprise": _("enterprise"),
    "document": _("document"),
    "place": _("place"),
    "programme": _("programme"),
    "project": _("project"),
    "platform": _("service platform"),
    "incentive": _("incentive"),
    "regime": _("regime"),
}


def language() -> str:
    """The reader's language as `luoshi.reading.messages` names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def joined(words: Iterable[str]) -> str:
    """A list in a sentence."""
    return (", " if language() == "en" else "、").join(words)


def answering(shown) -> str:
    """The body that answers, as a page names it, with what is open or simulated about it."""
    remarks = [
        said
        for said, holds in (
            (gettext("successor undecided"), shown.is_open),
            (gettext("simulated"), shown.is_simulated),
        )
        if holds
    ]
    if not remarks:
        return shown.name
    return gettext("%(body)s (%(remark)s)") % {"body": shown.name, "remark": joined(remarks)}


def part(code: str) -> str:
    """A part of a commitment that the check-up may find wanting."""
    return messages.PARTS[code][messages.LANGUAGES.index(language())]


def goal(target: Target) -> str:
    """What a line of the ledger asks for, as a formula: ≥ 16%, 5–7 家, −5% (目标值)."""
    if target.goal is None:
        return ""
    number = _number(target.goal, signed=target.kind == LedgerKind.CHANGE)
    if target.goal_max is not None:
        number += f"–{_number(target.goal_max)}"
    unit = (
        target.unit
        if target.unit in SHARES - {"个百分点", "百分点"} or not target.unit
        else f" {target.unit}"
    )
    return f"{SYMBOLS[Relation(target.relation)] if target.relation else ''} {number}{unit}".strip()


def _number(value: Decimal, *, signed: bool = False) -> str:
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    words = number_format(abs(plain), decimal_pos=places)
    return f"{'−' if value < 0 else '+' if signed else ''}{words}"


def due(printed: str) -> str:
    """By when, in words: 2020 is the end of 2020 (时限)."""
    year, _dash, month = printed.partition("-")
    if month.isdigit():
        return gettext("by the end of %(year)s-%(month)s") % {"year": year, "month": month}
    return gettext("by the end of %(year)s") % {"year": year} if year.isdigit() else printed


def gap(commitment: Commitment) -> str:
    """Why a commitment cannot be verified, in one sentence; empty for one that can."""
    said = [
        messages.say(code, {"parts": parts}, language=language())
        for code, parts in (("gap.missing", commitment.missing), ("gap.open", commitment.undecided))
        if parts
    ]
    return ("; " if language() == "en" else "；").join(said)


def corrected(correction: Correction) -> str:
    """What a correction changed, field by field, in one line."""
    said = [
        f"{FIELDS[name]} {_stated(name, correction.before.get(name))} → {_stated(name, value)}"
        if correction.before
        else f"{FIELDS[name]} {_stated(name, value)}"
        for name, value in correction.after.items()
        if name in FIELDS and name not in ("start", "end")
    ]
    return ("; " if language() == "en" else "；").join(said)


def _stated(name: str, value: object) -> str:
    """A stated value in words."""
    if value in (None, ""):
        return "—"
    known = _CODES.get(name)
    return str(known[value]) if known else str(value)


_CODES: dict[str, Mapping] = {
    "kind": dict(CommitmentKind.choices),
    "modality": MODALITIES,
    "relation": RELATIONS,
    "change": CHANGES,
    "per": {"year": _("each year")},
    "promise": LEDGER_KINDS,
    "role": ROLES,
}


def meant(interpretation: Interpretation) -> str:
    """What a part is taken to mean, with its figures where the words do not say them."""
    figures = written(interpretation.values)
    if not figures or figures in interpretation.meaning:
        return interpretation.meaning
    return gettext("%(meaning)s (%(figures)s)") % {"meaning": interpretation.meaning, "figures": figures}


def answer(commitment: Commitment, *, who: str, held: Held) -> str:
    """Who answers for a commitment, by when, and what is missing: in one sentence (一句话说明)."""
    if not who:
        said = gettext("Nobody is named who answers for this")
    elif held.state == Accountable.JOINT:
        said = gettext("%(bodies)s lead this together, and nobody is accountable alone") % {"bodies": who}
    else:
        said = gettext("%(bodies)s answers for this") % {"bodies": held.name or who}
    if commitment.printed_due:
        when = gettext("to be done %(due)s") % {"due": due(commitment.printed_due)}
    else:
        when = gettext("by no date that is printed")
    lacks = gap(commitment) or gettext("it can be verified as it is worded")
    return gettext("%(who)s, %(when)s; %(lacks)s.") % {"who": said, "when": when, "lacks": lacks}


def finding(found: Finding) -> str:
    """What the check-up found, in one sentence."""
    return _said(found.code, found.values) or str(FINDINGS.get(found.code, found.code))


def proposal(proposed: Mapping) -> str:
    """The wording that the check-up proposes, if it proposes one."""
    if not proposed.get("code"):
        return ""
    return _said(proposed["code"], {name: value for name, value in proposed.items() if name != "code"})


def _said(code: str, values: Mapping) -> str:
    """The sentence of a kept code; none when an older reader kept other values than it takes today."""
    try:
        return messages.say(code, _shortened(values), language=language())
    except KeyError:
        return ""


def _shortened(values: Mapping) -> dict:
    return {name: _short(value) if isinstance(value, list) else value for name, value in values.items()}


def _short(names: list) -> list:
    if len(names) <= LONGEST_LIST + 1:
        return names
    return [*names[:LONGEST_LIST], gettext("and %(n)d more") % {"n": len(names) - LONGEST_LIST}]
