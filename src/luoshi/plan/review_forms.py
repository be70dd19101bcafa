"""The forms of the review: what a fact really is, what words mean, whether a plan is adopted (审定表单)."""

from __future__ import annotations

from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.plan import wording
from luoshi.plan.engine.interpreting import NEEDED
from luoshi.plan.engine.ledger import LedgerKind
from luoshi.plan.engine.stated import Stated
from luoshi.plan.models import CommitmentKind
from luoshi.plan.services.drafts import LONGEST_REASON
from luoshi.plan.services.interpretations import LONGEST_MEANING
from luoshi.reading.model import PromiseKind

NONE = [("", "—")]


def reason_field(*, initial: str = "") -> forms.CharField:
    """On which grounds something is decided; kept with it."""
    return forms.CharField(
        label=_("Grounds"),
        max_length=LONGEST_REASON,
        initial=initial,
        help_text=_("Kept with the correction, beside your name and the day."),
    )


class ReasonForm(forms.Form):
    """Grounds alone: to remove a fact, to take an adoption back (理由)."""

    reason = reason_field()


class StatedForm(forms.Form):
    """What a commitment really is, in the words of the document (更正内容)."""

    kind = forms.ChoiceField(label=_("It is a"), choices=CommitmentKind.choices)
    title = forms.CharField(
        label=_("What is promised"),
        help_text=_("In the words of the document; for a goal, what is measured."),
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    due = forms.CharField(
        label=_("Due"), required=False, max_length=20, help_text=_("A year or a month: 2020 or 2020-06.")
    )
    modality = forms.ChoiceField(label=_("Wording"), choices=list(wording.MODALITIES.items()))
    relation = forms.ChoiceField(
        label=_("Compared how"), required=False, choices=[*NONE, *wording.RELATIONS.items()]
    )
    value = forms.DecimalField(label=_("Number"), required=False, max_digits=34, decimal_places=6)
    value_max = forms.DecimalField(
        label=_("Number at the upper end of a range"), required=False, max_digits=34, decimal_places=6
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    change = forms.ChoiceField(
        label=_("Rise or fall"),
        required=False,
        choices=[*NONE, *wording.CHANGES.items()],
        help_text=_("For a rise or a fall; the number is written without a sign."),
    )
    baseline = forms.CharField(
        label=_("Base year"), required=False, max_length=4, help_text=_("Four digits: 2015.")
    )
    per = forms.ChoiceField(
        label=pgettext_lazy("of a goal", "Each year"),
        required=False,
        choices=[*NONE, ("year", _("each year"))],
    )
    promise = forms.ChoiceField(
        label=_("Kind of promise without a number"),
        required=False,
        choices=[
            *NONE,
            *((each.value, wording.LEDGER_KINDS[LedgerKind(each.value)]) for each in PromiseKind),
        ],
    )
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sections, stated=None, grounds="", **options):
        if stated:
            options["initial"] = {each.name: getattr(stated, each.name) for each in fields(stated)}
        super().__init__(*args, **options)
        self.fields["section"].choices = [("", _("outside the outline")), *sections]
        self.fields["reason"] = reason_field(initial=grounds)

    def stated(self) -> Stated:
        """What was stated."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Stated(**said | {"section": said["section"] or None})


class MergeForm(forms.Form):
    """With which other commitment one is the same (合并)."""

    into = forms.ChoiceField(label=_("It is the same as"))

    def __init__(self, *args, others, **options):
        super().__init__(*args, **options)
        self.fields["into"].choices = [("", _("choose")), *others]
        self.fields["reason"] = reason_field()


class DutyForm(forms.Form):
    """Which body a clause names, and in which role (责任单位)."""

    printed = forms.CharField(label=_("Body as it is printed"), max_length=255)
    role = forms.ChoiceField(label=_("Role"), choices=list(wording.ROLES.items()))
    section = forms.ChoiceField(label=_("Section"))
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sections=(), grounds="", **options):
        super().__init__(*args, **options)
        if sections:
            self.fields["section"].choices = sections
        else:
            del self.fields["section"], self.fields["start"], self.fields["end"]
        self.fields["reason"] = reason_field(initial=grounds)


class BindForm(forms.Form):
    """Whose bodies answer for a section (章节责任归属)."""

    to = forms.ChoiceField(label=_("The bodies named in"))

    def __init__(self, *args, sections, **options):
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", _("choose")), *sections]
        self.fields["reason"] = reason_field()


class MeaningForm(forms.Form):
    """What a part of a commitment is taken to mean (解释认定)."""

    meaning = forms.CharField(
        label=_("What it is taken to mean"),
        max_length=LONGEST_MEANING,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    value = forms.CharField(label=_("In figures"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, part, **options):
        super().__init__(*args, **options)
        value = self.fields["value"]
        if part == "relation":
            choices = [*NONE, *wording.RELATIONS.items()]
            self.fields["value"] = forms.ChoiceField(label=value.label, choices=choices)
        value.help_text = wording.VALUES[part]
        value.required = part in NEEDED
        self.fields["reason"] = reason_field()
        self.fields["reason"].help_text = _(
            "For example the minutes of a meeting. Kept with the decision, beside your name and the day."
        )


class OwnerForm(forms.Form):
    """Whose plan it is (规划主体)."""

    owner = forms.CharField(
        label=_("Whose plan it is"),
        max_length=120,
        help_text=_("The body's name as the list of bodies has it."),
    )


class AmendsForm(forms.Form):
    """Which plan a draft amends (修订关系)."""

    amends = forms.ChoiceField(label=_("It amends"), required=False)

    def __init__(self, *args, plans, **options):
        super().__init__(*args, **options)
        self.fields["amends"].choices = [("", _("no other plan")), *plans]
