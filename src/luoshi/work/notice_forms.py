"""The forms of how one is told (通知方式)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.work.models import Channel, When
from luoshi.work.queries.choices import Chosen
from luoshi.work.telling import GROUPS
from luoshi.work.webhooks import LONGEST_ADDRESS

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
COUNTED = [(When.AT_ONCE.value, _("shown and counted")), (When.NEVER.value, _("shown, but not counted"))]


class ChoiceForm(forms.Form):
    """When one channel brings which groups of notices."""

    def __init__(self, given=None, *, channel: Channel, chosen: Chosen) -> None:
        super().__init__(given, prefix=channel.value)
        self.channel, self.groups = channel, list(GROUPS.items())
        gathers = channel != Channel.APP
        self.fields["when"] = forms.ChoiceField(
            label=_("When"), choices=When.choices if gathers else COUNTED, initial=chosen.when
        )
        if gathers:
            self.fields["hour"] = forms.TypedChoiceField(
                label=_("Gathered at"), choices=HOURS, coerce=int, initial=chosen.hour
            )
        self.fields["groups"] = forms.MultipleChoiceField(
            label=_("Which notices"),
            choices=self.groups,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[code for code, _label in self.groups if code not in chosen.left_out],
        )

    @property
    def left_out(self) -> list[str]:
        """The groups that were not ticked."""
        return [code for code, _label in self.groups if code not in self.cleaned_data["groups"]]


class WebhookForm(forms.Form):
    """The address of a program of one's own."""

    address = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("It begins with https:// and takes a POST with JSON."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://", "size": 60}),
    )
