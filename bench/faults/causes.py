"""The faults, each made real: how it begins, and how its cause ends."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bench.faults.scene import Scene
from intents.faults import Fault
from tests.fixtures.clips import spoken
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.pulse import MIC_NAME

Act = Callable[[Scene], None]


def _nothing(_: Scene) -> None:
    """Nobody has to be there before."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One fault."""

    title: str
    fault: str
    """What `--json` calls it."""
    begin: Act
    end: Act | None = None
    """None where nobody ends it: Safeword starts another process."""
    over: str = "hearing_again"
    """What is said when it is over; empty where only the fault's end is told."""
    lasts: float | None = None
    """Seconds from begin to end, where it is over before it is told."""
    silent: bool = False
    """No alarm can be found in what the loudspeaker plays: when it is begun is what counts."""
    alarms: bool = True
    """False where people are still heard: it is said, and the music plays on."""
    says: str = "no_players"
    """What is said then."""
    ends: bool = True
    """False where it is told once, and no end of it."""
    first: str = ""
    """As in `scene`."""
    ready: Act = _nothing
    """What is there before the fault."""


def _listener(number: signal.Signals, scene: Scene) -> None:
    scene.listener.the_listener().send_signal(number)


def _guardian(number: signal.Signals, scene: Scene) -> None:
    scene.listener.the_guardian().send_signal(number)


def _server(*words: str) -> Act:
    def act(scene: Scene) -> None:
        scene.pulse.pactl(*words)

    return act


def _streams(kind: str, *words: str) -> Act:
    """Do that with each of Safeword's streams; `#` stands for its number."""

    def act(scene: Scene) -> None:
        for stream in json.loads(scene.pulse.pactl("-f", "json", "list", kind)):
            if stream["properties"].get("application.id") == "safeword":
                number = str(stream["index"])
                scene.pulse.pactl(*(number if word == "#" else word for word in words))

    return act


def _nowhere(scene: Scene) -> None:
    """Where the last loudspeaker goes away a sound server makes up one that nobody hears."""
    scene.pulse.pactl("load-module", "module-null-sink", "sink_name=auto_null")
    _streams("sink-inputs", "move-sink-input", "#", "auto_null")(scene)


def _another_name(scene: Scene) -> None:
    scene.pulse.pactl(
        *("load-module", "module-remap-source", "master=micfeed.monitor", "source_name=mic.2"),
        f"source_properties=device.description={MIC_NAME}",
    )


def _starve(scene: Scene) -> None:
    """Others want the one processor that it may use, while somebody speaks."""
    one = {min(os.sched_getaffinity(0))}
    for _ in range(COMPETITORS):
        loop = subprocess.Popen(["sh", "-c", "while :; do :; done"])  # it begins at once
        scene.beside.callback(loop.wait)
        scene.beside.callback(loop.kill)
        os.sched_setaffinity(loop.pid, one)
    for thread in scene.listener.the_listener().threads():
        os.sched_setaffinity(thread.id, one)
    said = spoken("you_look_incredible_tonight_come_here_and_kiss_me__am_liam")
    scene.pulse.play_to_mic(said, wait=False)


def _refuses(scene: Scene) -> None:
    """A player that says it paused, and plays on, where no sound server can silence it."""
    manners = Manners(deaf_to={"Pause": MANY, "Stop": MANY})
    scene.beside.enter_context(FakePlayer(scene.bus.address, manners))
    time.sleep(KNOWN)


def _red(scene: Scene) -> None:
    scene.pulse.play_to_mic(spoken("red__af_bella"), wait=False)


def _fails(scene: Scene) -> None:
    (scene.folder / "fails").touch()


def _fails_no_more(scene: Scene) -> None:
    (scene.folder / "fails").unlink()


