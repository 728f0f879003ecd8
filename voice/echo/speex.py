"""The echo canceller of libspeexdsp, which PulseAudio and ALSA's plugins bring along."""

import ctypes
import weakref
from functools import cache

import numpy as np
from numpy.typing import NDArray

from intents.clock import FRAME_RATE
from models.ears import Frames
from voice.audio.convert import BLOCK

TAIL = 8192
"""Frames of the reference that an echo is made of: half a second, as long as a room sounds on."""

_FULL_SCALE = np.float32(32767)
_SET_SAMPLING_RATE = 24


class SpeexEcho:
    """One adaptive filter: it learns the way from the loudspeaker to the microphone as it works."""

    def __init__(self) -> None:
        """Raises OSError where the library is not installed."""
        self._speex = _library()
        self._state = ctypes.c_void_p(self._speex.speex_echo_state_init(BLOCK, TAIL))
        weakref.finalize(self, self._speex.speex_echo_state_destroy, self._state)
        rate = ctypes.c_int(FRAME_RATE)
        self._speex.speex_echo_ctl(self._state, _SET_SAMPLING_RATE, ctypes.byref(rate))

    def cancel(self, microphone: Frames, reference: Frames) -> Frames:
        """The microphone without what it has of the reference; both of shape (BLOCK,).

        It is as late as it came. Both go through 16 bits.
        """
        heard, played = _sixteen_bits(microphone), _sixteen_bits(reference)
        out = np.empty(BLOCK, np.int16)
        self._speex.speex_echo_cancellation(
            self._state, heard.ctypes.data, played.ctypes.data, out.ctypes.data
        )
        return out.astype(np.float32) / _FULL_SCALE

    def reset(self) -> None:
        """Forget the way."""
        self._speex.speex_echo_state_reset(self._state)


def _sixteen_bits(frames: Frames) -> NDArray[np.int16]:
    bits: NDArray[np.int16] = np.rint(np.clip(frames, -1, 1) * _FULL_SCALE).astype(np.int16)
    return bits


@cache
def _library() -> ctypes.CDLL:
    # By its name: `ctypes.util.find_library` would run a compiler to look for it.
    speex = ctypes.CDLL("libspeexdsp.so.1")
    speex.speex_echo_state_init.restype = ctypes.c_void_p
    speex.speex_echo_state_init.argtypes = [ctypes.c_int, ctypes.c_int]
    speex.speex_echo_ctl.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p]
    for call, arguments in (
        (speex.speex_echo_cancellation, 4),
        (speex.speex_echo_state_reset, 1),
        (speex.speex_echo_state_destroy, 1),
    ):
        call.restype = None
        call.argtypes = [ctypes.c_void_p] * arguments
    return speex
