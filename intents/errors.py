"""The base of every error that a user is meant to read."""


class Problem(Exception):
    """Something the user can mend. The text is one sentence or two: what is wrong, what to do.

    The command line prints it without a traceback and exits with `exit_code` (sysexits.h).
    """

    exit_code = 70


class AgreementProblem(Problem):
    """The agreement, or words given on the command line, cannot be used (EX_CONFIG)."""

    exit_code = 78


class AgreementMistake(AgreementProblem):
    """Something that is written in an agreement cannot be."""

    def __init__(self, source: str, faults: str) -> None:
        """`source`: what the agreement is called; `faults`: each place and its mend."""
        super().__init__(f"The agreement {source} has a mistake: {faults}.")
        self.faults = faults
