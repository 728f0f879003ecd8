"""The control socket: the one door through which other programs reach a session."""
