"""The constraints that most models need, each with its name spelt once."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q


def known(field: str, values: Iterable[str], *, name: str) -> CheckConstraint:
    """`choices` informs a form; this holds in the database."""
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def together(*fields: str, name: str) -> CheckConstraint:
    """All of these are empty, or none is."""
    empty = Q(**{f"{field}__isnull": True for field in fields})
    filled = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=empty | filled, name=name)


def ordered(first: str, last: str, *, name: str) -> CheckConstraint:
    """`first` is not later than `last` where both are known."""
    either_open = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return CheckConstraint(condition=either_open | Q(**{f"{first}__lte": F(last)}), name=name)
