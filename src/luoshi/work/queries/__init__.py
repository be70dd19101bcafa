"""The work room's reads."""
