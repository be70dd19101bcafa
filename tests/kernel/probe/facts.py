"""Facts of the probe, one of each kind that the kernel's own do not have."""

from luoshi.kernel.register import register_fact

register_fact("probe.staff", label="staff", kind="number")
register_fact("probe.seat", label="seat", kind="text")
register_fact("probe.founded", label="founded", kind="date")
