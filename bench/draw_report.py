"""The pictures of the report."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.cost import Cost
from bench.curves import Point
from bench.delays import LATCHED, SOFT, Delay, delays
from bench.measured import Measured

_COLOURS = ("#0b6e4f", "#1f5fbf", "#b3541e", "#7b3fa0")
_SIZE = (9.0, 4.6)


def draw(measured: Measured, curves: Mapping[str, Sequence[Point]], folder: Path) -> None:
    """Write curves.png, delays.png and cost.png into the folder; white, to be readable anywhere."""
    mpl.use("Agg")
    _save(_curves(curves), folder / "curves.png")
    _save(
        _delays(delays(measured.noisy, SOFT), delays(measured.noisy, LATCHED)),
        folder / "delays.png",
    )
    _save(_costs(measured.costs), folder / "cost.png")


def _curves(curves: Mapping[str, Sequence[Point]]) -> Figure:
    figure, axes = _figure()
    for (word, points), colour in zip(curves.items(), _COLOURS, strict=True):
        false = [point.false / point.hours for point in points]
        missed = [100 * point.missed / max(point.of, 1) for point in points]
        axes.plot(false, missed, "o-", color=colour, label=word, markersize=4, clip_on=False)
        now = next(at for at, point in enumerate(points) if point.shift == 0)
        axes.plot(false[now], missed[now], "o", color=colour, markersize=10, clip_on=False)
    axes.set_xlabel("false stops an hour of talk")
    axes.set_ylabel("missed at 10 dB, %")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.set_title("If it were more or less easily convinced. Large marks: as it is.", fontsize=11)
    axes.legend(frameon=False)
    return figure


def _delays(soft: Sequence[Delay], latched: Sequence[Delay]) -> Figure:
    figure, axes = _figure()
    edges = [at / 20 for at in range(-24, 41)]
    for each, title, colour in (
        (soft, "the music dips", _COLOURS[1]),
        (latched, "the stop is latched", _COLOURS[2]),
    ):
        whole = [delay.whole for delay in each]
        axes.hist(whole, edges, histtype="step", color=colour, linewidth=1.6, label=title)
    axes.set_xlabel("seconds after the end of the word, our computing included")
    axes.set_ylabel("words")
    axes.legend(frameon=False)
    return figure


def _costs(costs: Sequence[Cost]) -> Figure:
    figure, axes = _figure()
    for cost, colour in zip(costs, _COLOURS, strict=False):
        axes.plot(cost.each_second, color=colour, linewidth=1, label=cost.kind)
    axes.axhline(0.25, color="#888888", linewidth=0.8, linestyle="--")
    axes.set_xlabel("seconds of sound")
    axes.set_ylabel("processor time of the ears, s for each s")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    return figure


def _figure() -> tuple[Figure, Axes]:
    figure, axes = pyplot.subplots(figsize=_SIZE, layout="constrained", facecolor="white")
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=100)
    pyplot.close(figure)
