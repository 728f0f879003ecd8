"""Many rooms on one screen, for the person on duty: `safeword monitor`."""
