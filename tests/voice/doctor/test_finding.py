"""What a finding must be."""

import pytest

from voice.doctor.finding import Finding, Kind, Level


@pytest.mark.parametrize("level", [Level.ADVICE, Level.WRONG])
def test_what_is_not_fine_says_how_to_mend_it(level: Level) -> None:
    with pytest.raises(ValueError, match="mend"):
        Finding(Kind.EARS, level, "No ears.")
    assert Finding(Kind.EARS, level, "No ears.", "Get some.").mend


def test_what_is_fine_needs_none() -> None:
    with pytest.raises(ValueError, match="mend"):
        Finding(Kind.EARS, Level.FINE, "Ears.", "Get more.")