FAILING = """
import os, sys

if "voice.cli.listener" in sys.orig_argv:
    from models.moonshine.ear import MoonshineEar

    def failing(ear, *args, hear=MoonshineEar.hear):
        if os.path.exists(os.path.join(os.path.dirname(__file__), "fails")):
            raise RuntimeError("made to fail")
        return hear(ear, *args)

    MoonshineEar.hear = failing
"""
"""The ear raises as long as there is such a file."""
MANY = 1000
KNOWN = 1.0
"""Seconds in which a player that appears is known."""
COMPETITORS = 40
"""Busy programs, so that it gets about a fortieth of what it had."""
UNHEARD, UNGUARDED = "heard_again", "guarded_again"
_OUT_OF_REACH = "out_of_reach"
CAUSES: Sequence[Cause] = (
    Cause("listener killed", Fault.LISTENER_LOST, partial(_listener, signal.SIGKILL)),
    Cause("listener crashes", Fault.LISTENER_LOST, partial(_listener, signal.SIGSEGV)),
    Cause("listener stands still", Fault.LISTENER_LOST, partial(_listener, signal.SIGSTOP)),
    Cause(
        "listener stands still for a second",
        Fault.NO_FRAMES,
        partial(_listener, signal.SIGSTOP),
        partial(_listener, signal.SIGCONT),
        lasts=1.0,
        silent=True,  # it hears again at once, and says that instead
    ),
    Cause(
        "listener gets a fortieth of a processor while somebody speaks",
        Fault.BEHIND,
        _starve,
        lambda scene: scene.beside.close(),
    ),
    Cause("ear raises", Fault.EAR_FAILED, _fails, _fails_no_more, first=FAILING),
    Cause(
        "guardian killed",
        Fault.GUARDIAN_LOST,
        partial(_guardian, signal.SIGKILL),
        over=UNGUARDED,
    ),
    Cause(
        "guardian stands still",
        Fault.GUARDIAN_LOST,
        partial(_guardian, signal.SIGSTOP),
        over=UNGUARDED,
    ),
    Cause(
        "microphone gives only zeros",
        Fault.DIGITAL_SILENCE,
        lambda scene: scene.pulse.noise_off(),
        lambda scene: scene.pulse.noise_on(),
    ),
    Cause(
        "microphone gives nothing",
        Fault.NO_FRAMES,
        lambda scene: scene.pulse.suspend_mic(),
        lambda scene: scene.pulse.resume_mic(),
    ),
    Cause(
        "microphone unplugged",
        Fault.SOURCE_MOVED,
        lambda scene: scene.pulse.remove_mic(),
        lambda scene: scene.pulse.add_mic(),
    ),
    Cause(
        "microphone unplugged, comes back under another name",
        Fault.SOURCE_MOVED,
        lambda scene: scene.pulse.remove_mic(),
        _another_name,
    ),
    Cause(
        "microphone turned down",
        Fault.TURNED_DOWN,
        _server("set-source-volume", "mic", "3%"),
        _server("set-source-volume", "mic", "100%"),
    ),
    Cause(
        "microphone muted at the sound server",
        Fault.TURNED_DOWN,
        _server("set-source-mute", "mic", "1"),
        _server("set-source-mute", "mic", "0"),
    ),
    Cause(
        "recording stream turned down",
        Fault.TURNED_DOWN,
        _streams("source-outputs", "set-source-output-volume", "#", "3%"),
        _streams("source-outputs", "set-source-output-volume", "#", "100%"),
    ),
    Cause(
        "sound server killed, and started again",
        Fault.STREAM_ENDED,
        lambda scene: scene.pulse.kill(),
        lambda scene: scene.pulse.start(),
        silent=True,
    ),
    Cause(
        "sound server frozen",
        Fault.NO_FRAMES,
        lambda scene: scene.pulse.sigstop(),
        lambda scene: scene.pulse.sigcont(),
        silent=True,
    ),
    Cause(
        "loudspeaker muted",
        Fault.UNHEARD,
        _server("set-sink-mute", "speaker", "1"),
        _server("set-sink-mute", "speaker", "0"),
        over=UNHEARD,
        silent=True,
    ),
    Cause(
        "loudspeaker turned down",
        Fault.UNHEARD,
        _server("set-sink-volume", "speaker", "5%"),
        _server("set-sink-volume", "speaker", "100%"),
        over=UNHEARD,
        silent=True,
    ),
    Cause(
        "playing stream muted",
        Fault.UNHEARD,
        _streams("sink-inputs", "set-sink-input-mute", "#", "1"),
        _streams("sink-inputs", "set-sink-input-mute", "#", "0"),
        over=UNHEARD,
        silent=True,
    ),
    Cause(
        "loudspeaker gone",
        Fault.UNHEARD,
        _nowhere,
        _streams("sink-inputs", "move-sink-input", "#", "speaker"),
        over=UNHEARD,
        silent=True,
    ),
    Cause(
        "session bus gone, and back",
        _OUT_OF_REACH,
        lambda scene: scene.bus.kill(),
        lambda scene: scene.bus.start(),
        over="",
        alarms=False,
    ),
    Cause(
        "session bus frozen",
        _OUT_OF_REACH,
        lambda scene: scene.bus.sigstop(),
        lambda scene: scene.bus.sigcont(),
        over="",
        alarms=False,
    ),
    Cause(
        'player refuses to pause after "red"',
        "players_refused",
        _red,
        over="",
        alarms=False,
        says="music_refused",
        ends=False,
        ready=_refuses,
    ),
)
