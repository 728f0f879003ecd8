"""Malformed input: whatever comes in from outside, it is refused in a sentence or taken, whole."""
