"""The forms in which formulas are written and standards are set (公式与标准表单)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.engine.standards import Kind, Mode
from luoshi.kernel.formulas.names import DIMENSIONS
from luoshi.kernel.models import FormulaPurpose, StandardMode
from luoshi.kernel.services.standards import MODES
from luoshi.kernel.services.versions import Names, Terms

DAY = {"type": "date"}


class TermsForm(forms.Form):
    """From and until which day a version holds, and by which clause (生效条件)."""

    valid_from = forms.DateField(
        label=_("From the day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    valid_until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Empty: until the next version."),
    )
    clause = forms.CharField(
        label=_("Clause"),
        max_length=300,
        help_text=_("The clause, or the decision of which office and day."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    @property
    def terms(self) -> Terms:
        names = ("valid_from", "valid_until", "clause", "note")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class NamesForm(forms.Form):
    """How something new is called (名称)."""

    name = forms.CharField(label=_("Chinese name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=80, required=False)
    code = forms.CharField(
        label=pgettext_lazy("formula", "Code"),
        max_length=40,
        help_text=_("Small letters, digits and _; it is kept for good."),
    )
    about = forms.CharField(label=_("What it is for"), max_length=300, required=False)

    @property
    def names(self) -> Names:
        return Names(**{name: self.cleaned_data[name] for name in ("code", "name", "name_en", "about")})


class WordsForm(forms.Form):
    """Other names for something whose code stays (更名)."""

    name = forms.CharField(label=_("Chinese name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=80, required=False)
    about = forms.CharField(label=_("What it is for"), max_length=300, required=False)


class TextForm(TermsForm):
    """Another version of a formula (新增公式版本)."""

    text = forms.CharField(
        label=_("Formula"),
        max_length=4000,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )
    field_order: tuple[str, ...] = ("text", "valid_from", "valid_until", "clause", "note", "after")


class NewFormulaForm(NamesForm, TextForm):
    """A new formula with its first version (新建公式)."""

    purpose = forms.ChoiceField(
        label=_("What its value is used for"), choices=FormulaPurpose.choices, initial=FormulaPurpose.MONITOR
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        help_text=_("Of a number: the unit that it must have. Empty: any."),
    )
    field_order = ("name", "name_en", "code", "about", "purpose", "unit", *TextForm.field_order)


class RowsForm(TermsForm):
    """Another version of a standard (新增标准版本)."""

    text = forms.CharField(
        label=_("Rows"),
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    edition = forms.CharField(label=_("Edition"), max_length=20)
    field_order: tuple[str, ...] = ("edition", "text", "valid_from", "valid_until", "clause", "note", "after")

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].help_text = HELP[kind]
        if kind is Kind.PARAMETER:
            self.fields["text"].label = _("Value")
            self.fields["text"].widget = forms.TextInput(attrs={"autocomplete": "off"})
        if kind is not Kind.CLASSIFICATION:
            del self.fields["edition"]
        if kind in {Kind.SCORING, Kind.LINE, Kind.DECISION}:
            del self.fields["valid_until"]

    @property
    def terms(self) -> Terms:
        names = ("valid_from", "clause", "note")
        return Terms(
            **{name: self.cleaned_data[name] for name in names},
            valid_until=self.cleaned_data.get("valid_until"),
        )

    @property
    def edition_name(self) -> str:
        return str(self.cleaned_data.get("edition", ""))


class NewStandardForm(NamesForm, RowsForm):
    """A new standard with its first version (新建标准)."""

    inputs = forms.CharField(label=_("Looks at"), max_length=200, help_text=_("The unit of the figure."))
    gives = forms.CharField(
        label=_("Gives"), max_length=40, required=False, help_text=_("A unit, or “code”, or “truth”.")
    )
    mode = forms.ChoiceField(label=_("How rows are read"), choices=())
    field_order = ("name", "name_en", "code", "about", "inputs", "gives", "mode", *RowsForm.field_order)

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, kind=kind, **options)
        self.fields["mode"] = forms.ChoiceField(
            label=_("How rows are read"),
            choices=[choice for choice in StandardMode.choices if choice[0] in MODES.get(kind, ())],
        )
        self.order_fields(self.field_order)
        if kind not in MODES:
            del self.fields["mode"]
        if kind is Kind.PARAMETER:
            del self.fields["inputs"]
        if kind is Kind.DECISION:
            self.fields["inputs"].help_text = _(
                "For each column a unit, or “code”, or “truth”; a | between them."
            )
        if kind is Kind.CLASSIFICATION:
            del self.fields["gives"]
            self._take_dimension()

    def _take_dimension(self) -> None:
        self.fields["inputs"] = forms.ChoiceField(
            label=_("Codes of"),
            required=False,
            choices=[("", _("any codes")), *((code, _dimension(code)) for code in DIMENSIONS)],
            help_text=_("Of areas: whatever lies below an area belongs to it."),
        )
        self.order_fields(self.field_order)

    @property
    def shape(self) -> dict[str, Any]:
        inputs = self.cleaned_data.get("inputs", "")
        return {
            "inputs": [each.strip() for each in inputs.split("|") if each.strip()] if inputs else [],
            "gives": self.cleaned_data.get("gives", ""),
            "mode": Mode(self.cleaned_data.get("mode", "")),
        }


def _dimension(code: str) -> Any:
    return {"area": _("areas")}.get(code, code)


HELP = {
    Kind.PARAMETER: _("A number, with its unit or without."),
    Kind.SCORING: _("One band a line, such as “< 60: 0”, “60–70: 1”, “>= 70: 5”; “else: 0” for all others."),
    Kind.LINE: _("One point a line, such as “10: 5”; between points the line is straight."),
    Kind.DECISION: _("One row a line, such as “>= 300 | C: M”; * stands for any, “else: …” for all others."),
    Kind.CLASSIFICATION: _("One code a line, with its name, such as “620502: Qinzhou”."),
}
