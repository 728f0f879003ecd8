"""Players and other programs at a real sound server: how low is low, and what nobody can pause."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from intents.messages import OutOfReach
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.heard import SILENCE_DB, loudness
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.tone import write_tone
from tests.fixtures.waiting import wait_until
from voice.players.players import Doing, Report


@pytest.fixture
def play(sound: PulseServer, bus: PrivateBus) -> Iterator[Callable[..., Mpv]]:
    """Start an mpv that plays a tone there."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(Mpv(sound.env | bus.env, options=options))


@pytest.fixture
def steered(sound: PulseServer) -> Iterator[SteeredPlayers]:
    assert sound
    players = SteeredPlayers()
    yield players
    players.close()


def silenced(sound: PulseServer, name: str) -> list[bool]:
    """Whether each stream of that program is muted."""
    found = json.loads(sound.pactl("--format=json", "list", "sink-inputs"))
    return [each["mute"] for each in found if each["properties"].get("application.name") == name]


@contextmanager
def playing(sound: PulseServer, folder: Path, *words: str) -> Iterator[None]:
    """A program that nobody can pause plays a tone."""
    tone = write_tone(folder / "tone.wav")
    program = subprocess.Popen(
        ["paplay", "--client-name=Game", *words, str(tone)], env=sound.env, stderr=subprocess.PIPE
    )
    try:
        yield
    finally:
        program.kill()
        program.communicate()


@pytest.mark.parametrize("volume", [100, 60])
def test_low_is_ten_decibels_lower_as_heard(
    sound: PulseServer, play: Callable[..., Mpv], steered: SteeredPlayers, volume: int
) -> None:
    mpv = play()
    mpv.set("volume", volume)
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert steered.soften() == Report(obeyed=("mpv",))
    assert loud - 13 < loudness(recorder) < loud - 7
    assert steered.soften() == Report()
    assert loud - 13 < loudness(recorder) < loud - 7
    assert steered.restore() == Report(obeyed=("mpv",))
    assert loudness(recorder) == pytest.approx(loud, abs=1)
    assert mpv.volume == volume


