"""Errors of the speech models that a user is meant to read."""

from intents.errors import Problem


class ModelProblem(Problem):
    """A speech model is missing, damaged or cannot do what is asked (EX_UNAVAILABLE)."""

    exit_code = 69


class FetchProblem(ModelProblem):
    """A model could not be fetched or did not pass its check (EX_TEMPFAIL: it may work later)."""

    exit_code = 75
