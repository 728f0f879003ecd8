"""An executor for replays: what it is given is done before the next frame is heard."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class Inline(Executor):
    """Runs each call at once, on the caller's thread.

    With it the results of effects come back at the same frame on every replay.
    """

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Done when it returns, also with an error."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # the caller asks the future, as with any executor
            future.set_exception(error)
        return future
