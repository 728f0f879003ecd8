"""What the relay hands to the listener: sound as it came, or one sentence of why none comes."""

import struct

HEADER = struct.Struct("<IBBI")
"""Before each message: the rate in Hz, bytes of a sample, channels, and how many bytes follow. They
are text where the rate is 0."""

LARGEST = 1 << 24
"""Bytes that may follow."""


def sound(rate: int, width: int, channels: int, data: bytes) -> bytes:
    """A piece of sound: whole frames of signed samples, little-endian."""
    return HEADER.pack(rate, width, channels, len(data)) + data


def why(text: str) -> bytes:
    """Why no sound comes. Nothing follows it."""
    said = text.encode()
    return HEADER.pack(0, 0, 0, len(said)) + said
