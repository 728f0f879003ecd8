"""pulsectl, imported without the compiler that it would run to find its library.

It looks for one of a name that no system has, and Python then asks `gcc` and `ld`, which take time
and write temporary files. The name that it takes otherwise is the right one.
"""

import ctypes.util

_find_library = ctypes.util.find_library
setattr(ctypes.util, "find_library", lambda _: None)  # noqa: B010  a type checker would forbid it
try:
    import pulsectl
finally:
    setattr(ctypes.util, "find_library", _find_library)  # noqa: B010

__all__ = ["pulsectl"]
