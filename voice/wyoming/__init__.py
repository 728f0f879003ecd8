"""The microphone of a Wyoming satellite, over a connection that a process of its own has."""
