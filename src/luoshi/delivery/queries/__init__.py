"""Reads of the delivery room that join or count for a page."""
