"""Removing matters whose thing is taken back before anybody has worked on it (撤销误立事项)."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.work.models import ClockRun, DueChange, Matter, MoveFile, MoveMade, Party, RungReached, Turn


def remove_matters(*, matters: Sequence[int]) -> None:
    """Remove matters with their steps; part of the act that takes back what they are about, whose entry stays.

    Each table by itself: Django would first empty the columns that point to a step, which the guards refuse even
    where there is no such row.
    """
    for rows in (
        RungReached.objects.filter(run__matter__in=matters),
        DueChange.objects.filter(run__matter__in=matters),
        ClockRun.objects.filter(matter__in=matters),
        Turn.objects.filter(matter__in=matters),
        MoveFile.objects.filter(move__matter__in=matters),
        MoveMade.objects.filter(matter__in=matters),
        Party.objects.filter(matter__in=matters),
        Matter.objects.filter(pk__in=matters),
    ):
        rows._raw_delete(rows.db)
