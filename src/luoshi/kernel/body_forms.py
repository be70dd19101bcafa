"""The forms about bodies: an event of succession, a decision (主体表单)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import SuccessionKind

LINES = {"rows": 3}


def day(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class SuccessionForm(forms.Form):
    """What became of agencies on a day, with names as people write them (登记机构沿革)."""

    kind = forms.ChoiceField(label=_("What happened"), choices=SuccessionKind.choices)
    on = day(_("First day"), help_text=_("The old bodies end on the day before."))
    before = forms.CharField(
        label=_("Bodies before"),
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("One a line, by their official or short names."),
    )
    after = forms.CharField(
        label=_("Existing bodies that follow"),
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("One a line."),
    )
    founded = forms.CharField(
        label=_("New bodies"),
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("One a line: official name; short name."),
    )
    new_name = forms.CharField(label=_("New official name"), required=False, max_length=120)
    new_short_name = forms.CharField(label=_("New short name"), required=False, max_length=120)
    handed = forms.CharField(
        label=_("Functions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: function; who gives it away; who takes it over, or nothing while nobody does; words that "
            "point to it, with commas."
        ),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    source_on = day(_("Day of the source"), required=False)
    note = forms.CharField(label=_("Remark"), required=False, max_length=300)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("source")) != bool(cleaned.get("source_on")) and not self.errors:
            self.add_error(
                "source_on", _("A source that was published has its day: fill in both or neither.")
            )
        return cleaned


class HeirForm(forms.Form):
    """Who takes over a function, from when, and on which grounds."""

    taker = forms.CharField(label=_("Body that takes it over"), max_length=120)
    on = day(_("Taken over from"))
    reason = forms.CharField(label=_("Grounds"), max_length=300)


class MergingForm(forms.Form):
    """Why two records are one body."""

    reason = forms.CharField(
        label=_("Grounds"),
        max_length=300,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("The paper, the credit code, or by what else you know that both are one body."),
    )


class PartingForm(forms.Form):
    """Why two records are not one body after all."""

    reason = forms.CharField(label=_("Grounds"), max_length=300, widget=forms.Textarea(attrs=LINES))
