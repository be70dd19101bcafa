"""The work room's pages, by noun."""
