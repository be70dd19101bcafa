"""What somebody searched for lately: their own notes, kept while they are of use to them (最近检索).

These are no acts: the chain would keep for ever that somebody searched, and when.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, require
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import RecentSearch
from luoshi.kernel.search.question import understand

KEEP = "kernel.keep_searches"
MOST = 20


class NothingAsked(Refusal):
    code = "kernel.nothing_asked"
    sentence = _("A search needs a word, a letter or a number.")


@transaction.atomic
def remember_search(*, words: str, by: Actor, at: datetime) -> RecentSearch:
    """Keep what led to something, as the newest of at most twenty (记住检索). Raises NothingAsked."""
    question = understand(" ".join(words.split()))
    search = RecentSearch(user_id=by.pk, words=question.typed, at=at)
    require(by, KEEP, search)
    if not question:
        raise NothingAsked
    RecentSearch.objects.bulk_create(
        [search], update_conflicts=True, unique_fields=["user", "words"], update_fields=["at"]
    )
    own = RecentSearch.objects.filter(user_id=by.pk)
    own.exclude(pk__in=list(own.newest().values_list("pk", flat=True)[:MOST])).delete()
    return search


@transaction.atomic
def forget_searches(*, by: Actor, at: datetime) -> int:
    """Forget all that one has searched for (清除检索记录); says how many searches there were."""
    own = RecentSearch(user_id=by.pk, at=at)
    require(by, KEEP, own)
    return RecentSearch.objects.filter(user_id=by.pk).delete()[0]
