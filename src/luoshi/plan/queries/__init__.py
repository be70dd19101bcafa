"""Reads of the plan room that join or count for a page."""

from luoshi.plan.queries.bodies import bodies_called, city_bodies

__all__ = ["bodies_called", "city_bodies"]
