"""`safeword words`: whether words are good safe words, and which ones would be better."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from intents.agreement import LONGEST, Agreement
from intents.errors import AgreementProblem
from intents.judging import better, judge
from intents.phrases import lexicon_for
from intents.sounding import Among
from intents.word_advice import longer_words, safe_words
from intents.words import normalise
from intents.writing import badly_written
from models.ears import EarModel
from models.errors import ModelProblem
from voice import agreement_file
from voice.ears import load_ears
from voice.errors import UsageProblem
from voice.language import agreeing_of, languages, phrases_of, prompts_of
from voice.session.word_trial import RATES, VARIANTS, Saying, try_word
from voice.telling.sign_page import sign_advice
from voice.telling.word_table import Judged, Trial, better_ones, synthetic, trial_table, word_table
from voice.word_facts import Surroundings, facts_of

RECOMMENDED = 4
"""So many better words are named."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("words", help="judge safe words, and find better ones")
    parser.add_argument("words", nargs="*", metavar="WORD", help="if none, those of the agreement")
    parser.add_argument(
        "--try", action="store_true", dest="trying", help="let synthetic voices say them"
    )
    parser.add_argument(
        "--signals", action="store_true", help="only: which signals without words go with what"
    )
    parser.add_argument("--language", choices=languages(), help="if not that of the agreement")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model to listen with")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what is to be said about each word."""
    console = Console(highlight=False)
    if args.signals:
        console.print(sign_advice())
        return 0
    agreement = _agreement(args, needed=not args.words)
    candidates = _candidates(args.words, agreement.language)
    lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    ears = _ears(agreement.language, args, console)
    around = Surroundings(agreement.language, lexicon, prompts_of(agreement.language), ears)
    words = candidates or safe_words(lexicon)
    judged = _judged(words, candidates, around)
    console.print("Gagged, tied, or loud? See 'safeword words --signals'.\n", style="dim")
    console.print(word_table(judged))
    _advise(judged, around, console)
    if args.trying:
        _try(judged, agreement, ears, console)
    return 0


def _candidates(words: Sequence[str], language: str) -> tuple[str, ...]:
    for word in words:
        if len(word) > LONGEST:
            raise UsageProblem("That is too long for a safe word: write one or a few words.")
        if fault := badly_written(word, language):
            raise UsageProblem(f"About '{word}': {fault}.")
    return tuple(dict.fromkeys(map(normalise, words)))


def _agreement(args: argparse.Namespace, *, needed: bool) -> Agreement:
    """The agreement whose words they shall go with; without one, the language's own words."""
    path = args.agreement or agreement_file.default_path()
    if args.agreement or agreement_file.is_there(path):
        agreement = agreement_file.read(path)
        if args.language in (None, agreement.language):
            return agreement
    if needed:
        raise UsageProblem(
            "Which words? Name some, such as 'safeword words pineapple', or agree on some with "
            "'safeword agree'."
        )
    return Agreement(language=args.language or "en")


def _ears(language: str, args: argparse.Namespace, console: Console) -> Sequence[EarModel]:
    """Those that would listen; none where there is none, unless words are to be tried."""
    try:
        return load_ears(language, args.model)
    except ModelProblem as problem:
        if args.trying or args.model:
            raise
        console.print(
            f"{problem} So nobody was asked whether words can be heard.",
            markup=False,
            soft_wrap=True,
        )
        return ()


def _judged(
    words: Sequence[str], candidates: Sequence[str], around: Surroundings
) -> Sequence[Judged]:
    agreeing = agreeing_of(around.language)
    facts = facts_of(words, candidates, around)
    lexicon = around.lexicon
    return [
        Judged(word, facts[word], judge(word, facts[word], agreeing, longer))
        for word in words
        for longer in [longer_words(word, lexicon, agreeing)]
    ]


def _advise(judged: Sequence[Judged], around: Surroundings, console: Console) -> None:
    for fault in (fault for each in judged for fault in each.faults):
        console.print(f"- {fault.sentence}", style="yellow", markup=False, soft_wrap=True)
    agreeing = agreeing_of(around.language)
    # A better word must be one that every ear here can hear.
    deaf = {word for ear in around.ears for word in ear.unknown(agreeing.recommended)}
    used = {*safe_words(around.lexicon), *(each.word for each in judged), *deaf}
    if advice := better_ones(judged, better(agreeing, used, RECOMMENDED)):
        console.print(advice, markup=False, soft_wrap=True)


def _try(
    judged: Sequence[Judged], agreement: Agreement, ears: Sequence[EarModel], console: Console
) -> None:
    trials: dict[str, Trial | str] = {}
    with console.status("Trying") as status:

        def tell(saying: Saying) -> None:
            status.update(f"Trying '{saying.text}' ({saying.variant})")

        for each in judged:
            near = [other.phrase for other in each.facts.near if other.among is Among.TALK]
            try:
                trials[each.word] = try_word(each.word, near, agreement, ears, tell)
            except AgreementProblem as problem:
                trials[each.word] = str(problem)
    console.print(trial_table(trials))
    console.print(synthetic(len(VARIANTS), len(RATES)), markup=False, soft_wrap=True)
