"""The ways in which the program can be deaf."""

from enum import StrEnum


class Fault(StrEnum):
    """Each of these means: words may be missed right now."""

    NO_FRAMES = "no_frames"
    """The microphone is open but nothing comes."""
    STREAM_ENDED = "stream_ended"
    """The sound system closed the microphone."""
    DIGITAL_SILENCE = "digital_silence"
    """Only zeros come: a hardware mute, or a device that is not really recording."""
    SOURCE_MOVED = "source_moved"
    """The sound server connected us to another source than the chosen one."""
    BEHIND = "behind"
    """The ears are more than half a second behind the microphone."""
