"""Safeword as a service of the desktop session, started and watched by systemd."""
