"""The one shape that every recogniser has to the rest of the program."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from intents.heard import Heard

Frames = NDArray[np.float32]
"""Mono sound, shape (n,), 16 kHz, values from -1 to 1."""


class Ear(Protocol):
    """Listens to one session. Made anew for each session by its model."""

    @property
    def name(self) -> str:
        """A short fixed name for reports, such as `moonshine`."""

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """Take the next frames, shape (n,) with any n > 0; return what they led to, oldest first.

        Of the phrases that it is asked about, the `expected` ones are waited for just now: they may
        be looked for while somebody may still speak, as the urgent ones are. In a `hurry` sound
        waits: it does what must be done, and not what would make it surer. Called from one thread
        only. The block may be reused by the caller: copy what you keep.
        """

    def finish(self) -> Sequence[Heard]:
        """The recording ended: give the final look on an utterance that is still open."""


class EarModel(Protocol):
    """A loaded recogniser, which makes the ears of sessions."""

    @property
    def name(self) -> str:
        """The name that its ears carry."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language it was trained on."""

    def unknown(self, phrases: Sequence[str]) -> Sequence[str]:
        """Those of the phrases that this recogniser can never hear."""

    def listen(self, phrases: Sequence[str], urgent: Sequence[str]) -> Ear:
        """An ear for one session that is asked about these phrases.

        Only the `urgent` ones, some of the same, are always looked for while somebody may still
        speak: each phrase that is asked for costs time. Phrases are lower-case words, one or a few,
        without punctuation. Phrases that are `unknown` are left out without an error.
        """
