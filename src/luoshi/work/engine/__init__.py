"""Pure Python: how matters flow, how days are counted, whom a notice reaches."""
