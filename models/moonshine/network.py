"""Moonshine tiny-en as two ONNX sessions (Jeffries et al. 2024, arXiv 2410.15608).

The weights are quantised dynamically: the scale of the activations is taken from everything that
is computed together, so batching or padding would change the result by a nat or more. Therefore
one token of one hypothesis is computed at a time, which is the same to the bit however many other
hypotheses there are; prefixes that hypotheses share are computed once.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.ears import Frames
from models.errors import ModelProblem
from models.moonshine.files import DECODER, ENCODER, Pin
from models.moonshine.tokenizer import START
from models.onnx_library import onnxruntime as ort

_SHORTEST = 2_000
"""Frames under which the encoder's convolutions have nothing to put out."""


@dataclass(slots=True, eq=False)
class State:
    """The decoder after some tokens about some sound."""

    log_probs: NDArray[np.float32]
    """Natural logarithm of the probability of each next token, shape (32768,)."""
    sound: dict[str, ort.OrtValue]
    """What the decoder attends to in the sound: the same for all states of one sound."""
    past: list[ort.OrtValue]
    """What it attends to in the tokens before."""
    follows: dict[int, "State"] = field(default_factory=dict)
    """The states that were already computed from here, by token."""


class Network:
    """Holds the weights: about 180 MB. Its methods change nothing: any thread may call them."""

    def __init__(self, encoder: Path, decoder: Path) -> None:
        """Load the two sessions (see `models.moonshine.files`).

        Raises `ModelProblem` for a file that cannot be loaded.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._encoder = _loaded(encoder, ENCODER, options)
        self._decoder = _loaded(decoder, DECODER, options)
        outputs = [output.name for output in self._decoder.get_outputs()]
        self._past = [n for n in outputs if n.startswith("present") and ".decoder." in n]
        self._cross = [n for n in outputs if n.startswith("present") and ".encoder." in n]
        empty = {
            i.name: i.shape
            for i in self._decoder.get_inputs()
            if i.name.startswith("past_key_values")
        }
        self._empty = {
            name: _value(np.zeros((1, shape[1], 0, shape[3]), np.float32))
            for name, shape in empty.items()
        }
        self._fresh = _value(np.array([False]))
        self._cached = _value(np.array([True]))

    def begin(self, frames: Frames) -> State:
        """Encode a sound, shape (n,), and start the transcription."""
        short = max(0, _SHORTEST - len(frames))
        sound = np.pad(frames, (0, short)).astype(np.float32, copy=False)[None]
        hidden = self._encoder.run(
            ["last_hidden_state"],
            {"input_values": sound, "attention_mask": np.ones(sound.shape, np.int64)},
        )[0]
        given = {
            "encoder_hidden_states": _value(hidden),
            "encoder_attention_mask": _value(np.ones(hidden.shape[:2], np.int64)),
        }
        logits, *rest = self._decoder.run_with_ort_values(
            ["logits", *self._cross, *self._past],
            self._empty | given | {"input_ids": _ids(START), "use_cache_branch": self._fresh},
        )
        cross = dict(zip((_as_input(n) for n in self._cross), rest, strict=False))
        return State(_log_probs(logits), given | cross, rest[len(cross) :])

    def follow(self, state: State, token: int) -> State:
        """The state after one more token; computed once."""
        if token not in state.follows:
            past = dict(zip((_as_input(n) for n in self._past), state.past, strict=True))
            logits, *rest = self._decoder.run_with_ort_values(
                ["logits", *self._past],
                state.sound | past | {"input_ids": _ids(token), "use_cache_branch": self._cached},
            )
            state.follows[token] = State(_log_probs(logits), state.sound, rest)
        return state.follows[token]


def _loaded(path: Path, pin: Pin, options: ort.SessionOptions) -> ort.InferenceSession:
    try:
        return ort.InferenceSession(path, options)
    except Exception as error:  # onnxruntime raises many kinds without a common base
        raise ModelProblem(f"The speech model {path} cannot be loaded. {pin.remedy}") from error


def _as_input(name: str) -> str:
    return name.replace("present", "past_key_values")


def _ids(token: int) -> ort.OrtValue:
    return _value(np.array([[token]], np.int64))


def _value(array: NDArray[np.generic]) -> ort.OrtValue:
    return ort.OrtValue.ortvalue_from_numpy(array)


def _log_probs(logits: ort.OrtValue) -> NDArray[np.float32]:
    z: NDArray[np.float32] = logits.numpy()[0, -1]
    z -= z.max()
    z -= np.log(np.exp(z).sum())
    return z
