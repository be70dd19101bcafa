"""The kernel's computations, in pure Python."""
