"""Which addresses a model may come from: https, or this very computer."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_secure(url: str) -> bool:
    """Whether it is an https address with a host."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.hostname)


def is_loopback(url: str) -> bool:
    """Whether it is a plain http address of this computer, given by number."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


def is_allowed(url: str) -> bool:
    """Whether a model may be fetched from there."""
    return is_secure(url) or is_loopback(url)
