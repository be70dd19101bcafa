"""Reading official documents (公文阅读): bytes in, facts with offsets out. Pure Python, no Django."""
