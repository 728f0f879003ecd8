"""Players on the bus that play nothing themselves, but show and steer an MPD."""

from voice.players.mpris_player import MprisPlayer
from voice.players.player import Player

_REMOTES = ("mpd", "cantata", "plattenalbum")
"""How the names of such programs begin: mpDris2 and mpd-mpris are both `mpd`."""


def is_remote_of_mpd(player: Player) -> bool:
    """Whether it is such a program, by the name that it has on the bus."""
    return isinstance(player, MprisPlayer) and player.short_name.casefold().startswith(_REMOTES)
