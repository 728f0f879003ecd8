"""Vosk's Python package, imported without the network socket that importing it would open.

It imports `requests` for downloads that we never ask it for, and that opens an IPv6 socket to find
out whether the machine has IPv6, unless Python says that it was built without.
"""

import socket

_has_ipv6 = socket.has_ipv6
socket.has_ipv6 = False
try:
    import vosk
finally:
    socket.has_ipv6 = _has_ipv6

__all__ = ["vosk"]
