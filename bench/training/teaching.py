"""The network as its own teacher: what it makes of clean speech, it should make of spoiled speech.

Of each window the encoder's output should be what it was, and the decoder, which stays as it is,
should be as sure of the same tokens (knowledge distillation, Hinton et al. 2015). Where the network
is wrong about clean speech, the text that was spoken is right; where nobody speaks, nothing is.
"""

import copy
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from torch.utils.data import DataLoader, IterableDataset

from bench.training.distortion import distorted, nobody
from bench.training.network import Decoder, Encoder
from bench.training.noise import Chance
from bench.training.surroundings import Surroundings
from bench.training.windows import Window
from models.moonshine.tokenizer import END, START

_FRAMES = 24 * 28_000
"""Of a batch."""
_NOBODY = 0.25
"""The share of a batch in which nobody speaks."""
_RATE, _WARM = 2.5e-4, 40
"""The most that AdamW moves a weight, and the steps until it does; afterwards less and less
(Loshchilov and Hutter 2017, cosine)."""
_RIGHT, _WRONG, _SILENT = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows of one length."""

    spoiled: Tensor
    """(batch, frames)"""
    clean: Tensor
    """(batch, frames)"""
    tokens: Tensor
    """(batch, longest), END after END."""
    lengths: Tensor
    """(batch,) how many tokens are to be foreseen."""
    kinds: Tensor
    """(batch,) _RIGHT, _WRONG or _SILENT."""


def teach(
    begin: Encoder, teacher: Encoder, decoder: Decoder, batches: Iterator[Batch], steps: int
) -> Encoder:
    """The taught encoder: the running mean of its weights (Polyak and Juditsky 1992)."""
    teacher.eval().requires_grad_(requires_grad=False)
    decoder.eval().requires_grad_(requires_grad=False)
    encoder = copy.deepcopy(begin)
    encoder.requires_grad_()
    taught = copy.deepcopy(encoder)
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=_RATE, betas=(0.9, 0.98), weight_decay=0)
    began = time.monotonic()
    for step in range(steps):
        rate = _RATE * min(1, (step + 1) / _WARM) * (1 + math.cos(math.pi * step / steps)) / 2
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(encoder, teacher, decoder, next(batches))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            kept = min(0.99, (step + 1) / (step + 10))
            for slow, fast in zip(taught.parameters(), encoder.parameters(), strict=True):
                slow.lerp_(fast, 1 - kept)
        if (step + 1) % 20 == 0:
            print(f"{step + 1} of {steps}: {loss.item():.2f}, {time.monotonic() - began:.0f} s")
    return taught


def mean(encoders: Sequence[Encoder]) -> Encoder:
    """Of their weights (model soups, Wortsman et al. 2022)."""
    made = copy.deepcopy(encoders[0])
    with torch.no_grad():
        each = zip(*(encoder.parameters() for encoder in encoders), strict=True)
        for parameter, parts in zip(made.parameters(), each, strict=True):
            parameter.copy_(torch.stack(parts).mean(0))
    return made


def loss_of(encoder: Encoder, teacher: Encoder, decoder: Decoder, batch: Batch) -> Tensor:
    """Nats a window that the decoder is wrong by, and how far the encoder's output is off."""
    given, wanted = batch.tokens[:, :-1], batch.tokens[:, 1:]
    counted = torch.arange(wanted.shape[1])[None] < batch.lengths[:, None]
    heard = encoder(batch.spoiled).float()
    guess = F.log_softmax(decoder(given, heard).float(), -1)
    with torch.no_grad():
        known = teacher(batch.clean).float()
        taught = F.log_softmax(decoder(given, known).float(), -1)
    by_teacher = (taught.exp() * (taught - guess)).sum(-1)
    by_text = -guess.gather(-1, wanted[..., None])[..., 0]
    right = (batch.kinds == _RIGHT)[:, None]
    wrong = torch.where(right, 0.7 * by_teacher + 0.3 * by_text, by_text) * counted
    off = ((heard - known) ** 2).mean((1, 2)) / (known**2).mean((1, 2))
    trusted = torch.tensor([1.0, 0.3, 0.0])[batch.kinds]
    return wrong.sum(1).mean() + (off * trusted).mean()


def spoiling(windows: Sequence[Window], around: Surroundings, seed: int) -> Iterator[Batch]:
    """Without an end; made by another process beforehand."""
    return iter(DataLoader(Batches(windows, around, seed), batch_size=None, num_workers=1))


class Batches(IterableDataset[Batch]):
    """Without an end: the windows in random order, each time spoiled otherwise."""

    def __init__(self, windows: Sequence[Window], around: Surroundings, seed: int) -> None:
        """Nothing is made before it is asked for."""
        self._by_length: dict[int, list[Window]] = {}
        for window in windows:
            self._by_length.setdefault(len(window.frames), []).append(window)
        self._around, self._seed = around, seed

    def __iter__(self) -> Iterator[Batch]:
        """Deterministic, with one worker."""
        chance = np.random.default_rng(self._seed)
        lengths = list(self._by_length)
        shares = np.array([length * len(self._by_length[length]) for length in lengths], float)
        while True:
            length = lengths[chance.choice(len(lengths), p=shares / shares.sum())]
            windows = self._by_length[length]
            chosen = chance.permutation(len(windows))[: _FRAMES // length]
            yield _batch([windows[at] for at in chosen], chance, self._around)


def _batch(windows: Sequence[Window], chance: Chance, around: Surroundings) -> Batch:
    spoiled, tokens, kinds = [], [], []
    for window in windows:
        clean = window.frames.astype(np.float64)
        if chance.random() < _NOBODY:
            sound, kind = nobody(len(clean), chance, around), _SILENT
        else:
            sound = distorted(clean, chance, around)
            kind = _RIGHT if window.right else _WRONG
        sound[len(sound) - window.tail :] = 0
        spoiled.append(sound.astype(np.float32))
        tokens.append((START, END) if kind == _SILENT else window.tokens)
        kinds.append(kind)
    longest = max(map(len, tokens))
    return Batch(
        torch.from_numpy(np.stack(spoiled)),
        torch.from_numpy(np.stack([window.frames for window in windows])),
        torch.tensor([[*each, *[END] * (longest - len(each))] for each in tokens]),
        torch.tensor([len(each) - 1 for each in tokens]),
        torch.tensor(kinds),
    )
