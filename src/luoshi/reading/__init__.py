"""Reading official documents (公文阅读): bytes in, facts with offsets out. Pure Python, no Django.

`luoshi.reading.reader.read` is the front door, `luoshi.reading.model` says what comes out.
"""
