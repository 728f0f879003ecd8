"""How much is tried: by itself little, and the same in every run, so that it never fails by chance;
with `--hypothesis-profile=long` a hundred times that, and other things each time.
"""

from hypothesis import HealthCheck, settings

USUAL = 100
"""What hypothesis tries by itself."""


def tries(count: int) -> settings:
    """So many, or as many times more as the profile says."""
    times = settings().max_examples // USUAL
    return settings(
        max_examples=max(1, count * times),
        derandomize=times <= 1,
        deadline=None,
        # What these share is written anew for each try, or is a server.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
