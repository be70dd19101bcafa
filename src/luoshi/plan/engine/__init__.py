"""Pure rules of the plan room: a reading in, ledger lines and commitments out. No Django."""
