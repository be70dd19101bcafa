"""Acts of the kernel, by noun."""
