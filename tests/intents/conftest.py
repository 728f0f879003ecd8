"""Properties hold or do not: how fast the computer is has no part in that, and the same is tried in
every run unless a profile is named.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
if settings.get_current_profile_name() == "default":
    settings.load_profile("steady")
