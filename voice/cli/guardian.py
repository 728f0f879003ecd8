"""A guardian's process that is started by a listener, when the one before is gone."""

import sys

from voice.cli.guarding import guard, started_by

if __name__ == "__main__":
    sys.exit(started_by(int(sys.argv[1]), guard))
