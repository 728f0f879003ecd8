"""`safeword check`: the proof test. Each person says each safe word before it is relied on."""

import argparse
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from intents.clock import seconds
from intents.faults import Fault
from intents.proof import (
    WINDOW,
    Attempt,
    Proof,
    attempts_for,
    missed,
    tried,
    verdict,
)
from voice import agreement_file, check_file
from voice.assembly import lexicon_and_plan
from voice.cli.performing import (
    add_beside,
    add_echo,
    add_microphone,
    add_room,
    performer_for,
    use_devices,
)
from voice.cli.signals import ending_on_signals
from voice.ears import ear_makers, knowing, load_ears
from voice.echo.opening import open_microphone
from voice.errors import OutputProblem
from voice.only_one import only_one
from voice.session.ahead import spoken_ahead
from voice.session.proof_test import ProofTest
from voice.speaking import voice_for
from voice.telling.happening import Happening
from voice.telling.prices import prices
from voice.telling.proof_lines import ProofLines
from voice.telling.proof_table import advice, by_listening, proof_table
from voice.telling.text import text_line

LISTENING = (
    "Where a word is hard to hear 'careful' misses less; where there is much talk 'calm' is wrong "
    "less often. Choose in 'safeword agree'.\n"
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="try your safe words before you rely on them")
    parser.add_argument("--missed", action="store_true", help="only what was not heard so far")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    add_microphone(parser)
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model to listen with")
    add_room(parser)
    add_beside(parser)
    add_echo(parser)
    parser.set_defaults(run=run, input=[], output=None, fast=False)


def run(args: argparse.Namespace) -> int:
    """Ask, listen, show the table; 0 if every word and the loudspeaker may be relied on, else 1."""
    console = Console(highlight=False)
    agreement = agreement_file.read(args.agreement or agreement_file.default_path())
    lexicon, plan = lexicon_and_plan(agreement)
    use_devices(args, agreement.room)
    models = load_ears(agreement.language, args.model)
    attempts = attempts_for(agreement, lexicon, tuple(model.name for model in models))
    asked = _not_heard(attempts) if args.missed else attempts
    if not asked:
        console.print("Every word was heard already.")
        return 0
    knows = knowing(models, lexicon)
    _explain(console, asked)

    def tell(happening: Happening) -> None:
        text_line(happening, console)

    with (
        ending_on_signals() as ending,
        nullcontext() if args.beside else only_one(),
        closing(voice_for(agreement, console.print)) as voice,
        closing(
            open_microphone(args.microphone, cancel_echo=args.cancel_echo, tell=console.print)
        ) as source,
        performer_for(args, voice, tell, ahead=spoken_ahead(plan)) as performer,
    ):
        test = ProofTest(
            source=source,
            ears=ear_makers(models, lexicon),
            knowing=knows,
            lexicon=lexicon,
            performer=performer,
            prompter=ProofLines(console),
            tell=tell,
        )
        ending.session = test
        proof = test.run(asked)
    if test.lost:
        console.print(f"{seconds(test.lost):.1f} s of sound were lost: the computer is busy.")
    result = _result(console, attempts, proof, source.name)
    if Fault.UNHEARD in test.faults:
        console.print(
            "The loudspeaker cannot be heard, so a session would begin with its music paused: see "
            "that it is plugged in, not muted and turned up.",
            soft_wrap=True,
        )
        result = result or 1
    return ending.exit_code or result


def _result(console: Console, attempts: tuple[Attempt, ...], proof: Proof, microphone: str) -> int:
    outcomes = tuple(replace(each, microphone=microphone) for each in tried(proof))
    try:
        kept = check_file.keep(attempts, outcomes)
    except OSError as error:
        raise OutputProblem(f"The results cannot be kept: {error}.") from error
    console.print(proof_table(attempts, kept))
    for line in advice(missed(attempts, kept)):
        console.print(line, markup=False, soft_wrap=True)
    if lines := tuple(by_listening(kept)):
        console.print("\nHow many of the tries at a stop word each way to listen surely hears:")
        for line in lines:
            console.print(f"  {line}", markup=False, soft_wrap=True)
        for line in prices(attempts[0].language):
            console.print(line, markup=False, soft_wrap=True)
        console.print(LISTENING, markup=False, soft_wrap=True)
    if proof.stopped:
        console.print("A stop word was said that was not asked for: the music is paused.")
    match verdict(attempts, kept):
        case True:
            console.print(
                "Every word was heard. Try them again when the room or the music is another."
            )
            return 0
        case False:
            console.print("So a session will not be armed. Then run 'safeword check --missed'.")
        case None:
            console.print("Not every word was tried: run 'safeword check --missed'.")
    return 1


def _not_heard(attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    heard = {outcome.attempt for outcome in check_file.read() if outcome.heard}
    return tuple(attempt for attempt in attempts if attempt not in heard)


def _explain(console: Console, attempts: tuple[Attempt, ...]) -> None:
    console.print(
        f"{len(attempts)} words to say. Stand where you will be, and if music will play, let it "
        "play now.\nSay each word once, after its chime. Each is waited for "
        f"{seconds(WINDOW):.0f} seconds; Ctrl-C ends it.\n",
        soft_wrap=True,
    )
