"""The words of the work room, for templates."""
