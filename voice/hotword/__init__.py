"""Our ears for hotwords of OpenVoiceOS: an extra in its process, and no session."""
