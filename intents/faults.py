"""The ways in which the program can be deaf or mute."""

from enum import StrEnum


class Fault(StrEnum):
    """Each of these means: people may not be heard right now, or may not hear us."""

    NO_FRAMES = "no_frames"
    """The microphone is open but nothing comes."""
    STREAM_ENDED = "stream_ended"
    """The sound system closed the microphone, or the connection to a satellite ended."""
    DIGITAL_SILENCE = "digital_silence"
    """Only zeros come: a hardware mute, or a device that is not really recording."""
    SOURCE_MOVED = "source_moved"
    """The sound server connected us to another source than the chosen one."""
    SLEPT = "slept"
    """The computer slept, and nothing was heard until it woke."""
    BEHIND = "behind"
    """The ears are more than half a second behind the microphone."""
    TURNED_DOWN = "turned_down"
    """The microphone's volume is so low that no voice would be heard."""
    EAR_FAILED = "ear_failed"
    """A recogniser failed: what only it can hear is missed."""
    UNHEARD = "unheard"
    """The loudspeaker is gone, muted or turned down: nobody can hear us."""
    LISTENER_LOST = "listener_lost"
    """The process that listens ended or stood still; another one is started in its place."""
    GUARDIAN_LOST = "guardian_lost"
    """The process that looks after the listener is gone; another one is started."""
