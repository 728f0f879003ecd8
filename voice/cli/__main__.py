"""`python -m voice.cli` is the command `safeword`."""

import sys

from voice.cli.main import main

sys.exit(main())
