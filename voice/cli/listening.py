"""A session: the microphone, or recordings, through the ears into effects."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from queue import SimpleQueue

from intents.agreement import Agreement
from intents.clock import Frames
from intents.messages import Noticed
from intents.names import Name
from intents.notices import Notice
from intents.phrases import Lexicon
from intents.plan import Plan
from intents.proof import Attempt, attempts_for, levels, verdict
from intents.state import taken_over
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import CheckedVoice
from voice import agreement_file, check_file
from voice.agreement_watch import AgreementWatch
from voice.assembly import lexicon_and_plan
from voice.audio.convert import as_heard
from voice.audio.interfaces import Source
from voice.audio.recording import Recording
from voice.cli.controlling import controlled
from voice.cli.performing import performer_for
from voice.cli.signals import ending_on_signals
from voice.cli.telling import Telling, telling_for
from voice.ears import ear_makers, knowing, load_ears
from voice.echo.opening import open_microphone
from voice.guardian.guarded import Guarded
from voice.guardian.hold import STAYS_OFF, stays_off
from voice.guardian.process import Process
from voice.guardian.wire import Begun
from voice.only_one import only_one
from voice.session.ahead import spoken_ahead
from voice.session.ear_pipeline import EarPipeline, pipeline_for
from voice.session.own_voice import OwnVoiceSearch
from voice.session.performer import Performer
from voice.session.probe import TALK, Probe
from voice.session.session import Beside, Session
from voice.session.sleep import Sleep
from voice.session.workers import Note
from voice.speaking import voice_for
from voice.telling.happening import Kind
from voice.telling.out import complain


class Warnings(list[str]):
    """What is wrong before a session begins: printed, and shown again on its screen."""

    def add(self, text: str) -> None:
        """Print it, if somebody can read that, and keep it for the screen."""
        with suppress(OSError):
            print(text, file=sys.stderr)
        self.append(text)


@dataclass(frozen=True, slots=True)
class Watched:
    """That a guardian looks after the session."""

    guardian: Process
    another: Callable[[Begun], Process]
    """Starts another guardian for a session at that point."""
    begun: Begun | None
    """The session that is to go on, if another listener was lost."""


def listen(
    args: argparse.Namespace,
    agreement: Agreement,
    warnings: Warnings,
    watched: Watched | None = None,
) -> int:
    """Listen until the recordings end, the session ends, or a signal comes; the exit code."""
    lexicon, plan = lexicon_and_plan(agreement)
    beside: Beside = SimpleQueue()
    begun = watched.begun if watched else None
    with ending_on_signals() as ending, ExitStack() as opened:
        if not args.input:
            opened.enter_context(_alone(args, beside))
        # The sources open first: what is said while the models load waits for the ears.
        sources = [opened.enter_context(closing(source)) for source in _sources(args, beside)]
        # A voice loads beside them. Each session has its own, and only the first begins now.
        voices = (opened.enter_context(closing(_voice(args, agreement, beside))) for _ in sources)
        first = next(voices)
        models = load_ears(agreement.language, args.model)
        knows = knowing(models, lexicon)
        alike = partial(pipeline_for, models, knows, lexicon)
        if not args.input:
            attempts = attempts_for(agreement, lexicon, tuple(model.name for model in models))
            plan = _as_tried(plan, attempts, warnings, begins=begun is None)
        for source, voice in zip(sources, chain((first,), voices), strict=True):
            with (
                telling_for(args, agreement.language, source.name, warnings, ending.end) as telling,
                own_voice_for(args, agreement, plan) as own_voice,
                performer_for(
                    args,
                    voice,
                    telling.tell,
                    ahead=spoken_ahead(plan),
                    own_voice=own_voice,
                ) as performer,
                nullcontext() if args.input else controlled(source.name, beside) as control,
                nullcontext() if args.input else _probe(agreement, plan, lexicon, alike) as probe,
            ):
                if telling.screen:
                    telling.screen.players = performer.players
                farewell = partial(_tell_what_stays_off, telling, opened)
                guarded = (
                    _guarded(watched, source.name, performer, beside, farewell) if watched else None
                )
                ending.session = Session(
                    source=source,
                    ears=ear_makers(models, lexicon),
                    knowing=knows,
                    lexicon=lexicon,
                    plan=plan,
                    performer=performer,
                    tellers=[*telling.tellers, *([control.tell] if control else [])],
                    paced=not args.fast,
                    watchers=[
                        *telling.watchers,
                        *([guarded.watch] if guarded else []),
                        *([control.watch] if control else []),
                    ],
                    beside=beside,
                    state=taken_over(begun.state(plan)) if begun else None,
                    guard=guarded.faults if guarded else frozenset,
                    slept=float if args.input else Sleep().passed,
                    probe=probe,
                    own_voice=own_voice,
                )
                # Of a recording nothing but the telling is wanted; people are listened to without.
                if not (args.input and telling.errors):
                    ending.session.run()
                if guarded:
                    guarded.leave(ending.exit_code)
                if control:
                    control.ended()
            if ending.exit_code:
                break
    return ending.exit_code


@contextmanager
def _probe(
    agreement: Agreement, plan: Plan, lexicon: Lexicon, listen: Callable[[], EarPipeline]
) -> Iterator[Probe]:
    """What tries whether their words come through, as loud as they said them in the proof test."""
    with (
        closing(PyttsxVoice(agreement.language)) as voice,
        closing(
            Probe(
                lexicon.phrases[Name.STOP],
                render=lambda word: as_heard(voice.render(word)),
                listen=listen,
                level=plan.levels.voice if plan.levels else TALK,
            )
        ) as probe,
    ):
        yield probe


@contextmanager
def own_voice_for(
    args: argparse.Namespace, agreement: Agreement, plan: Plan
) -> Iterator[OwnVoiceSearch | None]:
    """What looks for what is said in the microphone, where that can be heard there."""
    if args.input or not agreement.room.hears_itself:
        yield None
        return
    with closing(OwnVoiceSearch(plan.levels.voice if plan.levels else TALK)) as search:
        yield search


def _tell_what_stays_off(telling: Telling, opened: ExitStack, now: Frames) -> None:
    telling.tell(stays_off(now))
    if telling.screen:  # which is about to be gone
        opened.callback(complain, STAYS_OFF)


def _guarded(
    watched: Watched,
    source: str,
    performer: Performer,
    beside: Beside,
    farewell: Callable[[Frames], None],
) -> Guarded:
    def another(begun: Begun) -> Process:
        # The terminal's keys go to the program that was started there.
        text = (
            "The program that you started is gone, so Ctrl-C does not end this session any more: "
            f"say 'end the session', or type: kill {os.getpid()}"
        )
        beside.put(Note(Kind.FAULT, "guardian_replaced", {"text": text}))
        return watched.another(begun)

    def held_up() -> None:
        text = "Safeword was held up for a moment, and the music paused meanwhile."
        beside.put(Note(Kind.FAULT, "held_up", {"text": text}))

    return Guarded(
        watched.guardian, source, performer, another, held_up=held_up, stays_off=farewell
    )


@contextmanager
def _alone(args: argparse.Namespace, beside: Beside) -> Iterator[None]:
    """What a session of people needs to know of other sessions, and of their agreement."""
    changed = Noticed(Notice.AGREEMENT_CHANGED)
    path = args.agreement or agreement_file.default_path()
    with (
        nullcontext() if args.beside else only_one(),
        AgreementWatch(path, lambda: beside.put(changed)),
    ):
        yield


def _as_tried(plan: Plan, attempts: Sequence[Attempt], warnings: Warnings, *, begins: bool) -> Plan:
    """With what the proof test told: where a word was not heard, a session is not armed."""
    tried = check_file.read()
    tested = verdict(attempts, tried)
    if begins and tested is None:
        warnings.add("Not all of your words were tried yet: 'safeword check' does that.")
    elif begins and not tested:
        warnings.add(
            "One of your words was not heard when it was tried, so the session will not be armed: "
            "run 'safeword check --missed'."
        )
    return replace(plan, tested=tested is not False, levels=levels(attempts, tried))


def _voice(args: argparse.Namespace, agreement: Agreement, beside: Beside) -> CheckedVoice:
    """A dry run says nothing, so nothing has to load for it."""

    def tell(text: str) -> None:
        beside.put(Note(Kind.FAULT, "plain_voice", {"text": text}))

    return PyttsxVoice(agreement.language) if args.dry_run else voice_for(agreement, tell)


def _sources(args: argparse.Namespace, beside: Beside) -> list[Source]:
    if args.input:
        return [Recording(path, fast=args.fast) for path in args.input]

    def tell(text: str) -> None:
        beside.put(Note(Kind.FAULT, "echo_stays", {"text": text}))

    return [open_microphone(args.microphone, cancel_echo=args.cancel_echo, tell=tell)]
