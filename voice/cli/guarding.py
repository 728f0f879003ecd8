"""A session with a microphone has two processes: the guardian, and the listener."""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from functools import partial

from intents.agreement import Agreement
from intents.errors import Problem
from intents.plan import Plan
from intents.state import new_session
from models.offline import stay_offline
from models.pyttsx_voice import PyttsxVoice
from models.undumped import stay_undumped
from voice.assembly import lexicon_and_plan
from voice.audio.sound_server import mark_our_streams
from voice.cli.contained import contained
from voice.cli.performing import performer_for
from voice.cli.signals import ending_on_signals
from voice.cli.streams import flushed, usable_streams
from voice.cli.telling import give_the_terminal_back, shows_a_screen, telling_for
from voice.control.keys import has_keys, keys_stop
from voice.guardian.guardian import Guardian
from voice.guardian.process import Process
from voice.guardian.wire import Begun, Handover, Wire, begun
from voice.service.notice import Notice
from voice.session.ahead import spoken_while_nobody_listens
from voice.session.performer import OnlyTelling, Performer
from voice.telling.happening import Happening, Tell
from voice.telling.out import complain

LISTENER = "voice.cli.listener"
GUARDIAN = "voice.cli.guardian"


def _nothing() -> None:
    """Where nobody need know."""


def listen_guarded(args: argparse.Namespace, agreement: Agreement, warnings: Sequence[str]) -> int:
    """Start a listener and look after it; the exit code."""
    mark_our_streams()
    # Only there people read that they are taken.
    args.keys = agreement.room.keys and has_keys() and shows_a_screen(args)
    with keys_stop() if args.keys else nullcontext():
        return _guarded(args, agreement, warnings)


def _guarded(args: argparse.Namespace, agreement: Agreement, warnings: Sequence[str]) -> int:
    wanted = argparse.Namespace(**{key: value for key, value in vars(args).items() if key != "run"})
    handover = Handover(wanted, agreement, tuple(warnings), os.getpid())
    notice = Notice.of_this_process()
    if notice.again:
        # Nobody heard what was said meanwhile: it begins as after any listener that was lost.
        _, plan = lexicon_and_plan(agreement)
        return guard(replace(handover, begun=begun(new_session(plan), "")), None, notice.heard)
    return guard(handover, Process.start(LISTENER, handover), notice.heard)


def another(module: str, handover: Handover, at: Begun) -> Process:
    """Start another one in the place of a lost one, for a session that is at that point."""
    return Process.start(module, replace(handover, sender=os.getpid(), begun=at))


def started_by(descriptor: int, run: Callable[[Handover, Process], int]) -> int:
    """Run in a process that the other one started, with this end of a wire; the exit code."""
    stay_offline()
    stay_undumped()
    usable_streams()
    wire = Wire.inherited(descriptor)
    handover = wire.first()
    other = Process(handover.sender, wire)
    return flushed(contained(lambda: run(handover, other)))


def guard(
    handover: Handover, listener: Process | None, heard: Callable[[], None] = _nothing
) -> int:
    """Look after this listener, or start one, and those that follow it; the exit code."""
    lexicon, plan = lexicon_and_plan(handover.agreement)
    room = OwnRoom(handover, plan)
    with ending_on_signals() as ending:
        guardian = Guardian(
            listener,
            handover.begun,
            start=partial(another, LISTENER, handover),
            lexicon=lexicon,
            plan=plan,
            room=room,
            heard=heard,
        )
        ending.session = guardian
        room.open()
        try:
            code = guardian.run()
            return ending.exit_code or code
        finally:
            room.close()


class OwnRoom:
    """A `voice.guardian.guardian.Room`."""

    def __init__(self, handover: Handover, plan: Plan) -> None:
        self._handover = handover
        self._plan = plan
        self._opened = ExitStack()
        self._performer: Performer | None = None

    def open(self) -> None:
        """Try to; what hinders it is told by the listener, which needs the same."""
        args = self._handover.args
        # Always this one: a guardian is small, and what it says cannot wait for another to load.
        voice = PyttsxVoice(self._handover.agreement.language)
        ahead = spoken_while_nobody_listens(self._plan)
        try:
            self._performer = self._opened.enter_context(
                performer_for(args, voice, _nobody, ahead=ahead)
            )
        except Problem:
            self._performer = None

    def performer(self) -> Performer:
        """See `Room.performer`."""
        if self._performer is None:
            self.open()
        if self._performer is None:
            complain("The guardian has no loudspeaker and reaches no players.")
        return self._performer or OnlyTelling()

    def opened(self) -> Performer | None:
        """See `Room.opened`."""
        return self._performer

    @contextmanager
    def telling(self, source: str) -> Iterator[Sequence[Tell]]:
        """See `Room.telling`: as lines, whatever the listener had."""
        give_the_terminal_back(self._handover.args)
        args = argparse.Namespace(**{**vars(self._handover.args), "lines": True})
        with telling_for(args, self._handover.agreement.language, source, (), _nothing) as telling:
            yield telling.tellers

    def close(self) -> None:
        """See `Room.close`."""
        self._performer = None
        self._opened.close()


def _nobody(_: Happening) -> None:
    """The listener tells the same."""
