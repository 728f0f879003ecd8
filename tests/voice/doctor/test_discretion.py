"""What is private stays out of what people paste."""

import getpass
import socket
from pathlib import Path

import pytest

from intents.agreement import Agreement, Limits, Person, Room, Words
from voice import agreement_file
from voice.audio.devices import Device
from voice.doctor.discretion import described, discreet, place

AGREED = Agreement(
    words=Words(stop=("pineapple tart",), slow=("red",)),
    people=(Person(name="Zelda", hard=("feathers",)),),
    together=Limits(soft=("blue rope",)),
    room=Room(microphone="Yeti"),
)


def device(name: str, at_server: str | None) -> Device:
    return Device(name, 0, 48_000, 1, at_server)


@pytest.mark.parametrize("private", ["Zelda", "pineapple tart", "feathers", "blue rope", "RED"])
def test_nothing_of_an_agreement_gets_through_but_its_devices(private: str) -> None:
    assert private not in discreet(f"{private}'s player", AGREED)
    assert discreet("Yeti in use, bored", AGREED) == "Yeti in use, bored"


def test_neither_home_nor_user_nor_computer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "zorro")
    monkeypatch.setattr(socket, "gethostname", lambda: "attic.lan")
    assert getpass.getuser() == "zorro"
    assert discreet(f"{tmp_path}/x of zorro@attic.lan at Attic\n", None) == "…/x of …@… at …"


def test_only_hardware_is_called_by_its_name() -> None:
    assert described(device("USB PnP", "alsa_input.usb-1"), AGREED) == '"USB PnP"'
    assert described(device("HDA Intel (hw:0,0)", None), AGREED) == '"HDA Intel (hw:0,0)"'
    assert described(device("Zelda's", "alsa_input.usb-1"), AGREED) == '"…\'s"'
    assert described(device("Zelda's", "alsa_input.usb-1"), None) == "hardware"
    for at_server in ("bluez_source.00_11", "tunnel-source.alex.local", "mic"):
        assert "Alex" not in described(device("Alex's", at_server), None)


def test_our_own_places_are_named_without_whose_they_are(home: Path) -> None:
    path = agreement_file.default_path()
    assert path.is_relative_to(home)
    assert place(path) == "~/.config/safeword/agreement.toml"


def test_folders_that_were_moved_are_named_by_their_variables(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "zelda"))
    assert place(agreement_file.default_path()) == "$XDG_CONFIG_HOME/safeword/agreement.toml"
    assert place(Path("/srv/zelda/agreement.toml")) == "agreement.toml"
