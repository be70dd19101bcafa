"""`luoshi manage index_search`: bring the search's index up to date (重建检索索引)."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from luoshi.kernel.services import search


class Command(BaseCommand):
    help = "Bring the index of the search up to date / 更新检索索引"

    def handle(self, *args, **options):
        self.stdout.write(
            _("%(number)s rows of the index were brought up to date.") % {"number": search.rebuild()}
        )
