"""The plan room's forms: handing in a document, and the filters of the lists."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.forms import UploadField


def chosen(form: forms.Form) -> dict:
    """What was chosen; a choice that does not exist counts as none."""
    form.is_valid()
    return form.cleaned_data


class DocumentForm(forms.Form):
    """One document, as a file or as pasted text (提交文件)."""

    file = UploadField(
        label=_("File"),
        required=False,
        help_text=_("Word (docx), PDF with text, a saved web page (html) or plain text."),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "From the title to the signature; headings keep their numbers, each on a line of its own."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if not file and not text and not self.errors:
            self.add_error("file", _("Choose a file, or paste the text of a document."))
        if file and text:
            self.add_error("text", _("Hand in either a file or a text: take one of them away."))
        return cleaned

    def handed_in(self) -> tuple[bytes, str]:
        """The content and the name of what was handed in."""
        if file := self.cleaned_data["file"]:
            return file.read(), file.name
        text = self.cleaned_data["text"].strip()
        return text.encode(), f"{text.splitlines()[0].strip()[:40]}.txt"


def day_field() -> forms.DateField:
    """The day as of which a page says who answers and where things stand."""
    return forms.DateField(
        label=_("As it stood on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class DayForm(forms.Form):
    """As of which day a page says who answers (截至日期)."""

    on = day_field()


class DecisionForm(forms.Form):
    """Which body it is, and on which grounds (决定)."""

    body = forms.ChoiceField(label=_("Body"))
    reason = forms.CharField(
        label=_("Grounds"),
        max_length=300,
        help_text=_(
            "For example the plan of the reform, or the minutes of a meeting. Kept with the decision."
        ),
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["body"].choices = [("", _("choose")), *choices]


def past_day_field(label) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DueDayForm(forms.Form):
    """By which day the plans are owed, and on which grounds (报送时限)."""

    due_on = past_day_field(_("Owed by"))
    reason = forms.CharField(
        label=_("Grounds"),
        max_length=300,
        help_text=_("For example the covering letter, or the minutes of a meeting. Kept with the day."),
    )


class DueListForm(DueDayForm):
    """Whom one asks for a plan, by when (开列报送清单)."""

    bodies = forms.MultipleChoiceField(label=_("Whom to ask"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["due_on"].required = self.fields["reason"].required = False
        self.fields["bodies"].choices = choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_on") and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Say on which grounds the plans are owed by this day."))
        return cleaned


class BodyForm(forms.Form):
    """One more body, by its name (增列单位)."""

    body = forms.CharField(label=_("Body"), max_length=120)


class ReceiptForm(DocumentForm):
    """A plan that came: the file or its text, and the day on which it came (收文登记)."""

    received_on = past_day_field(_("Came on"))
