"""One file over HTTP, in as many pieces as it takes.

With `requests`: it is kept well, typed, and already here (Vosk and moonshine-voice depend on it).
"""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urljoin

import requests

from models.errors import FetchProblem
from models.store.folders import etag_of
from models.store.urls import is_loopback, is_secure

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes in all."""

PAUSES = (1.0, 4.0, 10.0)
"""Seconds before the second and each later attempt."""
TIMEOUTS = (10.0, 30.0)
"""Seconds to connect, and between two pieces."""
MOST_REDIRECTS = 5
PIECE = 1 << 13
"""Bytes at a time. A piece that breaks off is lost, so on a bad line small ones get further."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Status codes after which another attempt makes sense (RFC 9110, RFC 6585)."""
CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class _Interrupted(Exception):
    """This attempt failed in a way that may pass."""


def download(
    url: str, part: Path, size: int, progress: Progress, pauses: Sequence[float] = PAUSES
) -> None:
    """Bring `part` to `size` bytes, going on with what an earlier attempt left there.

    It goes on only if the server vouches that the file is still the same, by a strong ETag and
    If-Range (RFC 9110, 13.1.5), else from the start. On any exception the part stays for the
    next time. `FetchProblem` if the server refuses, has a file of another size, or cannot be
    reached after several attempts; `OSError` if the part cannot be written.
    """
    with requests.Session() as session:
        # Compressed on the way, ranges would not be ranges of the file.
        session.headers["Accept-Encoding"] = "identity"
        for pause in (*pauses, None):
            if _length(part) == size:
                progress(size, size)
                return
            try:
                _attempt(session, url, part, size, progress)
            except (_Interrupted, requests.RequestException) as error:
                if pause is None:
                    raise FetchProblem(
                        f"{url} could not be fetched: {error}. What came so far is kept: "
                        "try again later to go on."
                    ) from error
                time.sleep(pause)


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _attempt(
    session: requests.Session, url: str, part: Path, size: int, progress: Progress
) -> None:
    have = _length(part)
    etag = _read_etag(part) if 0 < have < size else None
    headers = {"Range": f"bytes={have}-", "If-Range": etag} if etag else {}
    with _open(session, url, headers) as response:
        begins = _begin(response, have, etag, size)
        if begins is None:
            discard(part)
            raise _Interrupted("the file on the server has changed")
        if begins == 0:
            discard(part)
            _write_etag(part, response.headers.get("ETag", ""))
        with part.open("ab") as file:
            for piece in response.iter_content(PIECE):
                begins += len(piece)
                if begins > size:
                    discard(part)
                    raise _other_size(url, f"more than {size:,}", size)
                file.write(piece)
                progress(begins, size)
    if begins < size:
        raise _Interrupted(f"the connection ended after {begins:,} of {size:,} bytes")


def _open(session: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
    address = url
    for _ in range(MOST_REDIRECTS + 1):
        response = session.get(
            address, headers=headers, stream=True, timeout=TIMEOUTS, allow_redirects=False
        )
        if not response.is_redirect:
            return response
        response.close()
        address = urljoin(address, response.headers["Location"])
        if not (is_secure(address) or (is_loopback(address) and is_loopback(url))):
            raise FetchProblem(
                f"{url} leads to {address}, which is not a secure address (https). "
                "Nothing was fetched from there."
            )
    raise FetchProblem(f"{url} leads from one address to the next without an end.")


def _begin(response: requests.Response, have: int, etag: str | None, size: int) -> int | None:
    """The offset of the first byte of the answer, or None if the part does not fit to it."""
    status = response.status_code
    if status in PASSING:
        raise _Interrupted(f"the server is busy or in trouble (status {status})")
    if status == requests.codes.partial_content:
        match = CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        same = response.headers.get("ETag", etag) == etag
        fits = match is not None and (int(match[1]), int(match[2])) == (have, size)
        return have if etag and same and fits else None
    if status == requests.codes.requested_range_not_satisfiable:
        return None
    if status != requests.codes.ok:
        raise FetchProblem(
            f"The server refused {response.url} with status {status} ({response.reason}). The "
            "model may have moved; a newer version of this program may know where to."
        )
    announced = response.headers.get("Content-Length", str(size))
    if announced != str(size):
        raise _other_size(response.url, announced, size)
    return 0


def _other_size(url: str, announced: str, size: int) -> FetchProblem:
    return FetchProblem(
        f"{url} is not the file that the catalogue means: it has {announced} bytes instead of "
        f"{size:,}. It was not installed."
    )


def discard(part: Path) -> None:
    """Remove a part and what is known of it."""
    part.unlink(missing_ok=True)
    etag_of(part).unlink(missing_ok=True)


def _write_etag(part: Path, etag: str) -> None:
    # A weak ETag does not promise the same bytes.
    if etag.startswith('"'):
        etag_of(part).write_text(etag, encoding="latin-1")


def _read_etag(part: Path) -> str | None:
    try:
        return etag_of(part).read_text(encoding="latin-1")
    except FileNotFoundError:
        return None
