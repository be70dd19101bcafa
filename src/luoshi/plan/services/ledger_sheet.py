"""The target ledger as a sheet: a draft is corrected by it, an adopted plan's vague words are decided (台账导入导出)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from luoshi.kernel.access import Actor
from luoshi.kernel.among import Among
from luoshi.kernel.imports import Entry
from luoshi.kernel.imports.comparison import KEPT_WHEN_BLANK
from luoshi.kit.sheets import Column, Remark, Row
from luoshi.plan.engine.interpreting import NEEDED, SIGNS, Unfit, typed, written
from luoshi.plan.engine.stated import Stated, faults
from luoshi.plan.models import Commitment, Correction, Interpretation, Plan
from luoshi.plan.queries import bodies_called
from luoshi.plan.queries import sheets as queries
from luoshi.plan.queries.live import stated as stated_now
from luoshi.plan.queries.sheets import MEANT
from luoshi.plan.services import corrections, interpretations, withdrawals
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.services.plan_sheets import PlanSheet, Values, fault, numbers, shown
from luoshi.plan.sheet_columns import LEDGER, PRINTED, REASON
from luoshi.reading.messages import PARTS


class LedgerList(PlanSheet):
    """The lines of the target ledger, of every plan that the person may open (目标台账)."""

    code = "plan.ledger"
    label = LEDGER.title
    sheet = LEDGER
    models = (Correction, Interpretation)

    def current(self, targets: Collection[str]) -> dict[str, Values]:
        rows = Commitment.objects.filter(pk__among=Among(numbers(targets=targets)), target__isnull=False)
        return {values["number"]: values for values in queries.ledger_rows(rows)}

    def everything(self, *, by: Actor) -> Iterable[Values]:
        return self.of(queries.open_plans(by))

    def of(self, plans: Any) -> Iterable[Values]:
        """The lines of these plans, each plan's in the order of its ledger."""
        rows = Commitment.objects.filter(target__isnull=False, plan__in=plans.order_by().values("pk"))
        return queries.ledger_rows(rows.order_by("plan__title", "plan", "target__number"))

    def plans(self, known: Collection[str]) -> dict[str, Plan]:
        rows = Commitment.objects.filter(pk__among=Among(numbers(targets=known)))
        return {str(row.pk): row.plan for row in rows.select_related("plan__owner__area")}

    def act_of(self, key: str) -> str:
        return interpretations.INTERPRET if key.startswith(MEANT) else CORRECT

    def in_our_words(self, values: Values, before: Values) -> Values:
        """Decided values as they are written here: ≥6% as ≥ 6%."""
        said = dict(values)
        for part in PARTS:
            if words := said.get(f"{MEANT}{part}"):
                said[f"{MEANT}{part}"] = _figures(part, words) or words
        return said

    def wrong(self, row: Row, before: Values, changed: Mapping[str, Column], plan: Plan) -> Iterator[Remark]:
        found = Commitment.objects.select_related("section", "target", "plan__owner__area")
        ours = found.get(pk=row.values["number"])
        for key, column in changed.items():
            if key.startswith(MEANT):
                yield from _meaning_at_fault(row, key, before, ours)
            elif plan.is_adopted:
                here = shown(value=before.get(key), column=column)
                yield fault(row=row, code="sheet_adopted", key=key, here=here)
        if not plan.is_adopted and any(key in PRINTED for key in changed):
            said = _stated(ours, row.values, set(changed))
            for each in faults(said, low=plan.body_start, high=plan.body_end):
                key = each.field if each.field in PRINTED else "title"
                yield fault(row=row, code=each.code, key=key, **each.values)

    def change_row(self, entry: Entry, before: Values, *, by: Actor, at: datetime) -> list[tuple[str, int]]:
        row = Commitment.objects.select_related("section", "target", "plan__owner__area").get(pk=entry.target)
        changed, reason = self.differing(entry.values, before), entry.values.get(REASON) or ""
        done: list[tuple[str, int]] = []
        if printed := changed & set(PRINTED):
            said = _stated(row, entry.values, printed)
            made = corrections.correct_commitment(commitment=row, stated=said, reason=reason, by=by, at=at)
            done.append(("correction", made.pk))
        for part in (each for each in PARTS if f"{MEANT}{each}" in changed):
            words = entry.values[f"{MEANT}{part}"]
            standing = Interpretation.objects.standing().filter(commitment=row.identity, part=part).first()
            decided = interpretations.interpret_commitment(
                commitment=row,
                part=part,
                meaning=words,
                value=_figures(part, words),
                reason=reason,
                seen=standing.version if standing else 0,
                by=by,
                at=at,
            )
            done.append(("interpretation", decided.pk))
        return done

    def undo(self, kind: str, key: int, *, by: Actor, at: datetime) -> None:
        if kind == "correction":
            row = Correction.objects.select_related("plan__owner__area", "commitment", "section").get(pk=key)
            withdrawals.withdraw_correction(correction=row, by=by, at=at)
            return
        made = Interpretation.objects.select_related("commitment__plan__owner__area").get(pk=key)
        interpretations.withdraw_interpretation(interpretation=made, by=by, at=at)


def _stated(row: Commitment, values: Values, changed: set[str]) -> Stated:
    """What the row says the commitment is: its changed cells, in the terms of a statement."""
    said = {key: values.get(key) for key in changed & set(PRINTED)}
    if "kind" in said:  # what a promise lacks is empty, not as it was
        said |= {key: values.get(key) for key in PRINTED if _is_emptied(key, values)}
    numbers_ = ("value", "value_max")
    kept = {key: value if key in numbers_ or value is not None else "" for key, value in said.items()}
    return corrections.with_kept(stated=stated_now(row), kept=kept)


def _is_emptied(key: str, values: Values) -> bool:
    column = LEDGER.column(key)
    is_choice = column is not None and column.kind in KEPT_WHEN_BLANK
    return is_choice and key in values and values[key] is None and key != "modality"


def _figures(part: str, words: str) -> str:
    """What was typed, as the part's figures are written; empty where words alone say it, or nothing fits."""
    try:
        kept = typed(part, SIGNS.get(words, words))
    except Unfit:
        return ""
    return written(kept)


def _meaning_at_fault(row: Row, key: str, before: Values, ours: Commitment) -> Iterator[Remark]:
    part, words = key.removeprefix(MEANT), row.values.get(key)
    if words is None:
        yield fault(row=row, code="sheet_still_meant", key=key, here=before[key])
    elif not ours.plan.is_adopted:
        yield fault(row=row, code="sheet_draft", key=key)
    elif part not in {*ours.missing, *ours.undecided, *ours.decided}:
        yield fault(row=row, code="sheet_nothing_open", key=key)
    elif part == "body" and words not in bodies_called([words], plan=ours.plan):
        yield fault(row=row, code="body_unknown", key=key, name=words)
    elif part in NEEDED and not _figures(part, words):
        yield _unfit(row, key, part, words)


def _unfit(row: Row, key: str, part: str, words: str) -> Remark:
    try:
        typed(part, words)
    except Unfit as unfit:
        return fault(row=row, code=unfit.fault.code, key=key, **unfit.fault.values)
    return fault(row=row, code=f"{part}_needed", key=key)
