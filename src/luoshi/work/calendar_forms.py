"""The forms of the calendar (工作日历表单)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.forms import UploadField
from luoshi.work.deadline_words import UNITS
from luoshi.work.engine.workdays import LONGEST, Unit
from luoshi.work.services.workdays import FIRST_YEAR, LAST_YEAR

MOST_CHARACTERS = 20_000
COLUMNS = "日期、是否上班、名称"
EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def day_field(label, **options) -> forms.DateField:
    """A day of the years that the calendar knows."""
    between = {"min": EARLIEST.isoformat(), "max": LATEST.isoformat()}
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", **between}, format="%Y-%m-%d"),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        **options,
    )


class YearNoticeForm(forms.Form):
    """The notice of a year: its text or its list of days, and which document it is (导入放假通知)."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    text = forms.CharField(
        label=_("The notice"),
        max_length=MOST_CHARACTERS,
        required=False,
        strip=False,
        help_text=format_lazy(
            _("Paste it as it was published, or a list with the columns {columns}."), columns=COLUMNS
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = UploadField(
        label=_("Or a file with the days"),
        required=False,
        help_text=format_lazy(_("xlsx or csv with the columns {columns}."), columns=COLUMNS),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Where the text holds it, it is taken from there."),
    )
    document_number = forms.CharField(
        label=_("Document number"),
        max_length=80,
        required=False,
        help_text=_("Where the text holds it, it is taken from there."),
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    upload = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if not {"text", "file"} & set(self.errors) and not given["text"].strip() and not given.get("file"):
            self.add_error("text", _("Paste the notice, or choose a file."))
        return given


class DeadlineForm(forms.Form):
    """What was received and the term, to be counted (计算期限)."""

    received = day_field(_("Received on"))
    time = forms.TimeField(
        label=_("at (where hours are counted)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    length = forms.IntegerField(label=_("Term"), min_value=1, max_value=LONGEST)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=[(unit.value, words) for unit, words in UNITS.items()]
    )
    paused = day_field(
        _("Clock stands still from"),
        required=False,
        help_text=_("The first day on which the other side was to supplement."),
    )
    resumed = day_field(
        _("Clock stands still until"),
        required=False,
        help_text=_("The day on which that came; leave it empty while it has not."),
    )

    def clean(self):
        given = super().clean()
        if given.get("unit") == Unit.HOURS and not given.get("time") and "time" not in self.errors:
            self.add_error("time", _("Hours are counted from a moment: say at what time it was received."))
        paused, resumed = given.get("paused"), given.get("resumed")
        if resumed and not paused and "paused" not in self.errors:
            self.add_error("paused", _("Say from which day the clock stood still."))
        if resumed and paused and resumed < paused:
            self.add_error("resumed", _("It can't end before it begins."))
        return given
