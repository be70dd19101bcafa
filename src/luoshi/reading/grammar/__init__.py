"""What the genre's sentences are made of: numerals, units, periods, relations, clauses (公文语法)."""
