"""The forms of a plan of another city: the file, what its names mean here, the draft that is made of it (规划引入表单)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import wording
from luoshi.kernel.forms import UploadField
from luoshi.kernel.models import Area, Body, BodyKind
from luoshi.plan.engine.localising import localised
from luoshi.plan.models import Answer, Arrival, ArrivalName, NamedKind
from luoshi.plan.services.arrivals import Meaning

OTHER, NEW, NOBODY = "other", "new", "nobody"
SURE = 90  # from this score on a proposal is chosen beforehand; a person still confirms it


class PackageForm(forms.Form):
    """The file of a plan (规划文件包)."""

    file = UploadField(
        label=_("File of the plan"), help_text=_("As it was given by “Take it along” in the other city.")
    )


class NamesForm(forms.Form):
    """What stands here for each name of the first city (名称对应)."""

    def __init__(self, *args, arrival: Arrival, areas: Iterable[Area], **options):
        super().__init__(*args, **options)
        self.rows = list(arrival.names.select_related("body", "area", "answered_by").order_by("position"))
        self._areas = {str(area.pk): area for area in areas}
        wanted = {int(each["target"]) for row in self.rows if _is_body(row) for each in row.candidates}
        self._bodies = {
            str(pk): body for pk, body in Body.objects.select_related("area").in_bulk(wanted).items()
        }
        for row in self.rows:
            is_body = _is_body(row)
            self.fields[f"n{row.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=[("", _("choose")), *(self._for_body(row) if is_body else self._for_area())],
                initial=_initial(row),
            )
            if is_body:
                self.fields[f"t{row.pk}"] = forms.CharField(
                    label=gettext("Name here for %(name)s") % {"name": row.name},
                    required=False,
                    max_length=120,
                    initial=row.new_name or row.proposed,
                )

    def _for_area(self) -> Iterator[tuple[str, str]]:
        yield from ((pk, area.name) for pk, area in self._areas.items())
        yield NOBODY, gettext("no area here")

    def _for_body(self, row: ArrivalName) -> Iterator[tuple[str, str]]:
        offered = {each["target"]: each for each in row.candidates if each["target"] in self._bodies}
        for pk, each in offered.items():
            said = wording.kept_reasons(each["reasons"])
            yield pk, f"{self._bodies[pk].name} ({', '.join([str(each['score']), *said[:1]])})"
        if row.body and str(row.body_id) not in offered:
            yield str(row.body_id), row.body.name
            self._bodies[str(row.body_id)] = row.body
        yield OTHER, gettext("another body of ours, by the name beside")
        yield NEW, gettext("a new body, by the name beside")
        yield NOBODY, pgettext("a name of another city", "nobody here")

    def groups(self) -> Iterator[tuple[str, list[dict]]]:
        """The rows of the page: areas, agencies, all others."""
        parts: dict[str, list[dict]] = {
            label: [] for label in (gettext("Areas"), gettext("Agencies"), gettext("Enterprises and others"))
        }
        areas, agencies, others = parts.values()
        for row in self.rows:
            rows = agencies if row.body_kind == BodyKind.AGENCY else others if _is_body(row) else areas
            text = self[f"t{row.pk}"] if _is_body(row) else None
            rows.append({"row": row, "choice": self[f"n{row.pk}"], "text": text})
        yield from ((label, rows) for label, rows in parts.items() if rows)

    def clean(self):
        cleaned = super().clean()
        self.meanings = {}
        for row in self.rows:
            if chosen := cleaned.get(f"n{row.pk}"):
                self._mean(row, chosen, (cleaned.get(f"t{row.pk}") or "").strip())
        return cleaned

    def _mean(self, row: ArrivalName, chosen: str, name: str) -> None:
        if chosen == NOBODY:
            self.meanings[row.pk] = Meaning(Answer.NOBODY)
        elif not _is_body(row):
            self.meanings[row.pk] = Meaning(Answer.OURS, area=self._areas[chosen])
        elif chosen == NEW:
            if name:
                self.meanings[row.pk] = Meaning(Answer.NEW, new_name=name)
            else:
                self.add_error(f"t{row.pk}", _("Write the name of the new body."))
        elif chosen == OTHER:
            self._mean_other(row, name)
        else:
            self.meanings[row.pk] = Meaning(Answer.OURS, body=self._bodies[chosen])

    def _mean_other(self, row: ArrivalName, name: str) -> None:
        found = list(Body.objects.standing().open_ended().called([name])[:2]) if name else []
        if len(found) == 1:
            self.meanings[row.pk] = Meaning(Answer.OURS, body=found[0])
            return
        said = _("Nobody here is called “%(name)s”, or several are: write the full name.")
        self.add_error(f"t{row.pk}", forms.ValidationError(said, params={"name": name}))


def _is_body(row: ArrivalName) -> bool:
    return row.kind == NamedKind.BODY


def _initial(row: ArrivalName) -> str:
    """What is chosen beforehand: the answer given, else what is sure, else a new agency, and of firms nobody."""
    if row.answer == Answer.OURS:
        return str(row.area_id or row.body_id)
    if row.answer:
        return {Answer.NEW: NEW, Answer.NOBODY: NOBODY}[Answer(row.answer)]
    best = row.candidates[0] if row.candidates else None
    if best and best["score"] >= SURE:
        return str(best["target"])
    return "" if best or row.body_kind == BodyKind.AGENCY else NOBODY


class DraftForm(forms.Form):
    """Under which title, for whom and from when the draft is made (规划草稿)."""

    title = forms.CharField(
        label=_("Title here"), widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"})
    )
    owner = forms.CharField(
        label=_("Whose plan it is"),
        max_length=120,
        help_text=_("The body's name as the list of bodies has it."),
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: as in the other city."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_owner(self):
        name = self.cleaned_data["owner"].strip()
        found = list(Body.objects.standing().open_ended().called([name])[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Nobody here is called “%(name)s”, or several are: write the full name."),
                params={"name": name},
            )
        return found[0]


def draft_form(given: Any = None, *, arrival: Arrival, own: Area | None) -> DraftForm:
    """The form of a draft, with a title in which one's own city stands for the first."""
    title = localised(arrival.title, first=arrival.city, own=own.name if own else "")
    return DraftForm(given, initial={"title": title})
