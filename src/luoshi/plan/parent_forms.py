"""The forms about the parents of a plan (上级规划表单)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def grounds_field(*, required: bool, most: int = 300) -> forms.CharField:
    """Why something is decided so."""
    return forms.CharField(
        label=_("Grounds"),
        max_length=most,
        required=required,
        help_text=_(
            "For example the words of the document, or the minutes of a meeting. Kept with the decision."
        ),
    )


class ParentForm(forms.Form):
    """Which plan it carries out, by which words of its text or on which grounds (上级规划)."""

    parent = forms.ChoiceField(label=_("Parent plan"))
    mention = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = grounds_field(required=False)

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.offer(choices)

    def offer(self, plans):
        """Let one of these plans be chosen."""
        self._plans = {str(plan.pk): plan for plan in plans}
        named = [(key, plan.title) for key, plan in self._plans.items()]
        self.fields["parent"].choices = [("", _("choose")), *named]

    def chosen(self):
        return self._plans[self.cleaned_data["parent"]]


class LinkForm(forms.Form):
    """Which commitment of the plan carries it out, and why one holds so (手工衔接)."""

    child = forms.ChoiceField(label=_("Commitment of this plan"))
    reason = grounds_field(required=False, most=200)

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["child"].choices = [("", _("choose")), *choices]

    def chosen(self) -> int:
        return int(self.cleaned_data["child"])


class BindingForm(forms.Form):
    """Whether it binds, and on which grounds (约束性认定)."""

    binds = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("", _("choose")),
            ("yes", _("it binds this plan")),
            ("no", _("it does not bind this plan")),
        ],
    )
    reason = grounds_field(required=True)
