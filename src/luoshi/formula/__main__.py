"""`python -m luoshi.formula`: the formula language on the command line."""

import sys

from luoshi.formula.tool.commands import main

if __name__ == "__main__":
    sys.exit(main(prog="python -m luoshi.formula"))
