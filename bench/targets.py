"""What was to be reached, and what was measured, row by row."""

from collections.abc import Iterator, Mapping, Sequence

from bench.by_people import PARTS, SPOKEN
from bench.curves import Point, rarely_wrong
from bench.delays import LATCHED, SOFT, delays, most
from bench.in_noise import ADVISED, AS_USUAL, CLEAN, STYLED_AT, missed
from bench.measured import Measured
from bench.part import count, hours
from bench.people import rows as people
from bench.people.figures import Figure
from bench.stats import rate, share
from bench.styles import STYLES

_MISSES: Mapping[float | None, tuple[str, float, float]] = {
    10.0: ("at 10 dB SNR (music, babble, room)", 1.0, 2.7),
    CLEAN: ("in a quiet room", 0.5, 0.5),
    5.0: ("at 5 dB", 3.0, 3.0),
    0.0: ("at 0 dB", 10.0, 10.0),
}
"""What may be missed, in percent: advised words, and "red"."""
RED = ("red",)
SOFTER = ("maybe_stop", "embedded", "slow")
"""All that lowers the music and is no stop."""
GO_ON = ("go", "resume", "yes")
_STYLED = 10.0


def section(measured: Measured, curves: Mapping[str, Sequence[Point]]) -> str:
    """The part of the report."""
    lines = [TEXT, "| What | Target | Measured | Reached |", "|---|---|---|---|"]
    rows = (
        *_people(measured),
        *_missed(measured),
        *_rarely_wrong(curves),
        *_styles(measured),
        *_mistakes(measured),
        *_delays(measured),
        *_costs(measured),
    )
    lines += [_line(row) for row in rows]
    return "\n".join([*lines, "", OBSTACLES])


Row = tuple[str, str, str, bool]


def _people(measured: Measured) -> Iterator[Row]:
    for figure in people.targets(measured.people):
        yield _row(figure)


def _row(figure: Figure) -> Row:
    target = figure.target or 0.0
    most = f"{100 * target:g}%" if figure.unit == "share" else f"{target:g}"
    return figure.row, most, str(figure), figure.reached


def table_line(figure: Figure) -> str:
    """The line of the table for a figure that has a target."""
    return _line(_row(figure))


def _line(row: Row) -> str:
    what, target, figure, fine = row
    return f"| {what} | {target} | {figure} | {_yes(fine)} |"


def _missed(measured: Measured) -> Iterator[Row]:
    for snr, (title, advised, red) in _MISSES.items():
        groups = [(ADVISED, "advised words", advised), (RED, "red", red)]
        if snr in PARTS:
            groups += [((word,), f"\u201c{word}\u201d, said by people", advised) for word in SPOKEN]
        for words, name, most_missed in groups:
            lost, of = missed(measured.noisy, words, AS_USUAL, snr)
            if of:
                fine = 100 * lost <= most_missed * of
                yield f"{name}: missed {title}", f"{most_missed:g}%", share(lost, of), fine


def _rarely_wrong(curves: Mapping[str, Sequence[Point]]) -> Iterator[Row]:
    for word, points in curves.items():
        most_missed = 2.7 if word == "red" else 1.0
        target = f"{most_missed:g}% at 1 false stop in 10 h"
        what = f"\u201c{word}\u201d: missed at 10 dB where false stops are that rare"
        point = rarely_wrong(points)
        if point is None:
            yield (
                what,
                target,
                f"no threshold was that rarely wrong in {points[0].hours:.1f} h",
                False,
            )
            continue
        figure = f"{share(point.missed, point.of)}, {point.false} false in {point.hours:.1f} h"
        figure += "" if point.shift == 0 else f", with odds shifted by {point.shift:+.1f}"
        yield what, target, figure, 100 * point.missed <= most_missed * point.of


def _styles(measured: Measured) -> Iterator[Row]:
    for style in STYLES:
        for words, name in ((ADVISED, "advised words"), (RED, "red")):
            lost, of = missed(measured.noisy, words, style, STYLED_AT)
            if of:
                fine = 100 * lost <= _STYLED * of
                yield f"{name}: missed {style}, 10 dB", f"{_STYLED:g}%", share(lost, of), fine


def _mistakes(measured: Measured) -> Iterator[Row]:
    for names, what, target in (
        (("stop", "house"), "false stops", 0.5),
        (SOFTER, "soft reactions", 2.0),
    ):
        for parts, where in (
            (measured.by_people(), "in what people read and order"),
            (measured.spoken_lines(), "in lines of ordinary and intimate talk"),
        ):
            length = hours(parts)
            if length:
                found = sum(count(parts, name) for name in names)
                figure = f"{found} in {length:.2f} h: {rate(found, length)}"
                yield f"{what} {where}, an hour", f"{target:g}", figure, found <= target * length
    silent = measured.nothing_said()
    found = sum(len(heard.named(name)) for heard in silent for name in GO_ON)
    figure = f"{found} in {sum(heard.seconds for heard in silent) / 3600:.1f} h"
    yield "go, resume or yes by mistake", "0", figure, found == 0


