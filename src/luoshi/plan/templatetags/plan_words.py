"""The words of the plan's pages, for templates."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.plan import standing_words, wording
from luoshi.plan.models import AmendmentKind, CommitmentKind

register = template.Library()

register.filter("part", wording.part)
register.filter("goal", wording.goal)
register.filter("due", wording.due)
register.filter("gap", wording.gap)
register.filter("finding", wording.finding)
register.filter("proposal", wording.proposal)
register.filter("corrected", wording.corrected)
register.filter("meant", wording.meant)

TURN_TONES = {"kept": "green", "added": "blue", "dropped": "red"}


@register.filter
def kind(code):
    """A commitment's kind."""
    return CommitmentKind(code).label


@register.filter
def turn(code):
    """What an amended document made of a commitment; also that it stands elsewhere."""
    return _("stands elsewhere") if code == "moved" else AmendmentKind(code).label


@register.filter
def turn_tone(code):
    return TURN_TONES.get(code, "amber")


@register.filter
def mention_kind(code):
    return wording.MENTIONS.get(code, code)


@register.filter
def role(code):
    return wording.ROLES[code]


@register.filter
def modality(code):
    return wording.MODALITIES[code]


@register.filter
def ledger_kind(code):
    return wording.LEDGER_KINDS[code]


@register.filter
def finding_kind(code):
    return wording.FINDINGS.get(code, code)


@register.filter
def answering(section, role=""):
    """Who answers for a section, itself or by the nearest above that names anybody; in one role or in all."""
    if section is None or section.charged_by is None:
        return []
    duties = section.charged_by.responsibilities.all()
    return [duty for duty in duties if not role or duty.role == role]


@register.inclusion_tag("ui/tag.html")
def duty_state(*, duty):
    """How a body's plan stands (报送状态)."""
    return {"label": standing_words.DUTY_STATES[duty.state], "tone": standing_words.DUTY_TONES[duty.state]}


@register.inclusion_tag("ui/tag.html")
def status(*, code):
    """A standing in one word, with its colour and shape."""
    return {"label": standing_words.STATUSES[code], "tone": standing_words.STATUS_TONES[code]}


@register.filter
def page_name(route):
    """What the page of a route is called on the tabs of a plan."""
    return standing_words.PAGES.get(route, route)


@register.inclusion_tag("plan/_standing.html")
def standings_shown(*, held):
    """Standings that were gathered elsewhere."""
    return {"shown": [_shown(each) for each in held]}


@register.inclusion_tag("plan/_standing.html")
def standing(*, commitment, standings):
    """Where a commitment stands by each of its instruments, with the reason and the grade of the evidence."""
    return {"shown": [_shown(held) for held in standings.of(commitment)]}


def _shown(held):
    row = held.standing
    return {
        "label": standing_words.STATUSES[held.status],
        "tone": standing_words.STATUS_TONES[held.status],
        "url": held.url,
        "headline": standing_words.said(row.headline, row.values),
        "reason": standing_words.said(row.reason, row.values),
        "grade": row.grade,
        "worth": standing_words.GRADES.get(row.grade, ""),
    }


@register.filter
def names(duties, heirs):
    """The bodies of these responsibilities in a sentence, as they are called on the day shown; each once."""
    return wording.joined(dict.fromkeys(wording.answering(heirs.of(duty)) for duty in duties))


@register.simple_tag
def answering_body(*, duty, heirs):
    """A responsibility as it reads on the day shown."""
    return heirs.of(duty)


@register.simple_tag
def decided(*, duty, decisions):
    """What decided how a responsibility reads, and what may be done about it."""
    return decisions.shown(duty)


@register.simple_tag
def accountable(*, leads, heirs):
    """Who of these leads is accountable on the day shown."""
    return heirs.accountable(leads)


@register.simple_tag
def place_url(*, plan, start):
    """Where these words stand in the document."""
    return f"{reverse('plan:document', args=[plan.slug])}?at={start}#c{start}"
