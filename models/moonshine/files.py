"""Where the weights of Moonshine tiny-en are and whether they are whole.

The wheel of `moonshine-voice` 0.1.0 carries the decoder and the vocabulary (MIT licence); later
wheels do not. Only its folder is looked up: importing the package would load its own recogniser and
network parts. The encoder lies beside this file: it is the wheel's own, taught to hear through
noise by `bench.training`.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelProblem

REINSTALL = "Install it again: pip install --force-reinstall moonshine-voice==0.1.0"


@dataclass(frozen=True, slots=True)
class Pin:
    """What a file of the model must be."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    remedy: str = REINSTALL
    """What to do where it is not."""


ENCODER = Pin(
    "encoder.ort",
    13_088_800,
    "8f13d2d2d18ced7ecf0e885ba13a270fa625df66450028558805dc969e2cc1be",
    "Install Safeword again.",
)
DECODER = Pin(
    "decoder_model_merged.ort",
    30_412_256,
    "cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0",
)
TOKENIZER = Pin(
    "tokenizer.bin",
    249_974,
    "6884b35fd6377d4c4d32336a0bc152f36b64d1e45b6503683cdc238250a8472d",
)
PINS = (DECODER, TOKENIZER)
"""Of the wheel."""
UNTAUGHT = "encoder_model.ort"
"""The wheel's own encoder, which is only compared with."""
OURS = Path(__file__).parent


def encoder() -> Path:
    """Safeword's own file.

    Raises `ModelProblem` where it is missing or has another size.
    """
    _check_size(OURS, ENCODER)
    return OURS / ENCODER.name


def folder() -> Path:
    """The folder of the weights inside the installed wheel.

    Raises `ModelProblem` where the wheel is not installed.
    """
    spec = importlib.util.find_spec("moonshine_voice")
    if spec is None or not spec.submodule_search_locations:
        raise ModelProblem(
            "The speech model is not installed: the package moonshine-voice is missing. "
            + REINSTALL
        )
    return Path(spec.submodule_search_locations[0]) / "assets" / "tiny-en"


def check(where: Path) -> None:
    """Look at the sizes only.

    Raises `ModelProblem` for a file of the wheel that is missing or has another size.
    """
    for pin in PINS:
        _check_size(where, pin)


def verify(where: Path) -> None:
    """Look at every byte, of the wheel's files and of our own: a twentieth of a second.

    Raises `ModelProblem` for a file that is missing or is not the pinned one.
    """
    check(where)
    for path, pin in ((encoder(), ENCODER), *((where / pin.name, pin) for pin in PINS)):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != pin.sha256:
            raise ModelProblem(
                f"The speech model is damaged: {path} has the wrong content. {pin.remedy}"
            )


def _check_size(where: Path, pin: Pin) -> None:
    try:
        size = (where / pin.name).stat().st_size
    except OSError as error:
        raise ModelProblem(
            f"The speech model is incomplete: {where / pin.name} cannot be read. {pin.remedy}"
        ) from error
    if size != pin.size:
        raise ModelProblem(
            f"The speech model is damaged: {where / pin.name} has {size} bytes "
            f"instead of {pin.size}. {pin.remedy}"
        )
