"""Music that nobody can pause is told when it lasts, and not for each of its pieces."""

from voice.players.reach import Lasting


def test_a_short_signal_is_not_told() -> None:
    lasting = Lasting()
    lasting.see({"chat"}, 10.0)
    assert lasting.names(11.0) == ()
    assert lasting.pending(11.0)
    lasting.see(set(), 11.0)
    assert not lasting.pending(11.0)
    assert lasting.names(20.0) == ()


def test_what_lasts_is_told_until_it_is_silent_for_a_while() -> None:
    lasting = Lasting()
    lasting.see({"game", "film"}, 10.0)
    assert lasting.names(11.5) == ("film", "game")
    assert not lasting.pending(11.5)
    for silent_at, playing_at in ((20.0, 24.0), (30.0, 34.9)):
        lasting.see({"film"}, silent_at)
        assert lasting.names(playing_at) == ("film", "game")
        lasting.see({"film", "game"}, playing_at)
    lasting.see({"film"}, 40.0)
    assert lasting.pending(44.0)
    lasting.see({"film"}, 45.0)
    assert lasting.names(45.0) == ("film",)


def test_what_was_there_before_has_lasted() -> None:
    lasting = Lasting()
    lasting.see({"game"}, 0.0, at_once=True)
    assert lasting.names(0.0) == ("game",)