def test_low_without_a_stream_is_as_low(
    sound: PulseServer,
    play: Callable[..., Mpv],
    steered: SteeredPlayers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the stream is not found, the player's own scale is what counts."""
    monkeypatch.setattr("voice.players.all_players.owned", lambda *_: {})
    play()
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    assert steered.soften() == Report(obeyed=("mpv",))
    assert loud - 13 < loudness(recorder) < loud - 7


def test_a_volume_turned_at_the_sound_server_is_its_users(
    sound: PulseServer, play: Callable[..., Mpv], steered: SteeredPlayers
) -> None:
    play()
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    steered.soften()
    (stream,) = streams(sound)
    sound.pactl("set-sink-input-volume", stream, "90%")
    assert steered.restore() == Report()
    assert loud - 4 < loudness(recorder) < loud - 1


def test_a_paused_player_has_its_volume_back_and_plays_on_low(
    sound: PulseServer, play: Callable[..., Mpv], steered: SteeredPlayers
) -> None:
    play()
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    steered.soften()
    steered.pause()
    assert loudness(recorder) < SILENCE_DB
    steered.resume()
    assert loudness(recorder) == pytest.approx(loud, abs=1)


def test_a_server_that_remembers_volumes_does_not_keep_ours(
    sound: PulseServer, play: Callable[..., Mpv], steered: SteeredPlayers
) -> None:
    """Else a player that ends while it is low would be low for ever."""
    sound.remember_volumes()
    first = play()
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    loud = loudness(recorder)
    steered.soften()
    low = loudness(recorder)
    first.kill()
    wait_until(lambda: not steered.names(), 10, "the end of the first one")
    second = play()
    wait_until(lambda: steered.doing() == {"mpv": Doing.LOW}, 10, "the second one to be low")
    assert loudness(recorder) == pytest.approx(low, abs=1), "it is not lowered twice"
    second.kill()
    wait_until(lambda: not steered.names(), 10, "the end of mpv")
    steered.restore()
    play()
    wait_until(steered.names, 10, "the third one")
    assert loudness(recorder) == pytest.approx(loud, abs=1)


def test_what_no_player_owns_is_told_and_silenced(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    assert steered.news == [OutOfReach(bus=True)]
    with playing(sound, tmp_path):
        told = OutOfReach(bus=True, streams=("Game",))
        wait_until(lambda: steered.news[-1] == told, 10, "the telling")
        recorder = sound.record_speaker()
        loud = loudness(recorder)
        assert steered.pause() == Report(obeyed=("Game",), muted=("Game",))
        assert loudness(recorder) < SILENCE_DB
        assert steered.pause() == Report()
        steered.resume()
        assert loudness(recorder) == pytest.approx(loud, abs=1)
    wait_until(lambda: steered.news[-1] == OutOfReach(bus=True), 10, "the end to be told")


def test_a_server_that_remembers_what_was_silenced_forgets_it(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    """Two times: PipeWire takes no notice where it is told the same again."""
    sound.remember_volumes()
    recorder = sound.record_speaker()
    for _ in range(2):
        with playing(sound, tmp_path):
            wait_until(lambda: loudness(recorder) > SILENCE_DB, 10, "the program to be heard")
            assert steered.pause() == Report(obeyed=("Game",), muted=("Game",))
        wait_until(lambda: not streams(sound), 10, "its end")
        steered.resume()
    with playing(sound, tmp_path):
        wait_until(lambda: loudness(recorder) > SILENCE_DB, 10, "the program to be heard")


def test_what_is_muted_already_is_nothing_to_do_by_hand_until_it_is_not(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    told = OutOfReach(bus=True, streams=("Game",))
    with playing(sound, tmp_path):
        wait_until(lambda: steered.news[-1] == told, 10, "the telling")
        (stream,) = streams(sound)
        sound.pactl("set-sink-input-mute", stream, "1")
        wait_until(lambda: steered.news[-1] == OutOfReach(bus=True), 15, "the muting to be seen")
        assert steered.pause() == Report()
        sound.pactl("set-sink-input-mute", stream, "0")
        silenced = Report(obeyed=("Game",), muted=("Game",))
        wait_until(lambda: steered.late() == [silenced], 10, "it to be silenced")
        wait_until(lambda: steered.news[-1] == told, 10, "it to be told")
        steered.resume()


def test_what_begins_during_a_pause_without_a_player_is_silenced(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    steered.pause()
    recorder = sound.record_speaker()
    muted = Report(obeyed=("Game",), muted=("Game",))
    with playing(sound, tmp_path):
        wait_until(lambda: steered.late() == [muted], 10, "the telling")
        assert loudness(recorder) < SILENCE_DB
        steered.close()
        assert loudness(recorder) > SILENCE_DB, "nobody would find out why it is silent"


def test_what_a_program_says_of_itself_ends_no_looking(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    steered.pause()
    odd = "--property=application.process.id=" + "9" * 5000
    with playing(sound, tmp_path, odd):
        wait_until(lambda: silenced(sound, "Game") == [True], 5, "silence")


def test_at_a_server_started_anew_in_a_stop_the_next_program_is_silenced_at_once(
    sound: PulseServer,
    steered: SteeredPlayers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may have the number of the one before."""
    monkeypatch.setattr("voice.players.streams._AGAIN_SECONDS", 0.1)
    silenced = Report(obeyed=("Game",), muted=("Game",))
    steered.pause()
    for last in (False, True):
        steered.news.clear()
        with playing(sound, tmp_path):
            wait_until(steered.late, 10, "something to be done")
            assert steered.late() == [silenced]
            sound.kill()
        if not last:
            sound.start()


def test_what_a_hung_server_did_not_answer_is_tried_again(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    silenced = Report(obeyed=("Game",), muted=("Game",))
    with playing(sound, tmp_path):
        told = OutOfReach(bus=True, streams=("Game",))
        wait_until(lambda: steered.news[-1] == told, 10, "the telling")
        sound.sigstop()
        assert steered.pause() == Report(refused=("Game",))
        assert steered.pause() == Report(refused=("Game",)), "the second time too"
        assert steered.late() == []
        sound.sigcont()
        wait_until(lambda: steered.late() == [silenced], 10, "it to be silenced by itself")
        assert loudness(sound.record_speaker()) < SILENCE_DB


def test_what_was_there_before_is_told_at_the_start_and_a_call_is_never_silenced(
    sound: PulseServer, tmp_path: Path
) -> None:
    with playing(sound, tmp_path, "--property=media.role=phone"):
        wait_until(lambda: streams(sound), 10, "the call")
        players = SteeredPlayers()
        told = OutOfReach(bus=True, streams=("Game",), calls=("Game",))
        wait_until(lambda: players.news[-1] == told, 10, "the telling")
        recorder = sound.record_speaker()
        loud = loudness(recorder)
        assert players.pause() == Report()
        assert loudness(recorder) == pytest.approx(loud, abs=1)
        players.close()


def test_a_server_that_was_started_anew_is_spoken_to_again(
    sound: PulseServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    for _ in range(2):
        with playing(sound, tmp_path):
            wait_until(lambda: silenced(sound, "Game") == [False], 10, "its stream")
            steered.pause()
            wait_until(lambda: silenced(sound, "Game") == [True], 10, "its silence")
            steered.resume()
            assert silenced(sound, "Game") == [False]
        sound.kill()
        sound.start()


def test_a_player_is_no_other_music(
    sound: PulseServer, play: Callable[..., Mpv], bus: PrivateBus
) -> None:
    """The second mpv has no plug-in, so nobody can pause it."""
    play()
    alone = Mpv(sound.env | bus.env, plugin=False)
    with alone:
        wait_until(lambda: len(streams(sound)) == 2, 10, "both streams")
        players = SteeredPlayers()
        told = OutOfReach(bus=True, streams=("mpv",))
        wait_until(lambda: players.news[-1] == told, 10, "the telling")
        assert players.pause() == Report(obeyed=("mpv", "mpv"), muted=("mpv",))
        players.close()


def test_a_player_that_does_not_pause_is_silenced_meanwhile(
    sound: PulseServer,
    bus: PrivateBus,
    steered: SteeredPlayers,
    start_fake: Callable[[Manners], FakePlayer],
) -> None:
    """The sound is mpv's. One that goes on by itself is paused for a moment, which may be seen."""
    with Mpv(sound.env | bus.env, plugin=False):
        wait_until(lambda: streams(sound), 10, "its stream")
        start_fake(Manners(names=("mpv",), identity="mpv", deaf_to={"Pause": 2}))
        wait_until(steered.names, 10, "the player on the bus")
        recorder = sound.record_speaker()
        loud = loudness(recorder)
        pausing = steered.begin_pause()
        wait_until(lambda: loudness(recorder) < SILENCE_DB, 5, "silence")
        assert not pausing.done()
        assert pausing.result(10).obeyed == ("mpv",)
        assert loud > SILENCE_DB


def test_a_player_that_lost_its_bus_is_silenced(
    sound: PulseServer, play: Callable[..., Mpv], steered: SteeredPlayers, bus: PrivateBus
) -> None:
    play()
    wait_until(steered.names, 10, "mpv on the bus")
    recorder = sound.record_speaker()
    bus.sigstop()  # without a bus at all mpv would end by itself
    wait_until(lambda: OutOfReach(bus=False) in steered.news, 10, "the loss")
    assert steered.pause() == Report(obeyed=("mpv",), muted=("mpv",))
    assert loudness(recorder) < SILENCE_DB
    assert steered.doing() == {"mpv": Doing.HELD}


def streams(sound: PulseServer) -> list[str]:
    """The numbers of the streams to the loudspeaker that programs play."""
    lines = sound.pactl("list", "short", "sink-inputs").splitlines()
    return [line.split("\t")[0] for line in lines if line.split("\t")[1] == speaker(sound)]


def speaker(sound: PulseServer) -> str:
    """The number of the loudspeaker."""
    lines = sound.pactl("list", "short", "sinks").splitlines()
    return next(line.split("\t")[0] for line in lines if line.split("\t")[1] == "speaker")
