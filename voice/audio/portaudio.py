"""PortAudio, the library behind every device: reached late, and never waited for without end."""

import atexit
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import TypeVar

from voice.errors import DeviceProblem

T = TypeVar("T")

_lock = threading.Lock()
_holders: set[object] = set()


def portaudio() -> ModuleType:
    """The module `sounddevice`, loaded at its first use so that recordings work without it.

    Raises `voice.errors.DeviceProblem` where the machine has no PortAudio.
    """
    try:
        import sounddevice  # noqa: PLC0415  loading it starts PortAudio
    except OSError:
        raise DeviceProblem(
            "PortAudio is missing, so there are no sound devices. "
            "Install libportaudio2 (Debian, Ubuntu) or portaudio (Fedora, Arch)."
        ) from None
    module: ModuleType = sounddevice
    return module


def in_time(call: Callable[[], T], seconds: float) -> T:
    """Run a call that a hung sound system may never answer.

    It runs in a thread of its own, which is left behind when it hangs. Raises TimeoutError then,
    and whatever the call raises.
    """
    answer: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put((call(), None))
        except BaseException as error:  # handed on to the caller
            answer.put((None, error))

    threading.Thread(target=run, name="sound system", daemon=True).start()
    try:
        value, error = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the sound system does not answer") from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # it is a T where there is no error


def hold(holder: object) -> None:
    """Say that this holder has a stream open, which `list_again` must not close under it."""
    with _lock:
        _holders.add(holder)


def let_go(holder: object) -> None:
    """Say that it has none any more. Safe to call twice."""
    with _lock:
        _holders.discard(holder)


def list_again() -> bool:
    """Find devices that came since PortAudio was started; False when somebody has a stream open.

    PortAudio looks for devices only when it starts, and starting it again closes all streams.
    """
    sounddevice = portaudio()
    with _lock:
        if _holders:
            return False
        # Private, but the only way: sounddevice offers nothing else to start PortAudio again.
        with suppress(sounddevice.PortAudioError):  # where the last start of it failed
            sounddevice._terminate()
        sounddevice._initialize()
        return True


def leave_behind() -> None:
    """Leave without waiting for a stream that hangs.

    When the program ends sounddevice closes every stream, and would wait for this one too.
    """
    # Private, as sounddevice offers no other way to end while a device hangs.
    atexit.unregister(portaudio()._exit_handler)
