"""Errors of the speech models, and of their processes, that a user is meant to read."""

from intents.errors import Problem


class ModelProblem(Problem):
    """A speech model is missing, damaged or cannot do what is asked (EX_UNAVAILABLE)."""

    exit_code = 69


class FetchProblem(ModelProblem):
    """A model could not be fetched or did not pass its check (EX_TEMPFAIL: it may work later)."""

    exit_code = 75


class NetworkRefused(Problem, PermissionError):
    """Something in the program wanted to use a network (EX_NOPERM).

    Also an `OSError`, so that libraries take it as what a system without a network says.
    """

    exit_code = 77

    def __init__(self, event: str) -> None:
        """`event`: the name of the audit event. Where to is not told: it may hold what was said."""
        super().__init__(
            f"Something in Safeword tried to use the network ({event}) and was refused: only "
            "'safeword models fetch' and 'safeword mqtt' may. Please report it."
        )
