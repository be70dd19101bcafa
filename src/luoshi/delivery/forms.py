"""The forms of the delivery room (表单)."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.lights import Light
from luoshi.delivery.models import Completion, SourceKind
from luoshi.delivery.wording import LIGHTS
from luoshi.kernel.models import Body
from luoshi.work.forms import FilesField, NamedBodiesField, NamedBodyField
from luoshi.work.models import AskForm

PERIOD = re.compile(r"\A\d{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?\Z", re.ASCII)


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IssueForm(forms.Form):
    """One assignment, from whatever asks for it."""

    def __init__(self, *args, issuers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers
        self.fields["issuer"].initial = issuers.first()

    issuer: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("In whose name"), queryset=Body.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("Where it comes from"), choices=SourceKind)
    source_title = forms.CharField(label=_("Paper or meeting"), max_length=200)
    number = forms.CharField(label=_("Number of the paper"), max_length=80, required=False)
    on = forms.DateField(label=_("Its day"), required=False, widget=day_input())
    words = forms.CharField(
        label=_("The sentence that asks for it"), required=False, max_length=5000, widget=text_area()
    )
    instructed_by = forms.CharField(
        label=_("As instructed by"),
        max_length=60,
        required=False,
        help_text=_("For a leader's note: whose it is."),
    )
    title = forms.CharField(label=_("Task"), max_length=300)
    measure = forms.CharField(
        label=_("What is to be done in detail"), required=False, max_length=5000, widget=text_area()
    )
    lead = NamedBodyField(label=_("Leading body"), max_length=120)
    supporters = NamedBodiesField(
        label=_("Supporting bodies"), required=False, help_text=_("One a line."), widget=text_area()
    )
    completion = forms.ChoiceField(label=_("When it is done"), choices=Completion)
    due_on = forms.DateField(label=_("To be done by"), required=False, widget=day_input())

    def clean(self):
        given = super().clean()
        if given.get("kind") == SourceKind.NOTE and not given.get("instructed_by"):
            self.add_error("instructed_by", _("A leader's note needs the leader's name."))
        return given


class TasksForm(forms.Form):
    """Which tasks of a plan are issued now, and by when where the plan says nothing."""

    issuer: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("In whose name"), queryset=Body.objects.none(), empty_label=None
    )
    tasks = forms.MultipleChoiceField(label=_("Tasks"), widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(
        label=_("To be done by, where the plan names no day to come"), required=False, widget=day_input()
    )

    def __init__(self, *args, issuers, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers
        self.fields["issuer"].initial = issuers.first()
        self.fields["tasks"].choices = choices


class PartForm(forms.Form):
    """A part of an assignment, for a body that is to see to it."""

    title = forms.CharField(label=_("Name of the part"), max_length=300)
    lead = NamedBodyField(label=_("Leading body"), max_length=120)
    due_on = forms.DateField(label=_("To be done by"), required=False, widget=day_input())


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = forms.DateField(label=_("By when"), widget=day_input())


class ReportForm(forms.Form):
    """Work done, what it rests on, what comes next; small enough for a phone."""

    period = forms.RegexField(
        label=_("Period"),
        regex=PERIOD,
        max_length=10,
        help_text=_("For example 2025-09."),
    )
    done = forms.CharField(label=_("Work done"), required=False, max_length=20_000, widget=text_area(5))
    no_progress = forms.CharField(
        label=_("Nothing was done, because"), required=False, max_length=5000, widget=text_area(2)
    )
    reached = forms.MultipleChoiceField(
        label=_("Milestones reached"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reached_on = forms.DateField(label=_("Reached on"), required=False, widget=day_input())
    also = forms.MultipleChoiceField(
        label=_("The same report answers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    paper = forms.CharField(
        label=_("Number of a paper that shows it"),
        required=False,
        max_length=80,
        help_text=_("For example No. 12 of 2025."),
    )
    paper_title = forms.CharField(label=_("What paper it is"), required=False, max_length=200)
    photo = FilesField(label=_("Take a photo"), required=False)
    attached = FilesField(label=_("Files or photos"), required=False)
    problems = forms.CharField(
        label=_("What stands in the way"), required=False, max_length=5000, widget=text_area(2)
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=5000, widget=text_area(2))
    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, milestones=(), also=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reached"].choices = [
            (str(each.pk), f"{each.title}（{each.due_on}）") for each in milestones
        ]
        self.fields["also"].choices = [(str(each.pk), f"{each.title}（{each.issuer.name}）") for each in also]
        self.fields["photo"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        self.fields["attached"].widget.attrs["accept"] = "image/*,.pdf,.docx,.doc,.xlsx,.xls,.txt"
        for name, choices in (("reached", milestones), ("also", also)):
            if not choices:
                del self.fields[name]
        if not milestones:
            del self.fields["reached_on"]

    def clean(self):
        given = super().clean()
        if bool(given.get("done")) == bool(given.get("no_progress")):
            self.add_error("done", _("Say what was done, or why nothing was: one of the two."))
        if given.get("reached") and not given.get("reached_on"):
            self.add_error("reached_on", _("Say on which day the milestone was reached."))
        if given.get("paper_title") and not given.get("paper"):
            self.add_error("paper", _("A paper counts with its number."))
        return given


class RoundForm(forms.Form):
    issuer: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("In whose name"), queryset=Body.objects.none(), empty_label=None
    )
    period = forms.RegexField(
        label=_("Period"),
        regex=PERIOD,
        max_length=10,
        help_text=_("For example 2025-09."),
    )
    due_on = forms.DateField(label=_("Due on"), widget=day_input())
    form: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("A form that is asked of each task as well"),
        queryset=AskForm.objects.none(),
        required=False,
        empty_label=_("none: the words of a report are enough"),
        help_text=_("For figures: one of the forms that are written under “Forms”."),
    )

    def __init__(self, *args, issuers, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = asked
        self.fields["issuer"].queryset = issuers
        self.fields["issuer"].initial = issuers.first()


class ReturnedFilesField(FilesField):
    """As many files as came back (回收文件)."""

    most = 100


class ReturnedForm(forms.Form):
    """Files that came back, several at once or in a zip."""

    came = ReturnedFilesField(
        label=_("Files that came back"),
        help_text=_("Workbooks or zips, several at once, whatever they are called."),
    )


class LightForm(forms.Form):
    light = forms.ChoiceField(label=_("Light"), choices=[(each.value, LIGHTS[each]) for each in Light])
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=text_area(2))


class MajorForm(forms.Form):
    """For which of one's bodies it is major, and why."""

    body: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Major for"), queryset=Body.objects.none(), empty_label=None
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class RuleForm(forms.Form):
    """The rule of lights as two conditions."""

    red = forms.CharField(label=_("Red when"), max_length=4000, widget=text_area(3))
    yellow = forms.CharField(label=_("Yellow when"), max_length=4000, widget=text_area(3))
    valid_from = forms.DateField(label=_("Holds from"), widget=day_input())
    clause = forms.CharField(label=_("By which clause"), max_length=300)
