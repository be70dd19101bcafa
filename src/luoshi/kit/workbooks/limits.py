"""How much of an untrusted file is looked at (资源限制)."""

MOST_CELLS = 500_000
MOST_GRID = 3_000_000  # places between A1 and the last cell that is filled
MOST_ROWS = 200_000
MOST_SHEETS = 200
MOST_PARTS = 5_000
PART_BYTES = 160 * 1024 * 1024
TOTAL_BYTES = 320 * 1024 * 1024
RATIO, RATIO_FROM = 300, 16 * 1024 * 1024
CELL_CHARACTERS = 32_767
MEMORY_BYTES = 800 * 1024 * 1024
CPU_SECONDS = 14  # what bounds a hostile file: it can compute, it cannot sleep
WALL_SECONDS = 90  # a machine under load gives the same work more time
FILE_BYTES = 512 * 1024 * 1024  # what the writing of a marked workbook may put on the disk
