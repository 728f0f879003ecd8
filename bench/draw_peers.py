"""The picture of the comparison: missed against false alarms, one mark for each threshold."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter

from bench.comparison_tables import called, levels
from bench.outcomes import Alarms, Count, Measured, Part
from bench.peers.peer import Peer

_MARKS = "oshD^v"
_LOOKS = ("#0b6e4f", "#1f5fbf", "#b3541e", "#7b3fa0", "#666666", "#333333")


def draw(systems: Sequence[Peer], measured: Measured, path: Path) -> None:
    """Those that can be asked for "red". White ground, so that it can be read anywhere."""
    mpl.use("Agg")
    figure, axes = pyplot.subplots(figsize=(9, 5.2), layout="constrained", facecolor="white")
    clips, hours = 0, 0.0
    for peer, mark, colour in zip(systems, _MARKS, _LOOKS, strict=False):
        talk = measured.get((peer.name, "red", Part.TALK))
        said = measured.get((peer.name, "red", Part.NOISY))
        if not talk or not said:
            continue
        for at, level in enumerate(levels(peer, "red")):
            alarms, count = Alarms.among(talk, level), Count.among(said, level)
            clips, hours = count.of, alarms.hours
            low, high = count.missed_between
            left, right = alarms.between
            axes.errorbar(
                alarms.an_hour, 100 * count.missed,
                xerr=[[alarms.an_hour - left], [right - alarms.an_hour]],
                yerr=[[100 * (count.missed - low)], [100 * (high - count.missed)]],
                fmt=mark, color=colour, ecolor=colour + "55", markersize=9, clip_on=False,
                label=peer.name if at == 0 else None, zorder=3,
            )  # fmt: skip
            axes.annotate(
                called(peer, "red", level), (alarms.an_hour, 100 * count.missed),
                xytext=(9, 6), textcoords="offset points", fontsize=9, color=colour,
            )  # fmt: skip
    # Linear up to one an hour, so that none at all has a place; logarithmic from there.
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xticks([0, 1, 10, 100, 1000])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_xlim(-0.15, 3000)
    axes.set_ylim(-2, 102)
    axes.set_xlabel(f"false alarms an hour, in {hours:.2f} h of talk (linear up to 1, then log)")
    axes.set_ylabel(f'missed "red" at 10 dB, % of {clips} clips')
    axes.set_title('"Red" in noise: low and left is better. Bars: 95% intervals.', fontsize=11)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper right")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
