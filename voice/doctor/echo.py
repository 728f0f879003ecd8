"""A spoken test: whether the microphone hears what the loudspeaker says, how loud and how late."""

from collections.abc import Callable, Iterator
from contextlib import closing

import numpy as np

from intents.clock import frames, seconds
from intents.errors import Problem
from models.ears import Frames
from voice.audio.convert import as_heard
from voice.audio.level import as_loud, loudest
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.microphone import Microphone
from voice.doctor.finding import Finding, Kind, advice, fine
from voice.doctor.voices import sentence
from voice.doctor.wanted import Wanted
from voice.echo.delay import LONGEST
from voice.echo.finding import FOUND, found
from voice.only_one import is_taken

BEFORE = frames(1)
"""So much of the room is heard before the sentence, to compare with."""
AFTER = frames(1.5)
"""So much later than it was begun its end may be heard."""


def look(wanted: Wanted) -> Iterator[Finding]:
    """Say the sentence once. Sound is only in memory, and gone when this ends."""
    if is_taken():
        yield advice(
            Kind.ECHO,
            "Nothing was said, because a session listens.",
            "End it first, and try again.",
        )
        return
    try:
        sound = as_loud(sentence(wanted.language), 0)
        with (
            closing(Loudspeaker(wanted.loudspeaker)) as speaker,
            closing(Microphone(wanted.microphone)) as microphone,
        ):
            said = as_heard(sound)
            room, recording = _recorded(microphone, lambda: speaker.play(sound, _ended), len(said))
    except Problem:
        yield advice(
            Kind.ECHO,
            "Nothing could be said and listened for.",
            "Mend what is said of the voice, the microphone and the loudspeaker first.",
        )
        return
    yield judged(said, room, recording)


def judged(said: Frames, room: Frames, recording: Frames) -> Finding:
    """What follows from the room before it, and from what came since it was begun."""
    echo = found(said, recording)
    if echo.sure < FOUND:
        return advice(
            Kind.ECHO,
            "A sentence was said, and it is not in what the microphone heard.",
            "With headphones that is as it should be. If you did not hear it either, turn the "
            "loudspeaker up or choose another one: 'safeword devices' lists them.",
        )
    late = round(echo.frames)
    loud = loudest(recording[late : late + len(said)])
    told = (
        f"A sentence that was said came back at {loud:.0f} dBFS, {loud - loudest(room):.0f} dB "
        f"above the room before it, {seconds(late):.2f} s after it was begun"
    )
    if late > LONGEST:
        return advice(
            Kind.ECHO,
            f"{told}: too late to be taken out of what is heard.",
            "Words over it may be missed. A loudspeaker with a cable is quicker.",
        )
    return fine(Kind.ECHO, f"{told}.")


def _recorded(
    microphone: Microphone, begin: Callable[[], None], length: int
) -> tuple[Frames, Frames]:
    """The room before the sentence, and what came from the moment it was begun."""
    blocks: list[Frames] = []
    heard, begun = 0, None
    for block in microphone.blocks():
        blocks.append(block.frames)
        heard += len(block.frames)
        if begun is None and heard >= BEFORE:
            begun = heard + block.backlog
            begin()
        if begun is not None and heard >= begun + length + AFTER:
            break
    recording = np.concatenate(blocks)
    return recording[:begun], recording[begun:]


def _ended() -> None:
    """The recording goes on for longer."""
