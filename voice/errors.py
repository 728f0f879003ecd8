"""Errors of devices and files that a user is meant to read."""

from intents.errors import Problem


class DeviceProblem(Problem):
    """No such microphone or speaker, or it cannot be opened (EX_UNAVAILABLE)."""

    exit_code = 69


class InputProblem(Problem):
    """An input file that is not there or is not audio (EX_NOINPUT)."""

    exit_code = 66


class OutputProblem(Problem):
    """A file that cannot be written (EX_CANTCREAT)."""

    exit_code = 73


class UsageProblem(Problem):
    """Options that do not go together (the exit code that argparse uses)."""

    exit_code = 2


class SecondProblem(Problem):
    """Another session listens already (a code of its own, free among those of sysexits.h)."""

    exit_code = 76


class NobodyListens(Problem):
    """There is no session to talk to, or it hears nothing (EX_UNAVAILABLE)."""

    exit_code = 69


class NotDone(Problem):
    """A session refused what was asked of it, or did not answer (EX_TEMPFAIL)."""

    exit_code = 75


class NotPrinted(Problem):
    """What was asked is done, and the answer cannot be written (EX_IOERR)."""

    exit_code = 74


class Refused(NotDone):
    """A session that hears refused it."""

    def __init__(self, text: str, state: str) -> None:
        super().__init__(text)
        self.state = state
        """The mode that it is in."""


class SettingsProblem(Problem):
    """A file of settings that cannot be used (EX_CONFIG)."""

    exit_code = 78
