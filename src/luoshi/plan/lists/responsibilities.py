"""The list of who answers for what as of a day (责任分工)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Choice, Column, Day, Empty, ListPage
from luoshi.plan import wording
from luoshi.plan.lists.answering import draft_mark, heirs_in
from luoshi.plan.models import Responsibility
from luoshi.plan.queries import responsibilities as queries

CELLS = "plan/_responsibility_cells.html"


def _decisions(scope) -> queries.Decisions:
    return scope.once(
        "decisions", lambda: queries.Decisions(plan=scope.values["plan"], heirs=heirs_in(scope), by=scope.by)
    )


def _answers(duty, scope) -> str:
    said = wording.answering(heirs_in(scope).of(duty))
    return f"{said} ({gettext('joint: nobody accountable')})" if _decisions(scope).is_joint(duty) else said


def _why(duty, scope) -> str:
    events = [f"{event.on} {event.get_kind_display()}" for event in heirs_in(scope).events_of(duty)]
    decided = _decisions(scope).of(duty)
    grounds = [f"{each.chosen_by or ''} {each.chosen_at:%Y-%m-%d}: {each.reason}" for each in decided]
    return "; ".join([*events, *grounds])


def _called(word: str, scope) -> Q:
    """Whoever is called so on the day, under whatever name it is printed."""
    return Q(pk__in=heirs_in(scope).called(word))


RESPONSIBILITIES = ListPage(
    key="plan.responsibilities",
    label=_("Who answers"),
    model=Responsibility,
    of=("plan",),
    source=lambda scope: queries.charged_to(scope.by, plan=scope.values["plan"]),
    dress=lambda rows: rows.select_related("section", "plan"),
    columns=(
        Column(
            key="section",
            label=_("Section"),
            value=lambda duty: str(duty.section),
            cell=f"{CELLS}#section",
            sort=("position",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="role",
            label=_("Role"),
            value=lambda duty: wording.ROLES[duty.role],
            sort=("role",),
            look="tight",
        ),
        Column(
            key="printed",
            label=_("As printed"),
            cell=f"{CELLS}#printed",
            sort=("printed",),
        ),
        Column(key="answers", label=_("On the day"), value_in=_answers, cell=f"{CELLS}#answers"),
        Column(key="why", label=_("Why"), value_in=_why, cell=f"{CELLS}#why"),
    ),
    order=("section",),
    closing=draft_mark,
    row_anchor=lambda duty: f"r{duty.pk}",
    search=("printed", "section__title", _called),
    filters=(
        Day(key="on", label=_("Who answers as of")),
        Choice(key="role", label=_("Role"), narrow="role", options=tuple(wording.ROLES.items())),
        Choice(
            key="state",
            label=_("Reforms and decisions"),
            narrow=lambda rows, state, scope: rows.filter(pk__in=heirs_in(scope).in_state(state)),
            options=(
                ("changed", _("taken over by another body")),
                ("open", _("waits for a decision")),
                ("joint", _("several lead, nobody accountable")),
            ),
        ),
    ),
    nothing=Empty(text=_("The document names nobody who answers for anything.")),
    no_match=_("No responsibility matches these choices."),
    per=100,
)
