"""The formula language on the command line (公式命令行): a catalogue and rows in files, without a site or database.

`luoshi formula …`, or `python -m luoshi.formula …`; what a file may hold stands in `docs/reference/formula-files.md`.
Files are given by people: whatever is wrong in them is collected, and said with file, sheet, row and column.
"""
