"""A session whose microphone is a satellite's."""

from pathlib import Path

from tests.end_to_end.test_offline import REFUSED, found, probed, probing  # noqa: F401  a fixture
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.live import listening
from tests.fixtures.pulse import PulseServer
from tests.fixtures.satellite import Satellite
from tests.fixtures.waiting import wait_until


def test_it_stops_at_a_satellite_which_only_one_process_reaches_and_tells_when_it_is_gone(
    pulse: PulseServer,
    bus: PrivateBus,
    probed: Path,  # noqa: F811
) -> None:
    env = probing({}, probed)
    with (
        Satellite() as satellite,
        listening(pulse, bus, "--microphone", satellite.address, env=env) as (listener, mpv),
    ):
        assert "mic" not in pulse.recorders()
        connected = [each for each in listener.processes() if each.net_connections("inet")]
        assert len(connected) == 1
        assert "voice.wyoming.relay" in connected[0].cmdline()
        assert connected[0].ppid() == listener.the_listener().pid

        satellite.hear(spoken("red__af_bella"))
        listener.wait_for("heard", "stop")
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")

        satellite.kill()
        listener.wait_for("fault", "stream_ended", present=True)
        listener.wait_for("effect", "chime", sound="alarm")
        satellite.start()
        listener.wait_for("effect", "say", prompt="hearing_again")
        assert not mpv.playing, "nothing starts again by itself"

        listener.the_guardian().terminate()
        wait_until(lambda: not listener.processes(), 20, "the end of all of it")
    assert {what for _, what in found(probed)} == {REFUSED}
    assert "voice.wyoming.relay" in {name for name, _ in found(probed)}
