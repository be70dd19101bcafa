"""What can become of a task or a milestone at the end of its year (岁末结转)."""

from enum import StrEnum


class Settling(StrEnum):
    """What is decided about it (处理)."""

    CLOSE = "close"
    CARRY = "carry"
    DROP = "drop"
