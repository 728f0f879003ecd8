"""All looks, one after the other: what one of them meets never ends the others, nor keeps them."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from intents.agreement import Agreement
from voice.audio.portaudio import in_time, leave_behind
from voice.doctor import (
    agreement,
    ears,
    echo,
    files,
    integrations,
    loudspeaker,
    microphone,
    players,
    proof_test,
    running,
    sound_server,
    versions,
    voices,
)
from voice.doctor.finding import Finding, Kind, wrong
from voice.doctor.sound_server import RESTART
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem

USUAL = 10.0
"""Seconds that a look may take; it is left behind then."""
MICROPHONE = 25.0
"""To find it, to open it, to measure it, each with bounds of its own."""
SPOKEN = 40.0
EARS = 90.0
"""Every byte of a large model is read."""

_LEAVES = 0.5

_ROOT = Path(__file__).parents[2]
_OURS = ("voice", "models", "intents")
_SOUND = frozenset({Kind.SOUND_SERVER, Kind.MICROPHONE, Kind.LOUDSPEAKER, Kind.ECHO, Kind.PLAYERS})
_REPORT = "Report this line, and what you did before, where you got Safeword from."
_BUSY = "See whether the computer is very busy, or a disk or network folder hangs, and try again."


@dataclass(frozen=True, slots=True)
class Options:
    """What people chose on the command line."""

    agreement: Path | None = None
    microphone: str | None = None
    loudspeaker: str | None = None
    speak: bool = False


def examined(options: Options, listens: Callable[[], None]) -> Iterator[Finding]:
    """What there is to say, as soon as it is known; `listens` is called when it measures sound."""
    yield from contained(Kind.VERSIONS, versions.look)
    agreed: list[Agreement] = []
    yield from contained(Kind.AGREEMENT, lambda: agreement.look(options.agreement, agreed.append))
    wanted = _wanted(options, agreed)
    loaded: list[tuple[str, ...]] = []
    yield from contained(Kind.FILES, lambda: files.look(options.agreement))
    yield from contained(Kind.EARS, lambda: ears.look(wanted, loaded.append), EARS)
    wanted = replace(wanted, ears=loaded[0] if loaded else ())
    yield from contained(Kind.VOICE, lambda: voices.look(wanted), 2 * USUAL)
    yield from contained(Kind.SOUND_SERVER, sound_server.look)
    yield from contained(Kind.MICROPHONE, lambda: microphone.look(wanted, listens), MICROPHONE)
    yield from contained(Kind.LOUDSPEAKER, lambda: loudspeaker.look(wanted), MICROPHONE)
    if options.speak:
        yield from contained(Kind.ECHO, lambda: echo.look(wanted), SPOKEN)
    yield from contained(Kind.PLAYERS, lambda: players.look(wanted))
    yield from contained(Kind.PROOF_TEST, lambda: proof_test.look(wanted))
    yield from contained(Kind.SESSION, running.look)
    yield from contained(Kind.INTEGRATIONS, integrations.look)


def contained(
    kind: Kind, look: Callable[[], Iterable[Finding]], within: float = USUAL
) -> tuple[Finding, ...]:
    """What it found until it ended, failed, or took too long; the last two are findings too.

    What nobody could look at counts as wrong: it cannot be vouched for.
    """
    found: list[Finding] = []
    try:
        in_time(lambda: found.extend(look()), within)
    except TimeoutError:
        told = tuple(found)  # it may go on
        mend = _BUSY
        if kind in _SOUND:
            _leave_behind()
            mend = f"Restart the sound system: {RESTART}"
        return (*told, wrong(kind, f"This look did not end within {within:.0f} s.", mend))
    except Exception as error:
        failed = f"This look failed: {type(error).__name__} {_where(error)}."
        return (*found, wrong(kind, failed, _REPORT))
    return tuple(found)


def _leave_behind() -> None:
    # While PortAudio hangs in its start, nothing can be asked of it, nor need be.
    with suppress(TimeoutError, DeviceProblem):
        in_time(leave_behind, _LEAVES)


def _wanted(options: Options, agreed: list[Agreement]) -> Wanted:
    if not agreed:
        return Wanted(microphone=options.microphone, loudspeaker=options.loudspeaker)
    room = agreed[0].room
    return Wanted(
        agreed[0],
        options.microphone or room.microphone,
        options.loudspeaker or room.loudspeaker,
    )


def _where(error: BaseException) -> str:
    """The last place in our own code. Not what it says: that may quote anything."""
    places = [
        f"at {path.relative_to(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (path := Path(frame.filename)).is_relative_to(_ROOT)
        and path.relative_to(_ROOT).parts[0] in _OURS
    ]
    return places[-1] if places else "somewhere"
