"""`safeword agree`: make the agreement, change it, read it, and look it over."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from intents.agreement import NATURAL, Agreement, SpokenBy
from intents.errors import AgreementProblem
from intents.lint import lint
from intents.phrases import lexicon_for
from intents.signs import Sign
from models.errors import ModelProblem
from models.natural_voice import installed
from voice import agreement_file
from voice.agreeing.dialogue import dialogue
from voice.ears import knowing, load_ears
from voice.errors import UsageProblem
from voice.language import agreeing_of, phrases_of, prompts_of
from voice.passphrase import Passphrase
from voice.private_file import is_private
from voice.telling.agreement_page import agreement_page
from voice.word_facts import facts_for


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("agree", help="make your agreement, or change it, in a dialogue")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--show", action="store_true", help="print it")
    how.add_argument("--lint", action="store_true", help="say what could be better in it")
    how.add_argument(
        "--lock", action="store_true", help="keep a new one under a passphrase from the beginning"
    )
    how.add_argument("--init", action="store_true", help="write the example, for a text editor")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do one of these."""
    path = args.agreement or agreement_file.default_path()
    console = Console(highlight=False)
    if args.init:
        agreement_file.write_example(path)
        print(f"Wrote {path}. Read it together, and change it with a text editor.")
        return 0
    if args.show:
        console.print(agreement_page(agreement_file.read(path)))
        return 0
    if args.lint:
        return _lint(path, console)
    return _agree(path, console, lock=args.lock)


def _lint(path: Path, console: Console) -> int:
    """0 where the agreement can be used, and the exit code of `listen` where not."""
    agreement = agreement_file.read(path)
    language = agreement.language
    phrases, prompts = phrases_of(language), prompts_of(language)
    found = lint(agreement, phrases, prompts, agreeing_of(language), facts_for(agreement))
    hints = list(found.hints)
    if not is_private(path):
        hints.append(f"Others on this computer can read {path}: run chmod 600 '{path}'.")
    mistakes = [*found.mistakes]
    try:
        knowing(load_ears(language, None), lexicon_for(agreement, phrases))
    except AgreementProblem as problem:
        mistakes += [] if found.mistakes else [str(problem)]
    except ModelProblem as problem:
        hints.append(f"{problem} So nobody was asked whether your words can be heard.")
    for style, sentences in (("bold red", mistakes), ("yellow", hints)):
        for sentence in sentences:
            console.print(f"- {sentence}", style=style, markup=False, soft_wrap=True)
    if mistakes:
        return AgreementProblem.exit_code
    console.print(f"{path} can be used.", markup=False, soft_wrap=True)
    return 0


def _agree(path: Path, console: Console, *, lock: bool) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem(
            "'safeword agree' asks you in a terminal. Without one, write the example with "
            "'safeword agree --init' and change it with a text editor."
        )
    new, passphrase = not agreement_file.is_there(path), Passphrase()
    if lock and not new:
        raise UsageProblem("There is an agreement already: 'safeword lock' locks it.")
    if lock:
        passphrase.choose()
    try:
        before = Agreement() if new else agreement_file.read(path, passphrase)
        agreed = dialogue(before, console, new=new)
    except (KeyboardInterrupt, EOFError):
        agreed = None
    if agreed is None:
        print("Nothing was changed.")
        return 1
    agreement_file.write(path, agreed, passphrase, new_lock=lock)
    if agreed.voice is SpokenBy.PLAIN and agreed.language == NATURAL and installed():
        print("'safeword settings voice natural' lets you hear another voice, and chooses it.")
    teach = Sign.SQUEAKS in agreed.listened_for.every and not agreed.squeaker.examples
    first = "teach what you will squeak or ring with 'safeword teach', and then " if teach else ""
    print(f"Kept in {path}. Next: {first}try your words with 'safeword check'.")
    return 0
