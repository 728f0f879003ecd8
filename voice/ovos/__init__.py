"""A skill for OpenVoiceOS: a program of its own on the other side of the control socket."""
