"""Listens for a few phrases, for a program that only asks now and then whether one was said.

The ears are those of a session, and so is what they make of a sound. All else that a session has is
not here: no guardian, no watchdog, no latch, no second look, nothing that softens or asks.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from queue import Full, Queue

import numpy as np

from intents.agreement import agreement_from
from intents.joining import Situation
from intents.names import DANGER, Name
from intents.phrases import Lexicon, lexicon_for
from intents.words import same_key
from models.ears import EarModel, Frames
from voice.ears import ear_makers, knowing, load_ears
from voice.language import phrases_of
from voice.session.contained_ear import ContainedEar, EarMaker
from voice.session.ear_pipeline import EarPipeline, Understood

MOST = 80
"""So many pieces of sound may wait for the ears, of 4096 bytes ten seconds."""
PATIENCE = 5.0
"""Seconds for which the look that the ears are at is waited for at the end: a process that ends
within one is aborted."""
TOO_SLOW = (
    "Safeword's ears do not keep up with the sound: some of it is lost, and what is said in it is "
    "missed. This computer may be too slow for so many hotwords."
)
KEEPS_UP = "Safeword's ears keep up again."
HEARS_AGAIN = "Safeword's ears hear again."


class Spotter:
    """Ears in a thread of their own: who gives it sound, or asks, never waits for them.

    It never raises once it is made. What is wrong is reported once when it begins and once when it
    is over, without any word that was said or is listened for.
    """

    def __init__(
        self,
        ears: Sequence[EarMaker],
        knowing: Mapping[Name, frozenset[str]],
        lexicon: Lexicon,
        phrases: Iterable[str],
        report: Callable[[str], None],
    ) -> None:
        """`knowing` as in `EarPipeline`; `phrases`: those of the lexicon's safe words that are
        told. `report` is called from any thread. Raises what making an ear raises.
        """
        self._ears = [ContainedEar(make) for make in ears]
        self._pipeline = EarPipeline(self._ears, knowing, lexicon, lambda: Situation(frozenset()))
        self._sought = frozenset(map(same_key, phrases))
        self._report = report
        self._pieces: Queue[tuple[bool, bytes]] = Queue(MOST)
        self._gap = False
        self._losing = False
        self._failed = ""
        self._heard = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="safeword-ears", daemon=True)
        self._thread.start()

    def give(self, sound: bytes) -> None:
        """The next sound: mono, 16 kHz, 16 bits, little-endian. Half a frame at its end is left
        out, so that what is cut off wrongly spoils nothing that follows.
        """
        keeps_up = self._pieces.empty()
        try:
            self._pieces.put_nowait((self._gap, sound))
        except Full:
            self._gap = True
            if not self._losing:
                self._losing = True
                self._tell(TOO_SLOW)
            return
        self._gap = False
        if self._losing and keeps_up:
            self._losing = False
            self._tell(KEEPS_UP)

    def break_off(self) -> None:
        """The sound that comes next does not go on where the last one ended."""
        self._gap = True

    def found(self) -> bool:
        """Whether one of the phrases was said since it was last asked."""
        if not self._heard.is_set():
            return False
        self._heard.clear()
        return True

    def close(self) -> None:
        """Listen no more, and wait for the end of that, for a few seconds at most."""
        self._closed.set()
        with suppress(Full):
            self._pieces.put_nowait((False, b""))
        if self._thread is not threading.current_thread():
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        while True:
            piece = self._pieces.get()
            if self._closed.is_set():
                return
            try:
                self._hear(*piece)
                failed = ", ".join(ear.name for ear in self._ears if ear.failed)
            except Exception as error:  # its text may hold what was said
                failed = type(error).__name__
            if failed != self._failed:
                self._failed = failed
                self._tell(_deaf(failed) if failed else HEARS_AGAIN)

    def _hear(self, gap: bool, sound: bytes) -> None:  # noqa: FBT001
        if gap:
            self._take(self._pipeline.finish())
        if len(sound) > 1:
            self._take(self._pipeline.hear(_frames(sound)))

    def _take(self, understood: Iterable[Understood]) -> None:
        for each in understood:
            for signal in each.signals:
                if signal.name in DANGER and same_key(signal.phrase) in self._sought:
                    self._heard.set()

    def _tell(self, text: str) -> None:
        with suppress(Exception):  # who cannot be told must not make it deaf
            self._report(text)


def spotter_for(
    phrases: Sequence[str],
    language: str,
    listening: object,
    source: str,
    report: Callable[[str], None],
) -> Spotter:
    """One that tells these phrases, as a session would that has agreed on them.

    `listening` as in the agreement; `source` is what errors call all of it. Raises
    `AgreementProblem` for what cannot be listened for, and `ModelProblem` where there is no ear for
    the language.
    """
    lexicon = _lexicon(phrases, language, listening, source)
    ears = _loaded(language)
    known = knowing(ears, lexicon)
    return Spotter(ear_makers(ears, lexicon), known, lexicon, phrases, report)


def _lexicon(phrases: Sequence[str], language: str, listening: object, source: str) -> Lexicon:
    """Each of the phrases is a stop word in it, unless it is another safe word of the language."""
    spoken = phrases_of(language)
    others = {same_key(phrase) for name in DANGER - {Name.STOP} for phrase in spoken.plain[name]}
    stop = [phrase for phrase in phrases if same_key(phrase) not in others]
    agreed = {"language": language, "words": {"stop": stop, "listening": listening}}
    return lexicon_for(agreement_from(agreed, source), spoken)


@cache
def _loaded(language: str) -> tuple[EarModel, ...]:
    """Once for all hotwords, since a model takes 180 MB and a second."""
    return load_ears(language, None)


def _frames(sound: bytes) -> Frames:
    whole = np.frombuffer(sound, "<i2", len(sound) // 2)
    return whole.astype(np.float32) / np.float32(32768)


def _deaf(failed: str) -> str:
    return (
        f"An ear of Safeword failed ({failed}): what is said now may be missed. It is begun anew; "
        "you will read here when it hears again."
    )
