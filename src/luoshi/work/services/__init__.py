"""The acts of the work room."""
