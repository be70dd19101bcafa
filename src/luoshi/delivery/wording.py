"""Lights and standings of assignments in words (亮灯的说法)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.delivery.engine.lights import Light

LIGHTS = {
    Light.GREEN: pgettext_lazy("light", "green"),
    Light.YELLOW: pgettext_lazy("light", "yellow"),
    Light.RED: pgettext_lazy("light", "red"),
    Light.GREY: pgettext_lazy("light", "grey"),
    Light.BLUE: pgettext_lazy("light", "blue"),
}
TONES = {
    Light.GREEN: "green",
    Light.YELLOW: "amber",
    Light.RED: "red",
    Light.GREY: "grey",
    Light.BLUE: "blue",
}
CHANGES = {
    "new": _("issued anew"),
    "done": pgettext_lazy("within the week", "done"),
    "worse": _("become worse"),
    "better": _("become better"),
}
GRADES = {
    "A": _("A: figures of the system itself"),
    "B": _("B: a paper with its number"),
    "C": _("C: reported and reviewed"),
    "D": _("D: the holder's word"),
    "": _("no evidence yet"),
}
