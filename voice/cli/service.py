"""`safeword service`: Safeword as a service of your desktop session, with systemd."""

import argparse

from voice.service import unit

STARTS = (
    "Start it:    systemctl --user daemon-reload && systemctl --user start safeword\n"
    "End it:      systemctl --user stop safeword, or say 'end the session'\n"
    "Look at it:  systemctl --user status safeword\n"
    "It never starts by itself. Where your agreement is locked, docs/privacy.md says how it gets "
    "the passphrase."
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its two actions."""
    parser = commands.add_parser("service", help="listen as a service that systemd looks after")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    text = "write the unit for systemd, and say how to start it"
    install = actions.add_parser("install", help=text, description=text)
    install.add_argument(
        "--satellite", action="store_true",
        help="allow it a network connection, for a microphone that is a satellite's",
    )  # fmt: skip
    install.set_defaults(run=_install)
    text = "delete it"
    actions.add_parser("uninstall", help=text, description=text).set_defaults(run=_uninstall)


def _install(args: argparse.Namespace) -> int:
    unit.install(satellite=args.satellite)
    print(f"Wrote {unit.path()}.\n{STARTS}")
    return 0


def _uninstall(_: argparse.Namespace) -> int:
    if unit.uninstall():
        print(
            f"Deleted {unit.path()}. A service that runs goes on until it is ended: "
            "systemctl --user stop safeword && systemctl --user daemon-reload"
        )
    else:
        print(f"There is none: {unit.path()}.")
    return 0
