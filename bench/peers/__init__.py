"""Safeword and what a user would pick instead, each behind one shape, for the same recordings."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from bench.peers.moonshine_plain import MoonshinePlain
from bench.peers.peer import NotThere, Peer
from bench.peers.pocketsphinx_kws import PocketSphinx
from bench.peers.safeword import Safeword
from bench.peers.vosk_grammar import VoskGrammar
from bench.peers.wake_words import MicroWakeWord, OpenWakeWord

_ALL: tuple[Callable[[], Peer], ...] = (
    Safeword.load,
    MoonshinePlain.load,
    PocketSphinx.load,
    VoskGrammar.load,
    OpenWakeWord.load,
    MicroWakeWord.load,
)


class Missing(NamedTuple):
    """A peer that cannot run here."""

    name: str
    install: str
    """What to do so that it can."""


def peers() -> list[Peer]:
    """Those that can run here, loaded once."""
    return [peer for peer in _tried() if not isinstance(peer, Missing)]


def missing() -> list[Missing]:
    """The others. Only Vosk needs a model of its own."""
    return [peer for peer in _tried() if isinstance(peer, Missing)]


@cache
def _tried() -> tuple[Peer | Missing, ...]:
    return tuple(_try(load) for load in _ALL)


def _try(load: Callable[[], Peer]) -> Peer | Missing:
    try:
        return load()
    except NotThere as error:
        return Missing(error.name, error.install)
