"""Our ears as a plug-in for the hotwords of OpenVoiceOS, whose listener runs it in its process."""

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from ovos_config import Configuration
from ovos_plugin_manager.templates.hotwords import HotWordEngine
from ovos_utils.log import LOG

from intents.agreement import Listening
from intents.errors import AgreementProblem
from voice.hotword.spotter import spotter_for

USUAL = "en-us"
"""The language of OpenVoiceOS where its settings name none."""


class SafewordHotWord(HotWordEngine):
    """Tells when the phrases of a hotword were said. It is an extra, and no session."""

    def __init__(self, key_phrase: str, config: Mapping[str, Any] | None = None) -> None:
        """`key_phrase` is the name of the hotword in `mycroft.conf`, `config` what stands there.

        Of that, `key_phrase` is the phrase, or a list of them, in place of the name; `lang` and
        `listening` are as in docs/ovos.md. Raises `Problem` for what cannot be listened for.
        """
        super().__init__(key_phrase, config)
        language = str(self.config.get("lang") or Configuration().get("lang") or USUAL)
        spotter = spotter_for(
            _phrases(self.key_phrase, self.config.get("key_phrase")),
            language.split("-", maxsplit=1)[0].lower(),
            self.config.get("listening", Listening.USUAL),
            f"that was made of the hotword '{self.key_phrase}' in mycroft.conf",
            LOG.error,
        )
        self._spotter = spotter
        # OpenVoiceOS forgets some of its hotwords without stopping them.
        weakref.finalize(self, spotter.close)

    def update(self, chunk: bytes) -> None:
        """The next sound, mono, 16 kHz, 16 bits. Returns at once."""
        self._spotter.give(chunk)

    def found_wake_word(self) -> bool:
        """Whether one of the phrases was said since it was last asked."""
        return self._spotter.found()

    def reset(self) -> None:
        """A command was listened to meanwhile, of which nothing came here.

        What was heard before is told all the same: better late than never.
        """
        self._spotter.break_off()

    def stop(self) -> None:
        """Listen no more."""
        self._spotter.close()


def _phrases(name: str, given: object) -> Sequence[str]:
    """Of the hotword: what is given, or its name."""
    if given is None:
        return [name.replace("_", " ")]
    phrases = [given] if isinstance(given, str) else given
    if not isinstance(phrases, list) or not all(isinstance(each, str) for each in phrases):
        phrases = []
    if not phrases:
        raise AgreementProblem(
            f"The key_phrase of the hotword '{name}' must be a phrase, or a list of them: correct "
            "it in mycroft.conf, or leave it out to listen for the name."
        )
    return phrases
