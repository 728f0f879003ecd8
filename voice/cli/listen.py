"""`safeword listen`: the microphone, or recordings, through the ears into effects."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from intents.agreement import Agreement, agreement_from
from intents.proof import Attempt, attempts_for, verdict
from voice import agreement_file, check_file
from voice.agreement_watch import KEEPS, AgreementWatch
from voice.assembly import lexicon_and_plan
from voice.audio.interfaces import Source
from voice.audio.microphone import Microphone
from voice.audio.recording import Recording
from voice.cli.chosen_words import add_words, advice_about, chosen_words
from voice.cli.performing import add_beside, add_performing, performer_for, use_devices
from voice.cli.signals import ending_on_signals
from voice.cli.telling import telling_for
from voice.ears import knowing, load_ears
from voice.errors import UsageProblem
from voice.only_one import only_one
from voice.session.session import Beside, Session
from voice.session.workers import Note
from voice.telling.happening import Kind


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("listen", help="listen for the agreed words, and act")
    parser.add_argument(
        "--input", nargs="+", action="extend", type=Path, default=[], metavar="FILE",
        help="listen to recordings instead of the microphone, each a session of its own",
    )  # fmt: skip
    parser.add_argument("--fast", action="store_true", help="recordings as fast as possible")
    parser.add_argument("--microphone", metavar="NAME", help="one of 'safeword devices'")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model to listen with")
    add_words(parser)
    parser.add_argument(
        "--no-questions", action="store_true", help="begin at once, without the questions before"
    )
    parser.add_argument("--lines", action="store_true", help="lines instead of the screen")
    add_beside(parser)
    parser.add_argument(
        "--show-words", action="store_true", help="show on the screen what was recognised last"
    )
    add_performing(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    warnings = Warnings()
    return run(args, _agreement(args, warnings), warnings)


class Warnings(list[str]):
    """What is wrong before a session begins: printed, and shown again on its screen."""

    def add(self, text: str) -> None:
        """Print it, and keep it for the screen."""
        print(text, file=sys.stderr)
        self.append(text)


def run(args: argparse.Namespace, agreement: Agreement, warnings: Warnings) -> int:
    """Listen until the recordings end or a signal comes."""
    if args.output and len(args.input) > 1:
        raise UsageProblem("--output takes one recording: give one --input at a time.")
    if args.fast and not args.input:
        raise UsageProblem("--fast is for recordings: a microphone cannot be hurried.")
    lexicon, plan = lexicon_and_plan(agreement)
    use_devices(args, agreement.room)
    beside: Beside = SimpleQueue()
    with ending_on_signals() as ending, ExitStack() as opened:
        if not args.input:
            opened.enter_context(_alone(args, beside))
        # The sources open first: what is said while the models load waits for the ears.
        sources = [opened.enter_context(closing(source)) for source in _sources(args)]
        models = load_ears(agreement.language, args.model)
        knows = knowing(models, lexicon)
        if not args.input:
            attempts = attempts_for(agreement, lexicon, tuple(model.name for model in models))
            plan = replace(plan, tested=_tested(attempts, warnings))
        for source in sources:
            with (
                telling_for(args, agreement.language, source.name, warnings, ending.end) as telling,
                performer_for(args, agreement.language, plan, telling.tell) as performer,
            ):
                if telling.screen:
                    telling.screen.players = performer.players
                ending.session = Session(
                    source=source,
                    ears=[
                        partial(model.listen, lexicon.asked(), lexicon.urgent()) for model in models
                    ],
                    knowing=knows,
                    lexicon=lexicon,
                    plan=plan,
                    performer=performer,
                    tellers=telling.tellers,
                    paced=not args.fast,
                    watchers=telling.watchers,
                    beside=beside,
                )
                if not telling.errors:
                    ending.session.run()
            if ending.exit_code:
                break
    return ending.exit_code


@contextmanager
def _alone(args: argparse.Namespace, beside: Beside) -> Iterator[None]:
    """What a session of people needs to know of other sessions, and of their agreement."""
    note = Note(Kind.FAULT, "agreement_changed", {"text": KEEPS})
    path = args.agreement or agreement_file.default_path()
    with (
        nullcontext() if args.beside else only_one(),
        AgreementWatch(path, lambda: beside.put(note)),
    ):
        yield


def _agreement(args: argparse.Namespace, warnings: Warnings) -> Agreement:
    """The agreement, with the choices of the command line in place of its own."""
    path = args.agreement or agreement_file.default_path()
    if args.agreement is None and not path.exists():
        warnings.add(
            "No agreement of yours yet, so this is the packaged example: "
            "make your own with 'safeword agree'."
        )
        agreement = agreement_file.example()
    else:
        agreement = agreement_file.read(path)
        if not agreement_file.is_private(path):
            warnings.add(f"Others can read your agreement: run chmod 600 '{path}'.")
    data = agreement.model_dump()
    chosen = chosen_words(args, agreement.language)
    data["words"] |= chosen
    data["before"]["ask"] &= not args.no_questions
    agreement = agreement_from(data, "with the options of the command line")
    for advice in advice_about(chosen, agreement):
        warnings.add(advice)
    return agreement


def _tested(attempts: tuple[Attempt, ...], warnings: Warnings) -> bool:
    """False where a word was not heard when it was tried; not having tried is only told."""
    tested = verdict(attempts, check_file.read())
    if tested is None:
        warnings.add("Not all of your words were tried yet: 'safeword check' does that.")
    elif not tested:
        warnings.add(
            "One of your words was not heard when it was tried, so the session will not be armed: "
            "run 'safeword check --missed'."
        )
    return tested is not False


def _sources(args: argparse.Namespace) -> list[Source]:
    if args.input:
        return [Recording(path, fast=args.fast) for path in args.input]
    return [Microphone(args.microphone)]
