"""The forms of chains and drafts (签批表单)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import EVERYONE, SIGNED_IN
from luoshi.kernel.forms import UploadField
from luoshi.kernel.models import Role
from luoshi.work.forms import MoveForm
from luoshi.work.models import MOST_STEPS, ChainSigner, SigningKind
from luoshi.work.services.chains import Signing

STEPS = range(1, MOST_STEPS + 1)


class ChainForm(forms.Form):
    """Up to four steps, each with the people and roles that sign beside one another; from when, by which decision."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        for number in STEPS:
            self.fields |= _step_fields(number, people)
        self.fields["valid_from"] = forms.DateField(
            label=_("Holds from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )
        self.fields["clause"] = forms.CharField(label=_("By which decision"), max_length=300)

    def of_steps(self) -> Iterator[tuple[int, bool, list]]:
        """The fields of each step, for the page; whether something stands in them."""
        for number in STEPS:
            fields = [self[f"{name}{number}"] for name in ("kind", "people", "roles")]
            yield number, any(bound.value() for bound in fields), fields

    def clean(self):
        given = super().clean()
        for number in STEPS:
            named = given.get(f"people{number}") or given.get(f"roles{number}")
            if named and not given.get(f"kind{number}"):
                self.add_error(f"kind{number}", _("Say what is done at this step."))
        return given

    @property
    def steps(self) -> list[Signing]:
        """The steps that were filled in, in their order."""
        given = self.cleaned_data
        return [
            Signing(
                kind=SigningKind(given[f"kind{number}"]),
                people=list(given[f"people{number}"]),
                roles=list(given[f"roles{number}"]),
            )
            for number in STEPS
            if given[f"kind{number}"]
        ]


def as_decided(seats: Iterable[ChainSigner]) -> dict[str, Any]:
    """The values of the form for a chain as it was decided."""
    values: dict[str, Any] = {}
    for seat in seats:
        number = seat.step.position
        values[f"kind{number}"] = seat.step.kind
        name, key = ("people", seat.user_id) if seat.user_id else ("roles", seat.role_id)
        values.setdefault(f"{name}{number}", []).append(key)
    return values


def _step_fields(number: int, people) -> dict[str, forms.Field]:
    several = forms.SelectMultiple(attrs={"size": 5})
    return {
        f"kind{number}": forms.ChoiceField(
            label=_("What is done"), required=False, choices=[("", _("no step")), *SigningKind.choices]
        ),
        f"people{number}": forms.ModelMultipleChoiceField(
            people, label=_("Persons who sign"), required=False, widget=several
        ),
        f"roles{number}": forms.ModelMultipleChoiceField(
            Role.objects.exclude(code__in=[EVERYONE, SIGNED_IN]).order_by("pk"),
            label=_("Or whoever holds a role"),
            required=False,
            widget=several,
        ),
    }


class ReviseForm(MoveForm):
    """What a draft brings, as it was; files that it had are kept where they stay ticked."""

    def __init__(self, *args, move, kept, **kwargs):
        super().__init__(*args, move=move, **kwargs)
        del self.fields["seen"]
        self.least = move.needs.files
        self.fields["files"].required = False
        if kept:
            self.fields["kept"] = forms.MultipleChoiceField(
                label=_("Files that stay"),
                required=False,
                choices=[(str(upload.pk), upload.name) for upload in kept],
                widget=forms.SelectMultiple(attrs={"size": min(len(kept), 6)}),
            )


class ReturnForm(forms.Form):
    """Why a draft goes back to its drafter."""

    reason = forms.CharField(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class OnPaperForm(forms.Form):
    """Who signed on paper, when, and the scan."""

    def __init__(self, *args, signers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signer"] = forms.ModelChoiceField(
            signers,
            label=_("Who signed"),
            required=False,
            empty_label=_("somebody without an account"),
        )
        self.fields["name"] = forms.CharField(
            label=_("Name, of somebody without an account"), max_length=60, required=False
        )
        self.fields["signed_on"] = forms.DateField(
            label=_("Signed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )
        self.fields["scan"] = UploadField(label=_("Scan"))
