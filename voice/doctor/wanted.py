"""The session that would begin here."""

from dataclasses import dataclass

from intents.agreement import Agreement

USUAL_LANGUAGE = Agreement().language


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of it."""

    agreement: Agreement | None = None
    """None where it cannot be read."""
    microphone: str | None = None
    loudspeaker: str | None = None
    ears: tuple[str, ...] = ()
    """The names of the ears that can be loaded."""

    @property
    def language(self) -> str:
        """The agreed one, or the usual one where nobody knows."""
        return USUAL_LANGUAGE if self.agreement is None else self.agreement.language
