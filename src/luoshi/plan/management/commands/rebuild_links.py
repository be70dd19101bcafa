"""`luoshi manage rebuild_links`: derive every link of commitments anew from what people said (重建衔接)."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from luoshi.plan.services import links


class Command(BaseCommand):
    help = "Derive the links of commitments anew from the answers remembered / 由已确认的答复重建上下级衔接"

    def handle(self, *args, **options):
        self.stdout.write(_("%(number)s links were derived.") % {"number": links.rebuild_links()})
