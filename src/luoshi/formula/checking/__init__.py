"""Check a tree (检查): names, kinds, units, scopes, time, purpose; the result is the typed form.

Everything that is wrong is collected: what can't be checked becomes a value that fits everywhere.
"""

from luoshi.formula.checking.checker import Checked, Checker

__all__ = ["Checked", "Checker"]
