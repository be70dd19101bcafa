"""Formulas and standards, each with versions that are only ever added (公式、标准)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.constraints import known
from luoshi.kernel.engine import standards
from luoshi.kernel.retention import Retention

from .versions import Named, NamedQuerySet, Version


class FormulaPurpose(models.TextChoices):
    """What the value of a formula is used for (用途); the values are those of the formula package."""

    STATISTICS = "statistics", pgettext_lazy("purpose", "statistics")
    MONITOR = "monitor", pgettext_lazy("purpose", "monitoring")
    GRANT = "grant", pgettext_lazy("purpose", "grants and recognition")
    PUNISH = "punish", pgettext_lazy("purpose", "penalties")
    LIST = "list", pgettext_lazy("purpose", "lists of names")
    PUBLISH = "publish", pgettext_lazy("purpose", "publication")


class StandardKind(models.TextChoices):
    PARAMETER = standards.Kind.PARAMETER.value, _("parameter")
    SCORING = standards.Kind.SCORING.value, _("scoring table")
    LINE = standards.Kind.LINE.value, _("broken line")
    DECISION = standards.Kind.DECISION.value, _("decision table")
    CLASSIFICATION = standards.Kind.CLASSIFICATION.value, _("classification")


class StandardMode(models.TextChoices):
    NONE = standards.Mode.NONE.value, _("does not matter")
    LOW = standards.Mode.LOW.value, _("the lower end belongs to a band")
    HIGH = standards.Mode.HIGH.value, _("the upper end belongs to a band")
    UNIQUE = standards.Mode.UNIQUE.value, _("exactly one row holds")
    FIRST = standards.Mode.FIRST.value, _("the first row that holds counts")


class Formula(Named):
    """A number or a condition that the city works with (公式): its names, and what its value is used for.

    Its code is a name for other formulas. `unit` is the unit that its value must have, empty for any.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_formulas"
    reach: dict[str, str] = {}

    purpose = models.CharField(max_length=10, choices=FormulaPurpose)
    unit = models.CharField(max_length=40, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        constraints = [
            *Named.Meta.constraints,
            known("purpose", FormulaPurpose.values, name="formula_purpose_known"),
        ]


class FormulaVersion(Version):
    """The text of a formula from a day on, kept in codes; the digest is that of what it means (公式版本)."""

    of = models.ForeignKey(Formula, models.PROTECT, related_name="versions")

    class Meta(Version.Meta):
        abstract = False


class Standard(Named):
    """What rules set and formulas look up (标准): a parameter, a scoring or decision table, a line, a classification.

    What its cells are counted in is the same for all versions.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_formulas"
    reach: dict[str, str] = {}

    kind = models.CharField(max_length=14, choices=StandardKind)
    inputs = models.JSONField(default=list)
    gives = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=6, choices=StandardMode, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        constraints = [
            *Named.Meta.constraints,
            known("kind", StandardKind.values, name="standard_kind_known"),
            known("mode", StandardMode.values, name="standard_mode_known"),
        ]

    @property
    def shape(self) -> standards.Shape:
        return standards.Shape(
            standards.Kind(self.kind),
            self.code,
            self.name,
            self.name_en,
            tuple(self.inputs),
            self.gives,
            standards.Mode(self.mode),
        )


class StandardVersion(Version):
    """The rows of a standard from a day on; `edition` is what an edition of a classification is called (标准版本)."""

    of = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    edition = models.CharField(max_length=20, blank=True)

    class Meta(Version.Meta):
        abstract = False
