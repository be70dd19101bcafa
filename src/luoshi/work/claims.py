"""What points to bodies here, for when two records are found to be one (主体引用)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.hanging import register_pointers


def register() -> None:
    """Called once, by `ready()`."""
    register_pointers(
        {
            "work.party.body": _("matters in which it has a part"),
            "work.turn.body": _("turns that it answers for"),
            "work.turn.desk": _("turns on its desk"),
            "work.movemade.body": _("steps that were taken for it"),
            "work.numberseries.body": _("its series of numbers"),
        }
    )
