"""Reads of the work room that join or count for a page."""
