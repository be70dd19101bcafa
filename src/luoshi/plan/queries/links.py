"""The links of commitments, and the pairs about which somebody must still say yes or no (上下级承诺衔接)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr

from luoshi.kernel.matching import Answer, Index, Memory, Ranking, Thresholds
from luoshi.kernel.matching.purposes import Pair
from luoshi.kernel.models import MatchAnswer
from luoshi.kernel.queries.matching import thresholds_of
from luoshi.plan.engine.levels import is_part
from luoshi.plan.engine.likeness import Promised, likeness, record_of
from luoshi.plan.engine.weaker import Comparison, compare
from luoshi.plan.models import Commitment, CommitmentLink, LinkProposal, Plan, Responsibility
from luoshi.plan.models.parents import LINE, LINKS, line_of
from luoshi.plan.queries.goals import goal_of
from luoshi.plan.queries.parents import owners_of
from luoshi.plan.queries.texts import own_words

MOST_PROPOSED = 3  # for one commitment in one parent plan
MOST_KIN = 50
MOST_CANDIDATES = 100
SHOWN = ("plan__owner__area", "section", "target")
BOTH_SIDES = tuple(f"{side}__{each}" for side in ("child", "parent") for each in SHOWN)


def standing_answer(*, pair: str) -> MatchAnswer | None:
    """What somebody said about this pair, as long as it stands."""
    rows = MatchAnswer.objects.standing().filter(purpose=LINKS, asked=pair)
    return rows.select_related("by").first()


def commitments_of_answer(answer: MatchAnswer) -> tuple[Commitment, Commitment]:
    """The two commitments that an answer is about."""
    child, parent = map(int, answer.asked.split("|"))
    rows = Commitment.objects.select_related("plan__owner__area", "plan__document")
    return rows.get(pk=child), rows.get(pk=parent)


def told(pairs: Iterable[Pair]) -> Mapping[Pair, Pair]:
    """What the memory's keys mean: the titles of both commitments with their plans."""
    pairs = list(pairs)
    keys = {int(key) for asked, _given in pairs for key in asked.split("|")}
    rows = Commitment.objects.filter(pk__in=keys).values_list("pk", "title", "plan__title")
    words = {str(pk): f"{title} ({plan})" for pk, title, plan in rows}
    return {
        (asked, given): (words.get(asked.partition("|")[0], asked), words.get(given, given))
        for asked, given in pairs
    }


def undecided_pairs(user, *, plan: int):
    """What the matcher proposes for a plan (its key) and nobody has answered, of plans this person may open."""
    readable = Plan.objects.visible_to(user).ready()
    return LinkProposal.objects.undecided().filter(
        plan=plan, plan__in=readable.values("pk"), parent__plan__in=readable.values("pk")
    )


def before(pair: LinkProposal) -> Q:
    """The pairs that come before this one when the likeliest is asked first."""
    return Q(score__gt=pair.score) | Q(score=pair.score, pk__lt=pair.pk)


def candidates(*, plan: Plan, upper: Commitment, words: str) -> list[tuple[str, str]]:
    """Commitments of a plan that may carry one of a parent out: what is proposed, or what holds these words."""
    rows = plan.commitments.select_related("section")
    if words:
        rows = rows.filter(title__icontains=words).order_by("position")
    else:
        likely = LinkProposal.objects.filter(plan=plan, parent=upper).order_by("-score").values_list("child")
        keys = [key for (key,) in likely[:MOST_CANDIDATES]]
        rows = rows.filter(pk__in=keys) if keys else rows.order_by("position")
    return [(str(row.pk), f"{row.title} ({row.section or ''})") for row in rows[:MOST_CANDIDATES]]


def with_both_sides(rows):
    """Pairs with the words of both commitments and where they stand."""
    rows = rows.select_related("looked_by", *BOTH_SIDES)
    return rows.annotate(child_words=words_at("child"), parent_words=words_at("parent"))


def words_at(path: str = ""):
    """The words of a commitment, cut out of its document by the database."""
    lead = f"{path}__" if path else ""
    return Substr(f"{lead}plan__document__text", F(f"{lead}start") + 1, F(f"{lead}end") - F(f"{lead}start"))


@dataclass(frozen=True)
class Kin:
    """A commitment linked to the one that is shown: above it, or below, in the version that stands."""

    link: CommitmentLink
    commitment: Commitment
    is_above: bool
    words: str
    comparison: Comparison


def kin_of(*, commitment: Commitment, on: date, user) -> list[Kin]:
    """What a commitment carries out, and what carries it out, as of a day: two queries, whatever there is."""
    line = line_of(commitment)
    links = CommitmentLink.objects.as_of(on).filter(Q(child=line) | Q(parent=line))
    links = links.select_related("answer__by").order_by("since", "pk")[:MOST_KIN]
    others = {row: row.parent_id if row.child_id == line else row.child_id for row in links}
    there = _standing_now(others.values(), user=user)
    return [
        _kin(row, commitment, there[other], is_above=row.child_id == line)
        for row, other in others.items()
        if other in there
    ]


