"""The plan room's forms: handing in a document, and the filters of the lists."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def chosen(form: forms.Form) -> dict:
    """What was chosen; a choice that does not exist counts as none."""
    form.is_valid()
    return form.cleaned_data


class DocumentForm(forms.Form):
    """One document, as a file or as pasted text (提交文件)."""

    file = forms.FileField(
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

    def clean_file(self):
        file = self.cleaned_data["file"]
        most = settings.LUOSHI_MAX_UPLOAD_BYTES
        if file and file.size > most:
            raise forms.ValidationError(
                _("The file %(name)s has %(size).1f MB; at most %(most)d MB are taken."),
                params={"name": file.name, "size": file.size / 1024**2, "most": most // 1024**2},
            )
        return file

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
    """The day as of which a page says who answers."""
    return forms.DateField(
        label=_("Who answers as of"),
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
