"""`python -m bench.states`: draws the state machine from the machine itself, as docs/states.md.

Each place that a session can be in is reached by saying the words that lead there, and then every
event is tried in it. So the table and the diagram cannot say anything that the program does not do.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from intents.agreement import Agreement
from intents.clock import frames
from intents.decide import decide
from intents.deciding.decision import Decision
from intents.faults import Fault
from intents.messages import Event, FaultsChanged, Say, Signal, Spoke, Started, Ticked
from intents.names import TOPICAL, Name
from intents.phrases import lexicon_for
from intents.plan import Plan, draft_plan
from intents.state import Music, Place, State, new_session
from voice.language import phrases_of, prompts_of

OUT = Path(__file__).parent.parent / "docs" / "states.md"

TEXT = """# The states of a session

Written by `python -m bench.states`, which asks `intents.decide.decide` itself; a test holds that
this page says what the program does. What is said stands in `intents/data/en/prompts.yaml` under
the names below.

## The diagram

From any of these, a stop word or the house word leads to *stopped*, and going deaf to *faulty*;
those arrows are left out. *Limits* and *aftercare* are shown as they are while playing: while
stopped, the stop stays.

{diagram}

## The table

An arrow is the place that follows, then what is said; `♪` is what the music does: `♪0` paused,
`♪1` low, `♪2` as loud as it was. An empty cell is an answer too: nothing changes and nothing is
said.

{table}
"""

NOISES: Mapping[str, Event] = {
    "(silence until a time is up)": Ticked(0),
    "(going deaf)": FaultsChanged(frozenset({Fault.NO_FRAMES})),
    "(hearing again)": FaultsChanged(frozenset()),
    "(the ears open)": Started(),
}
"""What happens besides words."""

MANY = 8
"""More words than this on one arrow are not told one by one."""
NOTES = {Music.PAUSED: "♪0", Music.SOFT: "♪1", Music.LOUD: "♪2"}


def plan() -> Plan:
    """The usual words of two people who are asked how they are every ten minutes."""
    agreement = Agreement.model_validate(
        {"check_in": {"every_minutes": 10}, "people": [{"name": "Alex"}, {"name": "Sam"}]}
    )
    lexicon = lexicon_for(agreement, phrases_of("en"))
    return draft_plan(agreement, prompts_of("en"), lexicon)


def places() -> dict[Place, State]:
    """Each place, reached by what people say, when all that was to be said was said."""
    begun: list[Event] = [Started(), *[_said(Name.AFFIRM)] * len(plan().before), _said(Name.BEGIN)]
    ways: dict[Place, list[Event]] = {
        Place.UNARMED: [Started()],
        Place.ARMED: begun[:-1],
        Place.PLAYING: begun,
        Place.SLOW: [*begun, _said(Name.SLOW)],
        Place.RESTING: [*begun, _said(Name.AFTERCARE), _said(Name.DONE)],
        Place.CHECKING_IN: [*begun, _said(Name.CHECK_IN)],
        Place.STOPPED: [*begun, _said(Name.STOP), _said(Name.RESUME)],
        Place.LIMITS: [*begun, _said(Name.LIMITS)],
        Place.AFTERCARE: [*begun, _said(Name.AFTERCARE)],
        Place.FAULTY: [*begun, NOISES["(going deaf)"]],
        Place.CLOSING: [*begun, _said(Name.END)],
    }
    return {place: _after(place, events) for place, events in ways.items()}


def page() -> str:
    """The text of docs/states.md."""
    answers = {
        (place, name): _answer(state, event)
        for place, state in places().items()
        for name, event in _events()
    }
    return TEXT.format(diagram=_diagram(answers), table=_table(answers))


def _said(name: Name) -> Signal:
    return Signal(name, 1.0, ("ear",), 0, 0, topic="rope" if name in TOPICAL else "")


def _events() -> Iterator[tuple[str, Event]]:
    for name in Name:
        yield f"`{name}`", _said(name)
    yield from NOISES.items()


def _after(place: Place, events: list[Event]) -> State:
    state = new_session(plan())
    for event in events:
        state = decide(state, event).state
        spoken = state.speech.last
        if spoken is not None and not (event is events[-1] and place is Place.LIMITS):
            state = decide(state, Spoke(spoken)).state
    assert state.place is place, (state.place, place)
    return state


def _answer(state: State, event: Event) -> tuple[Place, str]:
    """The place that follows, and what is done, as a cell of the table."""
    decision = _wait(state) if isinstance(event, Ticked) else decide(state, event)
    after = decision.state
    parts = [f"→ {_words(after.place)}"] if after.place is not state.place else []
    said = dict.fromkeys(e.prompt for e in decision.effects if isinstance(e, Say))
    if said:
        parts.append(", ".join(said))
    if after.music is not state.music:
        parts.append(NOTES[after.music])
    return after.place, " ".join(parts)


def _wait(state: State) -> Decision:
    """The first thing that time brings by itself, within an hour."""
    for now in range(state.now, state.now + frames(3600), frames(1)):
        decision = decide(state, Ticked(now))
        if decision.effects:
            return decision
        state = decision.state
    return Decision(state)


def _diagram(answers: Mapping[tuple[Place, str], tuple[Place, str]]) -> str:
    left_out = {f"`{Name.STOP}`", f"`{Name.HOUSE}`", "(going deaf)"}
    arrows: dict[tuple[Place, Place], list[str]] = {}
    for (place, name), (after, _) in answers.items():
        if after is not place and name not in left_out:
            arrows.setdefault((place, after), []).append(name.strip("`()"))
    lines = [
        f"  {one} --> {other}: {', '.join(by) if len(by) <= MANY else 'anything else said'}"
        for (one, other), by in arrows.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", "  [*] --> unarmed", *lines, "```"])


def _table(answers: Mapping[tuple[Place, str], tuple[Place, str]]) -> str:
    lines = ["| | " + " | ".join(map(_words, Place)) + " |", "|---" * (len(Place) + 1) + "|"]
    for name, _ in _events():
        lines.append(f"| {name} | " + " | ".join(answers[place, name][1] for place in Place) + " |")
    return "\n".join(lines)


def _words(place: Place) -> str:
    return place.replace("_", " ")


if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
    print(f"Wrote {OUT.name}")
