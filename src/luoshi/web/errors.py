"""What keeps a command from running, as one sentence for whoever typed it (无法运行)."""


class CannotRun(Exception):
    """The machine, its settings or its database do not let this command run: says what would be right."""
