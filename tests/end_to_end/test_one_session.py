"""Two sessions, and an agreement that is changed in the middle of one."""

from pathlib import Path

from tests.fixtures.command import Listener, safeword
from tests.fixtures.pulse import PulseServer

DRY = ("--dry-run", "--no-questions")


def test_a_second_session_says_so_and_ends_unless_told_otherwise(
    pulse: PulseServer, tmp_path: Path
) -> None:
    agreement = tmp_path / "agreement.toml"
    agreement.write_text('[words]\nstop = ["red"]\n', encoding="utf-8")
    with Listener(*DRY, env=pulse.env) as first:
        first.wait_for("state", "playing")
        for command in (("listen", *DRY), ("check", "--agreement", str(agreement))):
            second = safeword(*command, env=pulse.env)
            assert second.returncode == 76
            assert "listens on this computer already" in second.stderr
        with Listener(*DRY, "--beside", env=pulse.env) as third:
            third.wait_for("state", "playing")
        first.kill()
        with Listener(*DRY, env=pulse.env) as next_one:
            next_one.wait_for("state", "playing")


def test_a_stop_word_that_is_changed_meanwhile_is_told(pulse: PulseServer, tmp_path: Path) -> None:
    agreement = tmp_path / "agreement.toml"
    agreement.write_text('[words]\nstop = ["red"]\n', encoding="utf-8")
    with Listener(*DRY, "--agreement", str(agreement), env=pulse.env) as listener:
        listener.wait_for("state", "playing")
        agreement.write_text('[words]\nstop = ["pineapple"]\n', encoding="utf-8")
        told = listener.wait_for("fault", "agreement_changed")
        assert "keep the words" in told["text"]
        listener.wait_for("effect", "say", prompt="agreement_changed")
        assert "pineapple" not in told["text"]
