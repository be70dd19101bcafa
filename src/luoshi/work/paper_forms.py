"""The forms of papers (发文表单)."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.forms import UploadField
from luoshi.work.forms import NamedBodiesField


class IssuerForm(forms.Form):
    """Which body issues the paper."""

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ModelChoiceField(
            bodies, label=_("Which body issues it"), empty_label=None
        )


class EntryForm(forms.Form):
    """What the registry enters about a signed paper."""

    official_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)
    scan = UploadField(label=_("Scan"), required=False)

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("official_number") and not given.get("scan"):
            raise ValidationError(_("Give the number of the registry, the scan, or both."))
        return given


class SignedForm(forms.Form):
    """Who signed a paper by hand, when, and its scan."""

    signer_name = forms.CharField(label=_("Who signed"), max_length=60)
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    scan = UploadField(label=_("Scan"))
    official_number = forms.CharField(
        label=_("Registry number, if it has one"), max_length=60, required=False
    )


class SendForm(forms.Form):
    """To which bodies a signed paper goes."""

    to = NamedBodiesField(label=_("To which bodies"), help_text=_("One a line."))


class VoidForm(forms.Form):
    """Why a draft is given up."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
