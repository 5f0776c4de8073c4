"""How a command ends: exit codes, and the exceptions that carry a plain sentence to the person at the terminal."""

OK, FAILED, USAGE, MISSING = 0, 1, 2, 3


class Stop(Exception):
    """Ends the command with a sentence that says what is wrong and what to do."""

    code = FAILED


class Usage(Stop):
    """The command was written wrongly."""

    code = USAGE


class Missing(Stop):
    """Something is missing on this machine: a program, a port, a disk, the network."""

    code = MISSING
