"""The lists of the work room, each declared in a module of its noun."""
