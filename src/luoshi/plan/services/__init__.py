"""The acts of the plan room."""