def _delays(measured: Measured) -> Iterator[Row]:
    for names, title, target in (
        (SOFT, "the soft reaction", 0.25),
        (LATCHED, "the latched stop", 0.5),
    ):
        each = delays(measured.noisy, names)
        if each:
            whole = most([delay.whole for delay in each])
            figure = f"{1000 * whole:.0f} ms of {len(each)} words"
            what = f"from the end of a word to {title}, 95% within"
            yield what, f"{1000 * target:.0f} ms", figure, whole <= target
    own = [delay.computing for delay in delays(measured.noisy, SOFT)]
    if own:
        figure = f"{1000 * most(own):.0f} ms of {len(own)} words"
        yield "of which our own computing, 95% within", "100 ms", figure, most(own) < 0.1


def _costs(measured: Measured) -> Iterator[Row]:
    for cost in measured.costs:
        target = 0.05 if cost.kind == "quiet" else 0.25
        what = f"share of one core, {cost.kind}"
        yield what, f"{target:g}", f"{cost.cpu:.3f} over {cost.seconds:.0f} s", cost.cpu <= target
    memory = max(cost.memory for cost in measured.costs)
    yield "memory", "350 MB", f"{memory:.0f} MB", memory <= 350
    ready = max(cost.ready for cost in measured.costs)
    yield "from the start of the process until it can hear", "2 s", f"{ready:.1f} s", ready <= 2


def _yes(fine: bool) -> str:  # noqa: FBT001
    return "yes" if fine else "**no**"


TEXT = """## What was to be reached

First what people say and do, then what synthetic voices say. Advised words are those with six
sounds or more: "red red red", "pineapple", "safe word", and "computer" and "alexa", which have rows
of their own, since people say them. All of these were taught to the ears: what holds for the word
that a couple chooses is in the rows of words that were never taught. All thresholds are the
product's own. Nothing was tuned on the voices that say words in noise, nor on the music or the
babble there. The lines of talk are by voices that thresholds were chosen on, which said other
lines. A figure is called reached by its value alone: see its interval for how sure that is. The
microphone is open before the ears are ready; what is said meanwhile waits for them.
"""
OBSTACLES = """What stands in the way of the rest, and what was tried:

- To teach the network's encoder (`bench.training`) helped more than all else. After two rounds it
  took breath, barks and music for words, so a third had far more sounds in which nobody speaks. By
  itself that one missed more of what people said; the mean of before and after is in the product.
  A fourth, with 1,262 recordings of people in English and other languages and with less noise, was
  no better in the mean on what is there to tune on, and is not in the product.
- The taught encoder took people's fast talk for the words that it was taught. The mean of its
  weights and the makers' is in the product: it misses fewer looks at people's words than either at
  as few mistakes (`docs/decisions.md`). The makers' network as a second opinion beside it added
  little, and it costs memory and time. To want more of looks that add up spared no false stop.
- How sure an answer is, is learned (`bench.training.judging`), and not calibrated on evenings: the
  recordings it was learned from have far more words in them. There are 24 minutes of telephone
  calls, few of other free talk and two of four readers in the part to tune on.
- Under babble as loud as the voice nothing tells which of the voices is meant.
- "Safe word" is long and yet missed more than others, because the network is unwilling to write it:
  it is a million times less likely to write it than "red" when it hears nothing at all. Part of
  that is taken back for each urgent phrase; to take back more took noises for words.
- A look that ends in the middle of a word may end with "red": "light ro(ast)". What only ends
  something longer therefore counts less, and one early look inside a sentence is nothing; two agree
  now and then. A threshold that never does it misses more.
- What sounds alike ("ride", "bird") said by itself is near "red" for any threshold that finds "red"
  in noise. Asking for such neighbours too did not help: the free transcription has them already.
- Some noises are near "red" for the network. Where it would rather believe that nobody spoke, that
  counts against a word, and so does how much it is at a loss. How voiced the sound is told nothing.
- Songs about colours say what they say.
- What begins with a word ("ready", "redder") is nearly that word to looks that come before it ends.
- An ear for words that each person enrols finds nothing more since the encoder was taught, and
  costs 0.08 of one core all the time (`python -m bench.enrolment`).
"""
