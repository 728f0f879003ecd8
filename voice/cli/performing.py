"""How effects are performed: options, and the performer that follows from them."""

import argparse
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from intents.agreement import Room
from models.spare_voice import CheckedVoice
from models.speech import Sound
from voice import reminder
from voice.audio.interfaces import Speaker
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.room import RoomSpeaker, check_writable
from voice.cli.json_to import add_json_to
from voice.errors import DeviceProblem, UsageProblem
from voice.players.mpris import MprisPlayers
from voice.players.players import Players
from voice.session.own_voice import OwnVoiceSearch
from voice.session.performer import OnlyTelling, Performer, RoomPerformer
from voice.telling.happening import Happening, Kind, Tell


def add_room(parser: argparse.ArgumentParser) -> None:
    """Add the options of what is done in the room."""
    parser.add_argument("--dry-run", action="store_true", help="tell the effects, do nothing")
    parser.add_argument("--speaker", metavar="NAME", help="the loudspeaker to use")


def add_microphone(parser: argparse.ArgumentParser) -> None:
    """Add the option of where it is heard."""
    parser.add_argument(
        "--microphone", metavar="NAME",
        help="one of 'safeword devices', or a satellite: wyoming://host:port",
    )  # fmt: skip


def add_beside(parser: argparse.ArgumentParser) -> None:
    """Add the option of what listens to a microphone."""
    parser.add_argument(
        "--beside", action="store_true", help="also where another session listens already"
    )


def add_echo(parser: argparse.ArgumentParser) -> None:
    """Add the option of what a microphone's sound goes through."""
    parser.add_argument(
        "--cancel-echo", action=argparse.BooleanOptionalAction, default=True,
        help="take what this computer plays out of what the microphone hears; it does, unless you "
        "choose --no-cancel-echo",
    )  # fmt: skip


def add_performing(parser: argparse.ArgumentParser) -> None:
    """Add the options of performing and telling."""
    add_room(parser)
    parser.add_argument(
        "--output", type=Path, metavar="WAV",
        help="write what would be heard from Safeword to a file instead of a loudspeaker",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one object a line: see docs/json.md")
    add_json_to(parser)


def check_output(args: argparse.Namespace) -> None:
    """Look, before anything is played, whether `--output` can be written.

    Raises `OutputProblem`, and `UsageProblem` where a recording would be written over.
    """
    if args.output is None:
        return
    if any(_same(args.output, recording) for recording in args.input):
        raise UsageProblem(
            f'"{args.output}" is the recording itself, which --output would write over: choose '
            "another file."
        )
    if not args.dry_run:
        check_writable(args.output)


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):  # one of them is not there
        return os.path.samefile(one, other)  # noqa: PTH121
    return False


def use_devices(args: argparse.Namespace, room: Room) -> None:
    """Take the devices of the agreement where the options name none."""
    args.microphone = args.microphone or room.microphone
    args.speaker = args.speaker or room.loudspeaker


@contextmanager
def performer_for(
    args: argparse.Namespace,
    voice: CheckedVoice,
    tell: Tell,
    *,
    ahead: Iterable[str],
    own_voice: OwnVoiceSearch | None = None,
) -> Iterator[Performer]:
    """Open what the options ask for; on leaving, close it and the voice, and write `--output`.

    The texts that are likely to be spoken are rendered `ahead`. What a loudspeaker said is told to
    `own_voice`.

    Raises `ModelProblem` without a voice and `DeviceProblem` without a loudspeaker, except that a
    recording goes on without one. Without players it goes on as well: both are told once.
    """
    if args.dry_run:
        yield OnlyTelling()
        return
    voice.check()
    speaker = _speaker(args, tell)

    def said(sound: Sound) -> None:
        if own_voice is not None and isinstance(speaker, Loudspeaker):
            own_voice.said(sound, speaker.way)

    with ExitStack() as closing:
        performer = RoomPerformer(
            _players(tell),
            voice,
            speaker,
            replay=args.fast,
            remember=_keep_nothing if args.input else _keep_today,
            said=said,
        )
        if isinstance(speaker, RoomSpeaker) and args.output:
            closing.callback(speaker.save, args.output)
        closing.push(lambda kind, *_: performer.close(orderly=kind is None))
        if not args.fast:
            performer.prepare(ahead)
        yield performer


def _speaker(args: argparse.Namespace, tell: Tell) -> Speaker:
    if args.output:
        return RoomSpeaker()
    try:
        return Loudspeaker(args.speaker)
    except DeviceProblem as problem:
        if not args.input:
            raise
        tell(Happening(0, Kind.FAULT, "no_loudspeaker", {"text": str(problem)}))
        return RoomSpeaker()


def _players(tell: Tell) -> Players:
    """A bus and players that come later are found then."""
    players = MprisPlayers()
    if players.problem is not None and not players.states():
        text = str(players.problem)
        tell(Happening(0, Kind.FAULT, "no_player_bus", {"text": text}))
    elif not players.states():
        text = "No music player is running: start one at any time, it will be found."
        tell(Happening(0, Kind.FAULT, "no_players", {"text": text}))
    return players


def _keep_today() -> None:
    reminder.keep(date.today())


def _keep_nothing() -> None:
    """A recording is no session of today."""
