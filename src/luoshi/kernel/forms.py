"""The kernel's forms."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import ImportMode


class ListForm(forms.Form):
    """A list to be taken in (提交名单)."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("xlsx, xls, ods or csv; also a web page that was named xls."),
    )
    mode = forms.ChoiceField(
        label=_("When some rows are wrong"),
        choices=[
            (ImportMode.WHOLE, _("take nothing until all are right")),
            (ImportMode.ROWS, _("take those that are right")),
        ],
        initial=ImportMode.WHOLE,
        widget=forms.RadioSelect,
    )

    def clean_file(self):
        file, most = self.cleaned_data["file"], settings.LUOSHI_MAX_UPLOAD_BYTES
        if file.size > most:
            raise forms.ValidationError(
                _("The file %(name)s has %(size).1f MB; at most %(most)d MB are taken."),
                params={"name": file.name, "size": file.size / 1024**2, "most": most // 1024**2},
            )
        return file
