"""Files as disks, editors and transfers spoil them: bytes changed, lost, doubled or put in."""

from hypothesis import strategies as st

_Damage = tuple[str, int, bytes]
_PIECES = st.one_of(
    st.binary(min_size=1, max_size=8),
    st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\r\n", b"\xef\xbb\xbf"]),
)
_KINDS = st.sampled_from(["changed", "put in", "lost", "cut", "doubled"])


def damaged(whole: bytes, *, most: int = 4, within: int | None = None) -> st.SearchStrategy[bytes]:
    """It with some damage, all of it in the first `within` bytes where that is given."""
    place = st.integers(0, min(len(whole), within or len(whole)))
    return st.lists(st.tuples(_KINDS, place, _PIECES), min_size=1, max_size=most).map(
        lambda damages: _with(whole, damages)
    )


def _with(content: bytes, damages: list[_Damage]) -> bytes:
    for kind, at, piece in damages:
        before, after = content[:at], content[at:]
        match kind:
            case "changed":
                content = before + piece + after[len(piece) :]
            case "put in":
                content = before + piece + after
            case "lost":
                content = before + after[len(piece) :]
            case "cut":
                content = before
            case _:
                content = before + before[-len(piece) * 8 :] + after
    return content
