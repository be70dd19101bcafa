"""Who may merge and part records: lines of services and of routes (合并权限表)."""

from luoshi.kernel.models import Job, MatchAnswer, Merging
from tests.access.rights import ONE, ONLY_ADMINISTRATOR
from tests.access.things import merged
from tests.access.world import Row, page, seen
from tests.kernel.factories import BodyFactory

SERVICES = {
    "kernel.services.mergings.look_for_doubles": Row(ONLY_ADMINISTRATOR, lambda at: {}, (Job,), ONE),
    "kernel.services.mergings.merge_bodies": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"kept": at.body, "merged": BodyFactory(), "reason": "同一单位"},
        (Merging, MatchAnswer),
        ONE,
    ),
    "kernel.services.mergings.part_bodies": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"merging": merged(at.body), "reason": "误合并"},
        (Merging, MatchAnswer),
        ONE,
    ),
    "kernel.services.mergings.tell_apart": Row(
        ONLY_ADMINISTRATOR,
        lambda at: {"one": at.body, "other": BodyFactory(), "reason": "两个单位"},
        (MatchAnswer,),
        ONE,
    ),
}
ROUTES = {
    "kernel:doubles GET": seen(ONLY_ADMINISTRATOR, places=ONE),
    "kernel:look_for_doubles POST": Row(ONLY_ADMINISTRATOR, lambda at: page(), (Job,), ONE),
    "kernel:mergings GET": seen(ONLY_ADMINISTRATOR, places=ONE),
    "kernel:merging GET": seen(ONLY_ADMINISTRATOR, lambda at: page(merged(at.body).pk), places=ONE),
    "kernel:merging POST": Row(
        ONLY_ADMINISTRATOR, lambda at: page(merged(at.body).pk, reason="误合并"), (Merging, MatchAnswer), ONE
    ),
    "kernel:choose_double GET": seen(ONLY_ADMINISTRATOR, lambda at: page(at.body.pk), places=ONE),
    "kernel:merge_bodies GET": seen(
        ONLY_ADMINISTRATOR, lambda at: page(at.body.pk, BodyFactory().pk), places=ONE
    ),
    "kernel:merge_bodies POST": Row(
        ONLY_ADMINISTRATOR,
        lambda at: page(at.body.pk, BodyFactory().pk, reason="同一单位"),
        (Merging, MatchAnswer),
        ONE,
    ),
    "kernel:tell_apart POST": Row(
        ONLY_ADMINISTRATOR, lambda at: page(at.body.pk, BodyFactory().pk), (MatchAnswer,), ONE
    ),
}
