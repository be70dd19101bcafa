"""The forms of the work room (表单)."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.forms import UploadField
from luoshi.kernel.models import Body
from luoshi.work.deadline_words import UNITS
from luoshi.work.engine.flows import Move

MOST_FILES = 20


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(UploadField):
    """Several files at once (附件)."""

    widget = FilesInput
    most = MOST_FILES

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in given if each]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise ValidationError(_("At most %(most)s files at once."), params={"most": self.most})
        return files


class NamedBodyField(forms.CharField):
    """A body by one of its names (单位名称)."""

    def clean(self, value):
        name = super().clean(value)
        return one_body(name) if name else None


class NamedBodiesField(forms.CharField):
    """Several bodies, a name a line or parted by 、 (多个单位)."""

    widget = forms.Textarea

    def clean(self, value):
        given = super().clean(value) or ""
        names = [each.strip() for line in given.splitlines() for each in line.split("、")]
        return [one_body(name) for name in names if name]


def one_body(name: str) -> Body:
    """The one body of today that bears this name. Raises ValidationError."""
    found = list(Body.objects.standing().open_ended().called([name.strip()])[:2])
    if len(found) == 1:
        return found[0]
    said = (
        _("Several bodies are called %(name)s: give the full name.")
        if found
        else _("No body is called %(name)s today.")
    )
    raise ValidationError(said, params={"name": name})


class MoveForm(forms.Form):
    """What a step must bring; nothing that it does not need is asked."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, move: Move, **kwargs):
        super().__init__(*args, **kwargs)
        needs = move.needs
        if needs.to_body:
            self.fields["body"] = forms.CharField(
                label=_("Which body"),
                max_length=120,
                help_text=_("Its full name, or a short name that is its own."),
            )
        if needs.day:
            self.fields["day"] = forms.DateField(
                label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            )
        self.fields["note"] = forms.CharField(
            label=_("Reason") if needs.reason else _("Note"),
            required=needs.note or needs.reason,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["files"] = FilesField(label=_("Files"), required=needs.files > 0)

    def clean_body(self):
        found = list(Body.objects.open_ended().called([self.cleaned_data["body"].strip()])[:2])
        if len(found) == 1:
            return found[0]
        raise ValidationError(
            _("Several bodies are called so: give the full name.")
            if found
            else _("No body is called so today.")
        )


class HandForm(forms.Form):
    """To whom what lies on a desk is handed."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(label=_("To whom"), queryset=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class DownForm(forms.Form):
    """To which body below it is sent."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(label=_("To which body"), queryset=None)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = bodies


class TermForm(forms.Form):
    """How long a clock runs, from when, by which clause."""

    length = forms.IntegerField(label=_("Length"), min_value=1, max_value=10_000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[*UNITS.items()])
    valid_from = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    clause = forms.CharField(label=_("By which clause"), max_length=300)
