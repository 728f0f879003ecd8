"""Any key in the window of a session is a stop: one of the keyboard, or of what types as one does,
as most pedals and presenters do.
"""

import os
import re
import select
import sys
import termios
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from intents.errors import Problem
from intents.names import Name
from voice.control.caller import Caller
from voice.telling.out import complain

LOOKS = 0.2
"""Seconds between two looks whether the session is over, and between two tries to be taken."""
SAME = 1.0
"""Seconds in which all that comes is one press: a key that is held repeats."""
TRIES = 10.0
"""Seconds in which somebody must take it: a session that begins, or that replaces a lost one."""
NOBODY_PRESSED = re.compile(
    rb"(?:\x1b[\[O][AB]"  # arrows up and down, which many terminals send for a mouse's wheel
    rb"|\x1b\[[IO]"  # the window has the focus, or lost it
    rb"|\x1b\[<[\d;]+[Mm]|\x1b\[M.{3}"  # a mouse, which another program left switched on
    rb"|\x1b\[[?>]?[\d;]*(?:[cnRt]|\$y)|\x1b\[\?\d+u"  # what a terminal answers, and
    rb"|\x1b[]P_^][^\x07\x1b]*(?:\x07|\x1b\\))+",  # its colours, its name, and other text
    re.DOTALL,
)


def has_keys() -> bool:
    """Whether standard input is a terminal, and what is typed there is for this program."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):  # no terminal, or no standard input at all
        return False


def is_a_press(read: bytes) -> bool:
    """Whether somebody pressed a key, by what a terminal gave."""
    return NOBODY_PRESSED.fullmatch(read) is None


@contextmanager
def keys_stop() -> Iterator[None]:
    """Take the keys of the terminal, which must be there, and on leaving give them back."""
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    left = threading.Event()
    thread = threading.Thread(target=_take, args=(terminal, left), name="keys", daemon=True)
    tty.setcbreak(terminal)  # each key at once; what was typed before is dropped
    _no_flow_control(terminal)
    try:
        thread.start()
        yield
    finally:
        left.set()
        thread.join(timeout=2 * LOOKS)
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _no_flow_control(terminal: int) -> None:
    """Ctrl-S would be no key, and would hold what is shown: "playing" over a stop."""
    attributes = termios.tcgetattr(terminal)
    attributes[0] &= ~termios.IXON
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def _take(terminal: int, left: threading.Event) -> None:
    while not left.is_set():
        if not select.select([terminal], [], [], LOOKS)[0]:
            continue
        try:
            pressed = os.read(terminal, 1024)
        except OSError:  # for a while it may be another program's
            left.wait(SAME)
            continue
        if not pressed:  # it is gone
            return
        if is_a_press(pressed):
            _stop(left)
            left.wait(SAME)
            termios.tcflush(terminal, termios.TCIFLUSH)


def _stop(left: threading.Event) -> None:
    until = time.monotonic() + TRIES
    while not left.is_set():
        try:
            with Caller() as caller:
                caller.ask(Name.STOP)
        except Problem as problem:
            if time.monotonic() > until:
                complain(str(problem))
                return
            left.wait(LOOKS)
        else:
            return
