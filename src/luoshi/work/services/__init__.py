"""The acts of the work room: the only code that changes anything."""
