"""The forms in which forms are written and workbooks handed in (表单管理)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.forms import UploadField
from luoshi.kernel.formula_forms import NamesForm, TermsForm

WRITING = {"rows": 24, "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}


class SheetForm(forms.Form):
    """A workbook that comes back (报送工作簿)."""

    file = UploadField(label=_("File"), help_text=_("The workbook that was downloaded here, filled in."))


class AskTextForm(TermsForm):
    """Another version of a form (新增表单版本)."""

    text = forms.CharField(
        label=_("Text of the form"), max_length=400_000, strip=False, widget=forms.Textarea(attrs=WRITING)
    )
    columns = UploadField(
        label=_("Or take the fields from a sheet"),
        required=False,
        help_text=_(
            "A sheet with the columns code, name, kind, unit, must be answered, how, rules; "
            "a rule ending in ? only asks."
        ),
    )
    field_order: tuple[str, ...] = ("text", "columns", "valid_from", "valid_until", "clause", "note", "after")


class NewAskForm(NamesForm, AskTextForm):
    """A new form with its first version (新建表单)."""

    field_order = ("name", "name_en", "code", "about", *AskTextForm.field_order)
