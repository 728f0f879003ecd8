"""The picture of the comparison: missed against false alarms, one mark for each threshold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from bench.comparison_tables import levels
from bench.outcomes import Alarms, Count, Measured, Outcome, Part
from bench.peers.peer import Peer

_LOOKS = (("o", "#0b6e4f"), ("s", "#1f5fbf"), ("h", "#b3541e"), ("D", "#7b3fa0"))
"""Mark and colour of each system."""
_PANELS = {
    Part.QUIET: "said in a quiet room",
    Part.NOISY: "said 10 dB over music, babble or room",
}
_TITLE = (
    'Missed "red" against false alarms: low and left is better\n'
    "large: as it usually is, with 95% intervals; small: at other thresholds, "
    "or Safeword with its dips of the music"
)


def draw(systems: Sequence[Peer], measured: Measured, path: Path) -> None:
    """Those that can be asked for "red". White ground, so that it can be read anywhere."""
    mpl.use("Agg")
    figure, both = pyplot.subplots(
        1, 2, figsize=(11, 5), sharex=True, sharey=True, layout="constrained", facecolor="white"
    )
    hours = 0.0
    for axes, (part, title) in zip(both, _PANELS.items(), strict=True):
        for peer, look in zip(systems, _LOOKS, strict=False):
            talk = _talk(peer, measured)
            said = measured.get((peer.name, "red", part))
            if talk and said:
                marks = {
                    level: (Alarms.among(talk, level), Count.among(said, level))
                    for level in levels(peer, "red")
                }
                _system(axes, peer, marks, look)
                hours = marks[peer.usual("red")][0].hours
        axes.set_title(title, fontsize=11)
        _scales(axes)
    for axes in both:
        axes.set_xlabel(f"false alarms an hour, in {hours:.2f} h of talk without the word")
    both[0].set_ylabel("missed, %")
    figure.suptitle(_TITLE, fontsize=11)
    handles, names = both[1].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(_LOOKS), frameon=False)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _talk(peer: Peer, measured: Measured) -> Sequence[Outcome] | None:
    """Conversation, or where there is none, what there is."""
    parts = ((peer.name, "red", part) for part in (Part.CONVERSATION, Part.TALK))
    return next((measured[each] for each in parts if each in measured), None)


def _system(
    axes: Axes, peer: Peer, marks: Mapping[float, tuple[Alarms, Count]], look: tuple[str, str]
) -> None:
    """All its thresholds, joined; the usual one large, with its intervals."""
    at = [(alarms.an_hour, 100 * count.missed) for alarms, count in marks.values()]
    mark, colour = look
    axes.plot(
        *zip(*at, strict=True), marker=mark, color=colour, linewidth=0.8, markersize=5,
        clip_on=False,
    )  # fmt: skip
    alarms, count = marks[peer.usual("red")]
    low, high = count.missed_between
    left, right = alarms.between
    axes.errorbar(
        alarms.an_hour, 100 * count.missed,
        xerr=[[alarms.an_hour - left], [right - alarms.an_hour]],
        yerr=[[100 * (count.missed - low)], [100 * (high - count.missed)]],
        fmt=mark, color=colour, ecolor=colour + "55", markersize=11, clip_on=False,
        label=peer.name, zorder=3,
    )  # fmt: skip


def _scales(axes: Axes) -> None:
    # Linear up to one an hour, so that none at all has a place; logarithmic from there.
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xticks([0, 1, 10, 100, 1000])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_xlim(-0.15, 3000)
    axes.set_ylim(-2, 102)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
