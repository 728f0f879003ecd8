"""`safeword mqtt`: Home Assistant, through an MQTT broker."""

import argparse
import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path

from voice.errors import SettingsProblem
from voice.mqtt import settings
from voice.telling.out import complain


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mqtt",
        help="tell Home Assistant how a session is, through an MQTT broker",
        description="Runs beside 'safeword listen' until it is ended, and opens a connection to "
        "the broker that its settings name. See docs/mqtt.md.",
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add what is common to commands that connect to a broker."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="another file of settings")
    parser.set_defaults(reminds=False, network=True)


def settings_of(args: argparse.Namespace) -> settings.Settings:
    """Those that were chosen. Raises `SettingsProblem`, also where no part for MQTT is there."""
    wanted = settings.read(args.settings or settings.default_path())
    try:
        import aiomqtt  # noqa: F401, PLC0415  an extra that may not be there
    except ModuleNotFoundError:
        raise SettingsProblem(
            "The parts for MQTT are not installed: docs/mqtt.md says how that is done."
        ) from None
    return wanted


def run(args: argparse.Namespace) -> int:
    """Go on until a signal comes; its exit code. Raises `SettingsProblem`."""
    wanted = settings_of(args)
    from voice.mqtt.bridge import Bridge  # noqa: PLC0415  it needs them

    return asyncio.run(until_a_signal(Bridge(wanted, complain).run()))


async def until_a_signal(work: Coroutine[None, None, None]) -> int:
    """Cancel the work when one comes, so that it can take its leave."""
    code = 0
    working = asyncio.create_task(work)

    def end(number: signal.Signals) -> None:
        nonlocal code
        code = 128 + number
        working.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, end, number)
    with suppress(asyncio.CancelledError):
        await working
    return code
