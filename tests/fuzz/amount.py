"""How much is tried: little by itself, a hundred times that with `--hypothesis-profile=long`."""

from hypothesis import HealthCheck, settings

USUAL = 100
"""What hypothesis tries by itself."""


def tries(count: int) -> settings:
    """So many, or as many times more as the profile says."""
    return settings(
        max_examples=max(1, count * settings().max_examples // USUAL),
        deadline=None,
        # What these share is written anew for each try, or is a server.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
