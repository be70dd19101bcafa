"""The lists of the work room (列表)."""
