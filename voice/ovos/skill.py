"""The skill, as OpenVoiceOS loads it. It may fail or hang; the session does not know of it."""

import threading
from collections.abc import Callable

from ovos_bus_client.message import Message
from ovos_utils import classproperty
from ovos_utils.process_utils import RuntimeRequirements
from ovos_workshop.decorators import fallback_handler
from ovos_workshop.skills.fallback import FallbackSkill

from intents.state import Mode
from voice.control.following import Seen, follow
from voice.ovos.asking import ABOUT, INTENTS, Intent, ask, is_about_something

STATE = "safeword.state"
"""Told with each sign of life of a session, each second, and once when nobody listens any more."""
STOP = "safeword.stop"
"""Told when a session is stopped. Without words, as the other one."""
FIRST = 1
"""Before other fallbacks, which answer whatever nobody else knows."""


class SafewordSkill(FallbackSkill):
    """Asks the session what people ask OpenVoiceOS, and tells its bus how the session is."""

    @classproperty
    def runtime_requirements(self) -> RuntimeRequirements:
        """Nothing of the network."""
        return RuntimeRequirements(
            network_before_load=False,
            internet_before_load=False,
            requires_network=False,
            requires_internet=False,
            no_network_fallback=True,
            no_internet_fallback=True,
        )

    _seen: Seen | None = None

    def initialize(self) -> None:
        """Begin."""
        for name in INTENTS:
            self.register_intent_file(f"{name}.intent", self._asking(name))
        self._over = threading.Event()
        threading.Thread(target=follow, args=(self._follow, self._over), daemon=True).start()

    def shutdown(self) -> None:
        """End; what is open ends with the next sign of life, or without one."""
        self._over.set()

    def can_answer(self, message: Message) -> bool:
        """What assistants are asked anyway, as "what about rope?", is ours in a session only.

        An intent that comes and goes with sessions would be no good: engines understand nothing
        while one is put in, not even "red".
        """
        data = message.data
        return self._seen is not None and any(
            is_about_something(each, data["lang"]) for each in data["utterances"]
        )

    @fallback_handler(priority=FIRST)
    def answer(self, _: Message) -> bool:
        """What `can_answer` took."""
        self._answer(ABOUT)
        return True

    def _asking(self, name: str) -> Callable[[Message], None]:
        def handle(_: Message) -> None:
            self._answer(INTENTS[name])

        return handle

    def _answer(self, intent: Intent) -> None:
        sentences = [self.resources.render_dialog(key) for key in ask(intent)]
        if sentences:
            self.speak(" ".join(sentences))

    def _follow(self, now: Seen | None) -> None:
        before, self._seen = self._seen, now
        try:
            self._tell(before, now)
        except Exception:  # the next sign of life is told all the same
            self.log.exception("The bus was not told of the session.")

    def _tell(self, before: Seen | None, now: Seen | None) -> None:
        if now is None and before is None:
            return
        if now is None:
            self.bus.emit(Message(STATE, {"listening": False, "state": None}))
            return
        self.bus.emit(Message(STATE, {"listening": now.well, "state": now.state}))
        if now.state == Mode.STOPPED and (before is None or before.state != Mode.STOPPED):
            self.bus.emit(Message(STOP))
