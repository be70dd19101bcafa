"""The formula store (公式库): the port of names, and the one catalogue of all that formulas may speak of on a day.

`names` is the port by which any room says what is known of a body; `book.open_book(on=…)` gives the catalogue with
the stored formulas and standards of a day; `sources` reads the figures of one body or of many; `asking` evaluates.
"""
