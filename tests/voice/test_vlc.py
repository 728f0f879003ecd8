"""A real VLC: on the bus twice, and steered once."""

from collections.abc import Iterator

import pytest

from tests.fixtures.heard import SILENCE_DB, loudness
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.tone import ends_around_silence
from tests.fixtures.vlc import Vlc
from voice.players.players import Report

NAME = "VLC media player"
DONE = Report(obeyed=(NAME,))


@pytest.fixture
def steered(vlc: Vlc) -> Iterator[SteeredPlayers]:
    """Who met it at the start."""
    assert vlc.playing
    players = SteeredPlayers()
    yield players
    players.close()


def test_it_is_met_once_paused_and_plays_on_exactly_where_it_was(
    sound: PulseServer, vlc: Vlc, steered: SteeredPlayers
) -> None:
    assert len(vlc.bus_names()) == 2
    assert steered.names() == (NAME,)
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert steered.pause() == DONE
    assert loudness(recorder) < SILENCE_DB
    assert not vlc.playing
    assert steered.pause() == Report()
    assert steered.resume() == DONE
    assert loudness(recorder) == pytest.approx(loud, abs=1)
    end, begin = ends_around_silence(recorder.stop(), recorder.rate)
    assert begin == pytest.approx(end, abs=0.02)
    assert end > 0.1


@pytest.mark.parametrize("by", ["the sound server", "its own volume"])
def test_it_is_ten_decibels_lower_and_as_loud_as_before(
    sound: PulseServer, vlc: Vlc, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    if by == "its own volume":
        monkeypatch.setattr("voice.players.all_players.owned", lambda *_: {})
    players = SteeredPlayers()
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert players.soften() == DONE
    assert loudness(recorder) == pytest.approx(loud - 10, abs=1)
    assert players.soften() == Report()
    assert players.restore() == DONE
    assert loudness(recorder) == pytest.approx(loud, abs=0.1)
    assert vlc.volume == 1.0
    assert vlc.playing
    players.close()
