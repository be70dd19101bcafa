"""Pure Python: how matters flow, and how days are counted."""
