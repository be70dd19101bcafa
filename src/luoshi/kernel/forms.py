"""The kernel's forms."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import ImportMode


class UploadField(forms.FileField):
    """A file of no more bytes than the site takes (上传文件)."""

    def clean(self, data, initial=None):
        file, most = super().clean(data, initial), settings.LUOSHI_MAX_UPLOAD_BYTES
        if file and file.size > most:
            raise forms.ValidationError(
                _("The file %(name)s has %(size).1f MB; at most %(most)d MB are taken."),
                params={"name": file.name, "size": file.size / 1024**2, "most": most // 1024**2},
            )
        return file


class ListForm(forms.Form):
    """A list to be taken in (提交名单)."""

    file = UploadField(
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

    def __init__(self, *args, is_whole=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_whole:
            self.fields["mode"].choices = [(ImportMode.WHOLE, _("take nothing until all are right"))]


class PasswordForm(forms.Form):
    """One's own new password (修改密码)."""

    current = forms.CharField(
        label=_("Password until now"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters; several words are easier to keep in mind than many signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user, **options) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_current(self):
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["current"]

    def clean_again(self):
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two new passwords differ."))
        return self.cleaned_data["again"]


class CodeForm(forms.Form):
    """The code of one's phone, or a recovery code (动态口令)."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class OwnPasswordForm(forms.Form):
    """One's password once more, before what weakens an account (再次确认)."""

    current = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, user, **options) -> None:
        super().__init__(*args, **options)
        self.user = user

    clean_current = PasswordForm.clean_current


class LoanForm(forms.Form):
    """A post lent for days to somebody of the same body (委托代职)."""

    valid_from = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, colleagues, **options) -> None:
        super().__init__(*args, **options)
        self.fields = {"to": forms.ModelChoiceField(colleagues, label=_("Who stands in"))} | self.fields


class LeaveForm(forms.Form):
    """What ends, and who takes over what waits (离岗交接)."""

    def __init__(self, *args, posts, successors, is_open, **options) -> None:
        super().__init__(*args, **options)
        ends = {str(post.pk): post for post in posts}
        closing = [("account", _("Close the account"))] if is_open else []
        ending = _("End the post")
        labels = [(pk, f"{ending}：{post.body} · {post.role}") for pk, post in ends.items()]
        self.ends = ends
        self.fields["post"] = forms.ChoiceField(
            label=_("What ends today"),
            choices=[*labels, *closing],
            widget=forms.RadioSelect,
        )
        self.fields["to"] = forms.ModelChoiceField(
            successors,
            label=_("Who takes over"),
            required=False,
            empty_label=_("the administrator of the body, until somebody is found"),
        )

    def clean_post(self):
        return self.ends.get(self.cleaned_data["post"])


class NameForm(forms.Form):
    """How one is called here (姓名)."""

    display_name = forms.CharField(label=_("Full name"), max_length=60)


class EmailForm(forms.Form):
    """Where one's mails go (邮箱)."""

    email = forms.CharField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TermForm(forms.Form):
    """How long something is kept, from which day, and on which basis (保管期限)."""

    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        help_text=_("Three years are 1096 days, ten years 3653, thirty years 10958."),
    )
    valid_from = forms.DateField(
        label=_("From the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The clause, or the decision of which office and day."),
    )
