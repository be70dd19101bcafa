"""Reads of the work room, shaped for its pages."""
