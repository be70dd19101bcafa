"""Formulas over many rows."""
