"""The acts of the delivery room."""
