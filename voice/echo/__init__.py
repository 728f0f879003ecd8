"""Takes what this computer plays out of what its microphone hears."""
