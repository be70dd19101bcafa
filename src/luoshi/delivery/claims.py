"""What points to bodies here, for when two records are found to be one (主体引用)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.hanging import register_pointers


def register() -> None:
    """Called once, by `ready()`."""
    register_pointers(
        {
            "delivery.source.issuer": _("papers that it entered"),
            "delivery.assignment.issuer": _("assignments that it issued"),
            "delivery.assignment.lead": _("assignments that it leads"),
            "delivery.supporter.body": _("assignments that it supports"),
            "delivery.checkdraw.supervisor": _("spot checks that it drew"),
            "delivery.majormark.body": _("assignments that it marked as major"),
            "delivery.reportround.issuer": _("rounds of reporting that it opened"),
            "delivery.roundask.body": _("rounds in which it was asked"),
            "delivery.progressreport.body": _("reports that it handed in"),
        }
    )
