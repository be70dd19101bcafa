"""Specimens of the small components: marks, figures, boxes, fields, refusals, crumbs, pagers."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from luoshi.kit.specimens.registry import Specimen

TONES = {"grey": _("grey"), "green": _("green"), "amber": _("amber"), "red": _("red"), "blue": _("blue")}
WORDS = _("Words")


class Letter(forms.Form):
    """A form with a field of each sort."""

    title = forms.CharField(label=_("Title"), help_text=_("As it is printed on the document."), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", _("plan")), ("b", _("notice"))])
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = forms.FileField(label=_("File"), required=False)


def _letter(*, state: str, given: dict | None = None) -> dict:
    return {"form": Letter(given, auto_id=f"{state}_%s")}


def _refused() -> dict:
    return _letter(state="refused", given={"title": "", "kind": "c", "day": "2025-02-30"})


FIELDS = "{% for bound in form %}{% field bound=bound %}{% endfor %}"
SPECIMENS = (
    *(
        Specimen(
            component="tag",
            state=label,
            source="{% tag label=label tone=tone %}",
            given=partial(dict, tone=tone, label=label),
        )
        for tone, label in TONES.items()
    ),
    Specimen(
        component="origin_mark",
        state=_("simulated"),
        source="{% origin_mark origin=origin %}",
        given=lambda: {"origin": SimpleNamespace(is_simulated=True)},
    ),
    Specimen(
        component="origin_mark",
        state=_("public fact: no mark"),
        source="{% origin_mark origin=origin %}",
        given=lambda: {"origin": SimpleNamespace(is_simulated=False)},
    ),
    *(
        Specimen(
            component="figure",
            state=label,
            source='<ul class="figures">{% figure number=119 label=words tone=tone url=url %}</ul>',
            given=partial(dict, tone=tone, words=WORDS, url="#figure" if tone == "blue" else ""),
        )
        for tone, label in TONES.items()
    ),
    *(
        Specimen(
            component="notice",
            state=label,
            source="{% notice tone=tone %}{{ words }}{% endnotice %}",
            given=partial(dict, tone=tone, words=_("What has been done, in one sentence.")),
        )
        for tone, label in TONES.items()
        if tone != "grey"
    ),
    Specimen(
        component="card",
        state=_("with a title"),
        source="{% card title=title level=3 %}<p>{{ words }}</p>{% endcard %}",
        given=lambda: {"title": _("Title"), "words": _("What has been done, in one sentence.")},
    ),
    Specimen(
        component="crumbs",
        state=_("two steps down"),
        source="{% crumbs steps=steps here=here %}",
        given=lambda: {"steps": [(_("plan"), "#crumbs"), (_("Title"), "#crumbs")], "here": _("Text")},
    ),
    Specimen(component="field", state=_("empty"), source=FIELDS, given=lambda: _letter(state="empty")),
    Specimen(
        component="field",
        state=_("filled in"),
        source=FIELDS,
        given=lambda: _letter(state="filled", given={"title": "2025", "kind": "b", "day": "2025-09-15"}),
    ),
    Specimen(
        component="refusals",
        state=_("refused, on top and at the field"),
        source="{% refusals form=form %}" + FIELDS,
        given=_refused,
    ),
    Specimen(
        component="empty",
        state=_("with what to do"),
        source="{% empty text=text url='#empty' label=label %}",
        given=lambda: {"text": _("Nothing here yet."), "label": _("Begin")},
    ),
    Specimen(
        component="empty",
        state=_("without"),
        source="{% empty text=text %}",
        given=lambda: {"text": _("Nothing here yet.")},
    ),
    Specimen(
        component="pager",
        state=_("in the middle"),
        source="{% pager page=page parameter='specimen' %}",
        given=lambda: {"page": Paginator(range(30), 10).page(2)},
    ),
    Specimen(
        component="buttons",
        state=_("all sorts"),
        source='<div class="bar"><button>{{ words }}</button> <button class="quiet">{{ words }}</button> '
        '<button class="quiet small">{{ words }}</button> <a class="button" href="#buttons">{{ words }}</a></div>',
        given=lambda: {"words": _("Begin")},
    ),
    Specimen(
        component="progress",
        state=_("half done, and of unknown length"),
        source='<progress aria-label="{{ words }}" value="50" max="100"></progress>'
        '<progress aria-label="{{ words }}"></progress>',
        given=lambda: {"words": _("Progress")},
    ),
)
