"""The forms of spot checks (抽查表单)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.lots import SeedKind
from luoshi.delivery.forms import day_input
from luoshi.delivery.services.checks import Wanted
from luoshi.kernel.models import BodyKind, User

SEEDS = {
    SeedKind.SEALED: _("a number made here: its digest is shown now, the number after the draw"),
    SeedKind.PUBLIC: _("a number that others will publish"),
}


class AnnounceForm(forms.Form):
    """What is to be drawn, from what, and by which seed."""

    title = forms.CharField(label=_("Name of the draw"), max_length=200)
    since = forms.DateField(label=_("Accepted as done from"), widget=day_input())
    until = forms.DateField(label=_("Accepted as done until"), widget=day_input())
    lead_kind = forms.ChoiceField(
        label=_("Led by"), required=False, choices=[("", _("bodies of every kind")), *BodyKind.choices]
    )
    size = forms.IntegerField(label=_("How many are drawn"), min_value=1, max_value=200)
    inspectors: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Among whom the inspectors are drawn"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    seed_kind = forms.ChoiceField(
        label=_("Seed"),
        choices=[(each.value, words) for each, words in SEEDS.items()],
        initial=SeedKind.SEALED,
    )
    promised = forms.CharField(
        label=_("Which public number"),
        required=False,
        max_length=300,
        help_text=_("Whose, of which day, how it is written; it must not be known yet."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inspectors"].queryset = people

    def clean(self):
        given = super().clean()
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("The last day comes before the first."))
        if given.get("seed_kind") == SeedKind.PUBLIC and not given.get("promised"):
            self.add_error("promised", _("Say which number it will be, before it is known."))
        return given

    def wanted(self) -> Wanted:
        given = dict(self.cleaned_data)
        given["seed_kind"] = SeedKind(given["seed_kind"])
        given["inspectors"] = list(given["inspectors"])
        return Wanted(**given)


class SeedForm(forms.Form):
    """The public number, once it is known."""

    seed = forms.CharField(label=_("The number, as it was published"), max_length=200)
