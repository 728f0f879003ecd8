"""Whether what is said comes back through the microphone: who does not hear it hears no alarm."""

from dataclasses import replace

from intents.deciding.decision import Decision
from intents.deciding.noticing import forget, noticed
from intents.messages import OtherDevice, OwnVoice
from intents.notices import Notice
from intents.state import HeardBack


def heard_back(d: Decision, event: OwnVoice | OtherDevice) -> Decision:
    """A sentence did or did not; or what was known of that holds no more, and is told anew."""
    match event:
        case OtherDevice():
            return forget(d.set(heard_back=HeardBack()), Notice.NOT_HEARD_BACK)
        case OwnVoice(found):  # pragma: no branch  (there is no other)
            return _looked_for(d, found=found)


def _looked_for(d: Decision, *, found: bool) -> Decision:
    """Once it is known, more sentences tell nothing."""
    before = d.state.heard_back
    if before.is_known:
        return d
    if found:
        return d.set(heard_back=replace(before, found=True))
    d = d.set(heard_back=replace(before, missed=before.missed + 1))
    return noticed(d, Notice.NOT_HEARD_BACK) if d.state.heard_back.is_known else d
