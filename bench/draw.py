"""`python -m bench.draw`: plays the bundled scene to the listener and draws docs/scene.png."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib as mpl
import numpy as np
import soundfile
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
SCENE = ROOT / "voice" / "scene" / "scene.flac"
PICTURE = ROOT / "docs" / "scene.png"
MODES = {
    "playing": "#d9ead3",
    "slow": "#fff2cc",
    "checking_in": "#cfe2f3",
    "stopped": "#f4cccc",
    "resting": "#d9d2e9",
}
SHOWN = ("pause_players", "resume_players", "soften", "restore")


def main() -> None:
    """Run the real command, as a user would, and draw what it told and what it played."""
    mpl.use("Agg")
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder) / "room.wav"
        command = [sys.executable, "-m", "voice.cli", "scene", "--fast", "--json"]
        told = subprocess.run(
            [*command, "--output", str(room)], check=True, capture_output=True, text=True
        ).stdout
        spoken, spoken_rate = soundfile.read(room)
    people, people_rate = soundfile.read(SCENE)
    lines = [json.loads(line) for line in told.splitlines()]
    end = len(people) / people_rate

    figure, (above, below) = pyplot.subplots(
        2, 1, figsize=(15, 5), sharex=True, layout="constrained", height_ratios=(3, 2)
    )
    _waveform(above, people, people_rate, "#444444")
    _waveform(below, spoken, spoken_rate, "#38761d")
    _modes((above, below), lines, end)
    for line in lines:
        if line["kind"] == "heard" and line["name"] != "maybe_stop":
            name = line["name"].replace("_", " ")
            above.text(line["at"], 1.05, name, rotation=50, fontweight="bold", va="bottom")
            above.axvline(line["at"], color="#990000", linewidth=0.8)
    for at, name in _done(lines):
        below.axvline(at, color="#1155cc", linewidth=0.8)
        below.text(at + 0.2, 2.5, name, rotation=90, va="top", color="#1155cc", fontsize=8)
    above.set_ylabel("people, and\nwhat was heard")
    below.set_ylabel("Safeword, and\nwhat was done")
    below.set_xlim(0, end)
    below.set_xlabel("seconds")
    below.set_ylim(-1, 2.6)  # room for the words
    handles = [Patch(color=colour) for colour in MODES.values()]
    names = [name.replace("_", " ") for name in MODES]
    figure.legend(handles, names, loc="outside lower right", ncols=len(MODES), frameon=False)
    figure.savefig(PICTURE, dpi=110)
    print(f"Wrote {PICTURE.relative_to(ROOT)}")


def _done(lines: list[dict[str, object]]) -> list[tuple[float, str]]:
    """What was asked of the players; what came within a second is one line."""
    done: list[tuple[float, str]] = []
    for line in lines:
        if line["kind"] == "effect" and line["name"] in SHOWN:
            at, name = float(str(line["at"])), str(line["name"]).replace("_", " ")
            if done and at - done[-1][0] < 1:
                done[-1] = (done[-1][0], f"{done[-1][1]}, {name}")
            else:
                done.append((at, name))
    return done


def _waveform(axes: Axes, sound: NDArray[np.float64], rate: int, colour: str) -> None:
    """The extremes of each 20 ms, scaled to the loudest."""
    step = rate // 50
    whole = sound[: len(sound) // step * step].reshape(-1, step)
    peak = np.abs(whole).max() or 1
    times = np.arange(len(whole)) / 50
    axes.fill_between(times, whole.min(1) / peak, whole.max(1) / peak, color=colour, linewidth=0)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _modes(both: tuple[Axes, ...], lines: list[dict[str, object]], end: float) -> None:
    """The mode of the session as the colour of the ground."""
    states = [line for line in lines if line["kind"] == "state"]
    ends = [*(float(str(line["at"])) for line in states[1:]), end]
    for line, until in zip(states, ends, strict=True):
        for axes in both:
            axes.axvspan(
                float(str(line["at"])), until, color=MODES[str(line["name"])], zorder=-1, lw=0
            )


if __name__ == "__main__":
    main()
