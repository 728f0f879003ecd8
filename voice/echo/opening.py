"""The microphone of a session, without echo where that is possible."""

from collections.abc import Callable

from voice.audio.interfaces import Source
from voice.audio.microphone import Microphone
from voice.echo.canceller import EchoCanceller
from voice.echo.reference import Reference
from voice.echo.stage import WithoutEcho


def open_microphone(
    device: str | None, *, cancel_echo: bool, tell: Callable[[str], None]
) -> Source:
    """Listen to the microphone of this name, or to the default one.

    With `cancel_echo` what the computer plays is taken out, except where the sound server does it
    already, and without sound server or libspeexdsp. Raises `voice.errors.DeviceProblem` as
    `Microphone` does.
    """
    microphone = Microphone(device)
    if not cancel_echo or microphone.at_server is None or microphone.without_echo:
        return microphone
    try:
        canceller = EchoCanceller()
    except OSError:
        tell(
            "libspeexdsp is missing (Debian: libspeexdsp1), so what this computer plays stays in "
            "what is heard."
        )
        return microphone
    return WithoutEcho(microphone, Reference(), canceller, tell)