def parents_of(*, commitments: Iterable[Commitment], on: date, user) -> dict[int, list[Kin]]:
    """What each of these commitments carries out, in two queries."""
    lines = {line_of(row): row for row in commitments}
    links = CommitmentLink.objects.as_of(on).filter(child__in=lines).select_related("answer__by")
    rows = list(links.order_by("since", "pk"))
    there = _standing_now((row.parent_id for row in rows), user=user)
    found: dict[int, list[Kin]] = {}
    for row in rows:
        if row.parent_id in there:
            ours = lines[row.child_id]
            found.setdefault(ours.pk, []).append(_kin(row, ours, there[row.parent_id], is_above=True))
    return found


def _standing_now(lines: Iterable[int], *, user) -> dict[int, Any]:
    """The commitments that continue these lines today, in plans that this person may open, with their words."""
    readable = Plan.objects.visible_to(user).ready().filter(replaced_by__isnull=True)
    rows = Commitment.objects.annotate(line_key=LINE, words=words_at())
    rows = rows.filter(line_key__in=set(lines), plan__in=readable.values("pk")).select_related(*SHOWN)
    return {row.line_key: row for row in rows.order_by("pk")}


def _kin(link: CommitmentLink, ours: Commitment, other: Any, *, is_above: bool) -> Kin:
    upper, lower = (other, ours) if is_above else (ours, other)
    owners = owners_of((lower.plan, upper.plan))
    compared = compare(
        upper=goal_of(upper),
        lower=goal_of(lower),
        is_part=is_part(owners[lower.plan_id], owners[upper.plan_id]),
    )
    return Kin(link, other, is_above, other.words, compared)


def commitments_of(user, *, plan: int):
    """What a plan promises (its key), when this person may open it."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Commitment.objects.filter(plan=plan, plan__in=readable.values("pk"))


def with_parent(rows, is_wanted: bool, *, on: date):
    """Commitments that carry something out as of a day, or those that carry out nothing."""
    links = CommitmentLink.objects.as_of(on).filter(child=OuterRef("line_key"))
    return rows.annotate(line_key=LINE).filter(Exists(links) if is_wanted else ~Exists(links))


# comparing


def promised_in(*, plan: Plan, text: str) -> dict[int, Promised]:
    """Everything that a plan promises, as the matcher compares it."""
    bodies: dict[int, set[str]] = {}
    duties = Responsibility.objects.filter(plan=plan).order_by("position")
    for section, printed in duties.values_list("section", "printed"):
        bodies.setdefault(section, set()).add(printed)
    rows = Commitment.objects.filter(plan=plan).select_related("section", "target").order_by("position")
    return {row.pk: _promised(row, own_words(row, text), bodies) for row in rows}


def _promised(row: Commitment, words: str, bodies: Mapping[int, set[str]]) -> Promised:
    section = row.section
    target = getattr(row, "target", None)
    return Promised(
        title=row.title,
        words=words,
        kind=row.kind,
        section=section.title if section else "",
        bodies=frozenset(bodies.get(section.charged_by_id or 0, ()) if section else ()),
        year=row.due_on.year if row.due_on else None,
        unit=target.unit if target else "",
        is_measured=target is not None and target.goal is not None,
    )


class Proposing:
    """The matcher over a plan and one parent of it: built once, asked for some commitments at a time."""

    def __init__(self, *, plan: Plan, parent: Plan, texts: Mapping[int, str], on: date) -> None:
        self._ours = promised_in(plan=plan, text=texts[plan.document_id])
        theirs = promised_in(plan=parent, text=texts[parent.document_id])
        comparison = likeness({key: each for part in (self._ours, theirs) for key, each in part.items()})
        self._index = Index((record_of(*item) for item in theirs.items()), comparison=comparison)
        self._memory = _memory(self._ours, theirs)
        self.thresholds: Thresholds = thresholds_of(purpose=LINKS, on=on)
        self.keys: Sequence[int] = list(self._ours)

    def rankings(self, keys: Iterable[int]) -> list[Ranking]:
        """What each of these commitments may carry out; what people have said already is left out."""
        found = (
            self._index.rank(
                record_of(key, self._ours[key]),
                thresholds=self.thresholds,
                memory=self._memory,
                limit=MOST_PROPOSED,
            )
            for key in keys
        )
        return [_unsaid(ranking) for ranking in found]


def _unsaid(ranking: Ranking) -> Ranking:
    """Without what somebody has confirmed: it is a link, and no proposal."""
    left = tuple(each for each in ranking.candidates if each.reasons[0].code != "said_same")
    return Ranking(ranking.key, ranking.verdict, left)


def _memory(ours: Iterable[int], theirs: Iterable[int]) -> Memory:
    """What people have said about commitments of these two plans, by the lines to which they belong."""
    children, parents = _of_lines(ours), _of_lines(theirs)
    answers: dict[Any, dict[Any, Answer]] = {}
    rows = MatchAnswer.objects.standing().filter(purpose=LINKS).order_by("pk")
    for asked, is_same in rows.values_list("asked", "is_same"):
        child, parent = (int(each) for each in asked.split("|"))
        if child in children and parent in parents:
            answers.setdefault(children[child], {})[parents[parent]] = Answer(is_same)
    return Memory(answers)


def _of_lines(keys: Iterable[int]) -> dict[int, int]:
    """The commitment of this plan by the line that it continues."""
    return {row.line_key: row.pk for row in _with_line(Commitment.objects.filter(pk__in=list(keys)))}


def _with_line(rows):
    return rows.annotate(line_key=LINE).only("pk")
