"""Whatever ends a command is one sentence on standard error and an exit code."""

from collections.abc import Callable

from intents.errors import Problem
from voice.cli.quiet import quiet_libraries
from voice.cli.streams import CANNOT_WRITE, GONE
from voice.telling.out import complain


def contained(command: Callable[[], int]) -> int:
    """Run it; the exit codes are those of sysexits.h."""
    try:
        with quiet_libraries():
            return command()
    except Problem as problem:
        complain(str(problem))
        return problem.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our lines is gone
        return GONE
    except OSError as error:
        complain(f"it cannot go on: {error.strerror or error}.")
        return CANNOT_WRITE
