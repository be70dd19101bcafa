"""How long the rows of a model are kept (保管期限); each model states its class."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Retention(TextChoices):
    """The periods of the rules for official files, and two of our own."""

    PERMANENT = "permanent", _("permanent")
    YEARS_30 = "years_30", _("30 years")
    YEARS_10 = "years_10", _("10 years")
    WORKING = "working", _("while it is of use")
    PERSONAL = "personal", _("as long as its purpose lasts")
