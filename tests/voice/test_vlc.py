"""A real VLC: on the bus twice, and steered once."""

import pytest

from tests.fixtures.heard import SILENCE_DB, loudness
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.tone import ends_around_silence
from tests.fixtures.vlc import Vlc
from voice.players.players import Report

NAME = "VLC media player"
DONE = Report(obeyed=(NAME,))


def test_it_is_met_once_is_low_and_silent_and_plays_on_exactly_where_it_was(
    sound: PulseServer, vlc: Vlc
) -> None:
    assert len(vlc.bus_names()) == 2
    players = SteeredPlayers()
    assert players.names() == (NAME,)
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert players.soften() == DONE
    assert loudness(recorder) == pytest.approx(loud - 10, abs=1)
    assert players.pause() == DONE
    assert loudness(recorder) < SILENCE_DB
    assert not vlc.playing
    assert players.pause() == Report()
    assert players.resume() == DONE
    assert loudness(recorder) == pytest.approx(loud, abs=0.1)
    assert (vlc.playing, vlc.volume) == (True, 1.0)
    end, begin = ends_around_silence(recorder.stop(), recorder.rate)
    assert begin == pytest.approx(end, abs=0.02)
    assert end > 0.5
    players.close()


def test_its_own_volume_is_lowered_once_and_put_back(
    sound: PulseServer, vlc: Vlc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where its sound does not go to the sound server."""
    monkeypatch.setattr("voice.players.all_players.owned", lambda *_: {})
    players = SteeredPlayers()
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert players.soften() == DONE
    assert loudness(recorder) == pytest.approx(loud - 10, abs=1)
    assert players.soften() == Report()
    assert players.restore() == DONE
    assert vlc.volume == 1.0
    players.close()
