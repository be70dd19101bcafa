"""Who may say how long things are kept: lines of services and of routes (保管期限权限表)."""

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import RetentionTerm
from luoshi.kernel.services.retention import set_term
from tests.access.rights import ONE, ONLY_ADMINISTRATOR
from tests.access.world import Row, Scene, page, seen
from tests.kernel.factories import DAY, NOON

TERM = {"days": 3653, "basis": "市档案局2025年批复", "valid_from": DAY}


def term(at: Scene) -> RetentionTerm:
    return set_term(rule="kernel.jobs", **TERM, by=SYSTEM, at=NOON)


SERVICES = {
    "kernel.services.retention.set_term": Row(
        ONLY_ADMINISTRATOR, lambda at: {"rule": "kernel.jobs"} | TERM, (RetentionTerm,), ONE
    ),
    "kernel.services.retention.take_back_term": Row(
        ONLY_ADMINISTRATOR, lambda at: {"term": term(at)}, (RetentionTerm,), ONE
    ),
}
ROUTES = {
    "kernel:retention GET": seen(ONLY_ADMINISTRATOR, places=ONE),
    "kernel:retention_term GET": seen(ONLY_ADMINISTRATOR, lambda at: page("kernel.jobs"), places=ONE),
    "kernel:retention_term POST": Row(
        ONLY_ADMINISTRATOR,
        lambda at: page("kernel.jobs", **TERM | {"valid_from": "2199-01-01"}),
        (RetentionTerm,),
        ONE,
    ),
    "kernel:take_back_term POST": Row(
        ONLY_ADMINISTRATOR, lambda at: page(later(at).pk), (RetentionTerm,), ONE
    ),
}


def later(at: Scene) -> RetentionTerm:
    """A term that holds on no day that is over, whatever today is."""
    row = term(at)
    RetentionTerm.objects.filter(pk=row.pk).update(valid_from="2199-01-01")
    return row
